package dev.kennzahl.metrics;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.Messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Part of the catalogue, chosen in a browser as over JSON; and what dimensions mean of which records. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CatalogueChoiceTest {
    private static final Pattern SHOWN = Pattern.compile("<h3 id=\"([a-z0-9_]+)\">");

    @Inject
    Kpis kpis;

    @Inject
    Messages messages;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "category=team",
                "category=Revenue",
                "q=WIN",
                "q=Kunde&lang=de",
                "category=pipeline&q=rate",
                "q=",
                "category=market&q=no such thing"
            })
    void showsInABrowserWhatJsonLists(String query) {
        List<String> listed = TestTenant.create()
                .request()
                .get("/api/v1/kpis?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.key");
        assertThat(shown(browse("?" + query).asString())).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void saysWhatWasChosenAndKeepsItInTheOtherLanguage() {
        String page = browse("?category=team&q=a<b&lang=de").asString();
        assertThat(page)
                .contains("<p>Nur: Team <q>a&lt;b</q>. Es gibt keine solche Kennzahl.</p>")
                .contains("href=\"?lang=en&amp;category=team&amp;q=a%3Cb\"")
                .contains("href=\"kpis?lang=de\"");
        assertThat(browse("?lang=de").asString()).doesNotContain("Nur:");
    }

    @Test
    void leadsToThoseThatAreNotOnThePage() {
        String page = browse("?q=sales_velocity&lang=en").asString();
        assertThat(shown(page)).containsExactly("sales_velocity");
        assertThat(page).contains("href=\"kpis/win_rate?lang=en\"").doesNotContain("href=\"#win_rate\"");
    }

    @Test
    void refusesWhatIsNoSection() {
        Response refused = browse("?category=cats");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("category must be one of [revenue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void saysOfWhichRecordsARegionOrAnOwnerIsWhat(String language) {
        for (KpiDefinition kpi : kpis.all().stream().map(Kpi::definition).toList()) {
            for (Dimension dimension : List.of(Dimension.REGION, Dimension.OWNER)) {
                if (kpi.dimensions().contains(dimension)) {
                    assertThat(kpi.described())
                            .as(kpi.key())
                            .isNotEmpty()
                            .allMatch(dataset -> text(dimension, dataset, language) != null);
                }
            }
        }
        String own = text(Dimension.REGION, "customers", language);
        String sold = text(Dimension.REGION, "orders", language);
        assertThat(browse("/new_customers?lang=" + language).asString())
                .contains(own)
                .doesNotContain(sold);
        assertThat(browse("/revenue?lang=" + language).asString())
                .contains(sold)
                .doesNotContain(own);
    }

    private String text(Dimension dimension, String dataset, String language) {
        return messages.find("dimension." + dimension.key() + "." + dataset, Locale.forLanguageTag(language))
                .map(text -> text.replace("'", "&#39;"))
                .orElse(null);
    }

    /** What the texts say is how it is done, and done alike wherever they are said. */
    @Test
    void recordsThatAreDescribedAlikeHaveTheirRegionAlike() {
        Map<String, Set<String>> regions = new TreeMap<>();
        for (Kpi kpi : kpis.all()) {
            for (String variant : kpi.definition().variants()) {
                Asked asked = Asked.byDefault(kpi.definition(), List.of()).in(variant);
                kpi.measures(asked).forEach(measure -> measure.subject()
                        .dimension(Dimension.REGION)
                        .ifPresent(part -> regions.computeIfAbsent(
                                        measure.subject().described(), dataset -> new TreeSet<>())
                                .add(part.sql())));
            }
        }
        assertThat(regions)
                .containsEntry("contracts", Set.of("coalesce(NULL::text, o.region, c.region)"))
                .containsEntry("costs", Set.of("f.region"))
                .containsEntry("customers", Set.of("coalesce(f.region, o.region)"))
                .containsEntry("deals", Set.of("coalesce(f.region, o.region, c.region)"))
                .containsEntry("employees", Set.of("f.region"))
                .containsEntry("leads", Set.of("coalesce(f.region, o.region, c.region)"))
                .containsEntry("orders", Set.of("coalesce(f.region, o.region, c.region)"))
                .containsEntry("surveys", Set.of("coalesce(NULL::text, o.region, c.region)"))
                .containsEntry("targets", Set.of("f.region"));
    }

    @Test
    void definitionsTellItInJsonAndGraphQl() {
        TestTenant tenant = TestTenant.create();
        List<Map<String, String>> rest = tenant.request()
                .get("/api/v1/kpis/net_promoter_score?lang=en")
                .then()
                .extract()
                .path("dimensionMeanings");
        assertThat(rest)
                .contains(Map.of(
                        "dimension",
                        "region",
                        "meaning",
                        "Of answers to surveys that of the employee they are about, else their customer's own."));
        List<List<Map<String, String>>> graphQl = tenant.request()
                .contentType("application/json")
                .body(Map.of(
                        "query",
                        "{ kpis(search: \"net_promoter_score\") { dimensionMeanings { dimension meaning } } }"))
                .post("/graphql")
                .then()
                .extract()
                .path("data.kpis.dimensionMeanings");
        assertThat(graphQl).containsExactly(rest);
    }

    private static Set<String> shown(String page) {
        Set<String> keys = new LinkedHashSet<>();
        SHOWN.matcher(page).results().map((MatchResult found) -> found.group(1)).forEach(keys::add);
        return keys;
    }

    private static Response browse(String path) {
        return given().header("Accept", "text/html")
                .header("Accept-Language", "en")
                .get("/api/v1/kpis" + path);
    }
}
