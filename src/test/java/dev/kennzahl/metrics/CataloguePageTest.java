package dev.kennzahl.metrics;

import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.catalogue.WorkedExample;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue for people: well-formed, complete in every language, and its links lead somewhere. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Thorough
class CataloguePageTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    /** One that is not within quotes. */
    private static final String COMMA = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    @Inject
    Kpis kpis;

    @Inject
    Messages messages;

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void showsEveryDefinitionWhole(String language) throws Exception {
        Document page = page("/api/v1/kpis?lang=" + language);

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo(language);
        Map<String, Element> articles = articles(page);
        assertThat(articles.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        definitions().map(KpiDefinition::key).toList());
        definitions().forEach(kpi -> check(kpi, Objects.requireNonNull(articles.get(kpi.key())), language));
    }

    private void check(KpiDefinition kpi, Element article, String language) {
        String text = article.getTextContent();
        for (String part : List.of("label", "description", "formula", "traps")) {
            assertThat(text).contains(text("kpi." + kpi.key() + "." + part, language));
        }
        assertThat(text).contains(text("kind." + kpi.kind().name().toLowerCase(Locale.ROOT), language));
        assertThat(text).contains(text("direction." + kpi.direction().name().toLowerCase(Locale.ROOT), language));
        assertThat(text).contains(text("page.trend_means", language) + " GET /api/v1/kpis/" + kpi.key() + "/trend");
        kpi.variants().forEach(variant -> assertThat(text)
                .contains(
                        variant + ": " + text("unit." + kpi.unit(variant).name().toLowerCase(Locale.ROOT), language)));
        kpi.options().forEach(option -> assertThat(text).contains(option.name(), "" + option.most()));
        kpi.dimensions().forEach(dimension -> assertThat(text)
                .contains(text("dimension." + dimension.key(), language) + " (" + dimension.key() + ")"));
        kpi.sources().forEach(source -> assertThat(text).contains(text("dataset." + source, language)));

        Set<String> linked = new HashSet<>(kpi.builtOn());
        linked.addAll(kpis.book().usedBy(kpi.key()));
        assertThat(elements(article, "dd").stream()
                        .flatMap(part -> elements(part, "a").stream())
                        .map(link -> link.getAttribute("href")))
                .hasSize(kpi.builtOn().size() + kpis.book().usedBy(kpi.key()).size())
                .containsAll(linked.stream().map(key -> "#" + key).toList());
        checkExamples(kpi, article, language);
    }

    private void checkExamples(KpiDefinition kpi, Element article, String language) {
        List<Element> figures = elements(article, "figure");
        assertThat(figures).hasSameSizeAs(kpi.examples());
        for (int i = 0; i < figures.size(); i++) {
            WorkedExample example = kpi.examples().get(i);
            String shown = figures.get(i).getTextContent();
            assertThat(elements(figures.get(i), "strong"))
                    .singleElement()
                    .extracting(Element::getTextContent)
                    .isEqualTo(example.value() == null ? text("page.no_value", language) : example.value());
            assertThat(cells(figures.get(i)))
                    .as(kpi.key() + " " + (i + 1))
                    .isEqualTo(example.files().stream()
                            .flatMap(file -> file.csv().lines())
                            .flatMap(line -> Arrays.stream(line.split(COMMA, -1)))
                            .map(cell -> cell.replace("\"", ""))
                            .map(cell -> cell.equals("times") ? text("page.times", language) : cell)
                            .toList());
            assertThat(shown)
                    .contains(example.variant(), "" + example.from(), "" + example.to())
                    .contains(
                            language.equals("en")
                                    ? example.explanation()
                                    : text("kpi." + kpi.key() + ".example." + (i + 1), language));
            example.options().forEach((name, value) -> assertThat(shown).contains(name + " = " + value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void givesEveryKpiAPageOfItsOwn(String language) throws Exception {
        for (String key : definitions().map(KpiDefinition::key).toList()) {
            Document page = page("/api/v1/kpis/" + key + "?lang=" + language);
            assertThat(elements(page.getDocumentElement(), "h1"))
                    .singleElement()
                    .extracting(Element::getTextContent)
                    .isEqualTo(text("kpi." + key + ".label", language));
            assertThat(articles(page)).containsOnlyKeys(key);
            checkLinks(page, "/api/v1/kpis/" + key);
        }
    }

    @Test
    void leadsEverywhereItSays() throws Exception {
        checkLinks(page("/api/v1/kpis"), "/api/v1/kpis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/kpis", "/api/v1/kpis/win_rate"})
    void skipsNoHeadingAndHeadsEveryColumn(String path) throws Exception {
        int before = 0;
        List<String> wrong = new ArrayList<>();
        for (Element element : elements(page(path).getDocumentElement(), "*")) {
            if (element.getTagName().matches("h[1-6]")) {
                int level = element.getTagName().charAt(1) - '0';
                if (level > before + 1) {
                    wrong.add(element.getTextContent());
                }
                before = level;
            }
            if (element.getTagName().equals("table")
                    && elements(element, "th").stream()
                            .noneMatch(head -> head.getAttribute("scope").equals("col"))) {
                wrong.add(element.getTextContent());
            }
        }
        assertThat(before).isPositive();
        assertThat(wrong).isEmpty();
    }

    @Test
    void followsTheLanguageOfTheBrowserUnlessAskedForAnother() {
        assertThat(html("/api/v1/kpis/win_rate", "de-AT,de;q=0.9,en;q=0.5").header("Content-Language"))
                .isEqualTo("de");
        assertThat(html("/api/v1/kpis/win_rate?lang=en", "de").header("Content-Language"))
                .isEqualTo("en");
        assertThat(html("/api/v1/kpis/win_rate", "fr").header("Content-Language"))
                .isEqualTo("en");
    }

    @Test
    void staysJsonForThoseWhoDoNotAskForHtml() {
        TestTenant tenant = TestTenant.create();
        for (String accept : List.of("*/*", "application/json")) {
            tenant.request()
                    .accept(accept)
                    .get("/api/v1/kpis/win_rate")
                    .then()
                    .statusCode(200)
                    .contentType("application/json");
        }
        Response rate = tenant.request().get("/api/v1/kpis/win_rate");
        assertThat(rate.<List<String>>path("builtOn")).containsExactly("won_revenue", "deals_won");
        assertThat(rate.<List<String>>path("usedBy")).containsExactly("sales_velocity", "target_attainment");
        assertThat(rate.<String>path("defaultComparison")).isEqualToIgnoringCase("previous_period");
    }

    @Test
    void knowsNoOtherKpi() {
        assertThat(html("/api/v1/kpis/%3Cscript%3E", "en").status()).isEqualTo(404);
    }

    /** A page's links: to a place on it, or to another page that is there. */
    private static void checkLinks(Document page, String path) {
        Set<String> places = new HashSet<>();
        elements(page.getDocumentElement(), "*").stream()
                .filter(element -> element.hasAttribute("id"))
                .forEach(element -> assertThat(places.add(element.getAttribute("id")))
                        .as("a place of its own: " + element.getAttribute("id"))
                        .isTrue());
        for (Element link : elements(page.getDocumentElement(), "a")) {
            String target = link.getAttribute("href");
            if (target.startsWith("#")) {
                assertThat(places).contains(target.substring(1));
            } else {
                String there = URI.create(path).resolve(target).toString();
                assertThat(html(target.startsWith("?") ? path + target : there, "en")
                                .status())
                        .as(path + " → " + target)
                        .isEqualTo(200);
            }
        }
    }

    private Stream<KpiDefinition> definitions() {
        return kpis.all().stream().map(Kpi::definition);
    }

    private String text(String key, String language) {
        return messages.find(key, Locale.forLanguageTag(language)).orElseThrow(() -> new AssertionError(key));
    }

    private static Map<String, Element> articles(Document page) {
        Map<String, Element> articles = new LinkedHashMap<>();
        elements(page.getDocumentElement(), "article")
                .forEach(
                        article -> articles.put(elements(article, "code").get(0).getTextContent(), article));
        return articles;
    }

    private static List<String> cells(Element figure) {
        return elements(figure, "*").stream()
                .filter(cell -> Set.of("th", "td").contains(cell.getTagName()))
                .map(Element::getTextContent)
                .toList();
    }

    private static PlainClient.Reply html(String path, String language) {
        return PlainClient.anonymous().get(path, Map.of("Accept", BROWSER, "Accept-Language", language));
    }

    private static Document page(String path) throws Exception {
        PlainClient.Reply answer = html(path, "en").expect(200);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return parser.parse(new InputSource(new StringReader(answer.body())));
    }

    private static List<Element> elements(Element inside, String name) {
        NodeList found = inside.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
