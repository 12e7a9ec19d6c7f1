package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What becomes of the properties of a record, and what status follows from them. */
class HubSpotPropertiesTest {
    private final HubSpotSender sender = new HubSpotSender();

    @Test
    void readsAWonStageAsEvidence() {
        assertThat(merged(sample("HS-06")))
                .contains(
                        entry("_stage_status", "won"),
                        entry("_is_won", "true"),
                        entry("expected_close_on", "2026-05-14"),
                        entry("closed_at", "2026-05-14T09:00:00Z"));
    }

    @Test
    void keepsALeadsLifecycleAsCustomAttributes() {
        assertThat(merged(sample("HS-12")))
                .containsOnly(entry("lifecyclestage", "opportunity"), entry("hs_lead_status", "NEW"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'propertyValue':''", "'propertyValue':null", "'other':1"})
    void clearsAPropertyThatComesWithoutValue(String value) {
        assertThat(only(event("'subscriptionType':'deal.propertyChange','propertyName':'amount'," + value))
                        .fields())
                .containsExactly(entry("amount", null));
    }

    @Test
    void clearsWhatFollowsFromAClearedPropertyToo() {
        assertThat(change("dealstage", "").fields())
                .containsOnly(entry("stage", null), entry("_stage_status", null), entry("probability", null));
        assertThat(change("closedate", "").fields())
                .containsOnly(entry("expected_close_on", null), entry("closed_at", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1,200.50", "abc", "0x1F", "1e99999", " "})
    void setsAnUnusableAmountAsideAndKeepsTheEvent(String amount) {
        Translation translation = translate(propertyChange("amount", amount));

        assertThat(translation.events()).singleElement().satisfies(event -> assertThat(event.fields())
                .isEmpty());
        assertThat(translation.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.item()).isEqualTo(1);
            assertThat(rejection.code()).isEqualTo("INVALID_VALUE");
            assertThat(rejection.field()).isEqualTo("amount");
            assertThat(rejection.message()).contains("decimal").doesNotContain("NaN", "1,200", "abc");
            assertThat(rejection.recordId()).isEqualTo("90010000001");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.25E7", "-250.50", "0", "12500"})
    void keepsAUsableAmountAsItWasWritten(String amount) {
        assertThat(change("amount", amount).fields()).containsExactly(entry("amount", amount));
    }

    @Test
    void setsANulCharacterAside() {
        assertThat(translate(propertyChange("dealname", "a\\u0000b")).rejections())
                .extracting(Rejection::code)
                .containsExactly("INVALID_VALUE");
    }

    @Test
    void readsAStageByTheUsersCatalogueBeforeTheDefaults() {
        String stages = "{'stages':{'4711':{'label':'Done','closed':true,'probability':1},"
                + "'closedwon':{'closed':true,'probability':'0.0'}}}";

        assertThat(change("dealstage", "4711", stages).fields())
                .contains(entry("stage", "Done"), entry("_stage_status", "won"));
        assertThat(change("dealstage", "closedwon", stages).fields())
                .contains(entry("stage", "closedwon"), entry("_stage_status", "lost"));
        assertThat(change("dealstage", "unheard-of", stages).fields())
                .contains(entry("_stage_status", null), entry("probability", null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "won,false,false,won",
                "lost,true,true,lost",
                "open,true,true,open",
                "-,true,true,won",
                "-,true,false,lost",
                "-,-,true,won",
                "-,false,false,-",
                "-,-,-,-"
            })
    void concludesTheStatusFromTheStageThenFromHubSpotsFlags(
            @Nullable String stage, @Nullable String closed, @Nullable String won, @Nullable String status) {
        Map<String, @Nullable String> fields = new HashMap<>();
        fields.put("_stage_status", stage);
        fields.put("_is_closed", closed);
        fields.put("_is_won", won);

        assertThat(sender.status(fields::get)).isEqualTo(status);
    }

    @Test
    void letsAStatedProbabilityOutrankTheStagesOwn() {
        assertThat(change("hs_deal_stage_probability", "0.35").sequence())
                .isGreaterThan(change("dealstage", "qualifiedtobuy").sequence());
    }

    @Test
    void mapsPropertiesAndOwnersAsTheUserSays() {
        String options = "{'properties':{'abc_region':'region','amount':'gross_amount'},'owners':{'7700112':'E-1'}}";

        assertThat(change("abc_region", "Nord", options).fields()).containsExactly(entry("region", "Nord"));
        assertThat(change("amount", "n/a", options).fields()).containsExactly(entry("gross_amount", "n/a"));
        assertThat(change("hubspot_owner_id", "7700112", options).fields()).containsExactly(entry("owner_id", "E-1"));
    }

    @Test
    void datesAClosingInTheTenantsZone() {
        long lateEvening = Instant.parse("2026-05-31T22:30:00Z").toEpochMilli();

        assertThat(change("closedate", Long.toString(lateEvening)).fields())
                .contains(entry("expected_close_on", "2026-06-01"), entry("closed_at", "2026-05-31T22:30:00Z"));
        assertThat(change("closedate", "2026-06-30").fields())
                .contains(entry("expected_close_on", "2026-06-30"), entry("closed_at", "2026-06-29T22:00:00Z"));
    }

    @Test
    void learnsNothingFromARedactedValue() {
        Translation translation = translate(propertyChange("amount", "REDACTED"));

        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections()).isEmpty();
        assertThat(translation.ignored()).isEqualTo(1);
    }

    private Translation sample(String id) {
        return sender.translate(Samples.request(id).delivery(), Samples.connection("hubspot"));
    }

    private Translation translate(String body) {
        return translate(body, "{}");
    }

    private Translation translate(String body, String options) {
        return sender.translate(Samples.post(body), Samples.settings(options));
    }

    private ChangeEvent only(String event) {
        Translation translation = translate("[" + event + "]");
        assertThat(translation.rejections()).isEmpty();
        return translation.events().get(0);
    }

    private ChangeEvent change(String property, String value) {
        return change(property, value, "{}");
    }

    private ChangeEvent change(String property, String value, String options) {
        Translation translation = translate(propertyChange(property, value), options);
        assertThat(translation.rejections()).isEmpty();
        return translation.events().get(0);
    }

    private static String propertyChange(String property, String value) {
        return "["
                + event("'subscriptionType':'deal.propertyChange','propertyName':'" + property + "','propertyValue':'"
                        + value + "'")
                + "]";
    }

    private static String event(String members) {
        return "{'eventId':1,'portalId':48800001,'occurredAt':1777885200000,'objectId':90010000001," + members + "}";
    }

    private static Map<String, @Nullable String> merged(Translation translation) {
        assertThat(translation.rejections()).isEmpty();
        return translation.events().stream()
                .flatMap(event -> event.fields().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, last) -> last));
    }
}
