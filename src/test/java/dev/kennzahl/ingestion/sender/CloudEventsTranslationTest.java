package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

class CloudEventsTranslationTest {
    private static final String SOURCE = "https://crm.umbrella.example/sales";
    private static final String ENVELOPE = "'specversion':'1.0','source':'/s','id':'e-1',";

    private final CloudEventsSender sender = new CloudEventsSender();

    @Test
    void agreesWithTheWorkedSignature() {
        String body = "{\"specversion\":\"1.0\",\"type\":\"sales.deal.won\",\"source\":\"https://crm.example/sales\","
                + "\"id\":\"evt-1\",\"time\":\"2026-05-04T08:59:58Z\",\"data\":{\"dealId\":\"D-1\",\"amount\":\"10.50\",\"currency\":\"EUR\"}}";
        Map<String, String> headers = Map.of(
                "Content-Type", "application/cloudevents+json",
                "webhook-id", "msg_ce1",
                "webhook-timestamp", "1777885200",
                "webhook-signature", "v1,T6OGRQ1Lt+40oDF6723FxCrlxHXYI5knbfjnJuQoAQg=");

        assertThat(sender.whyNotAuthentic(
                        Samples.post(headers, body),
                        Samples.settings("{}", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")))
                .isEmpty();
    }

    @Test
    void readsBinaryMode() {
        ChangeEvent event = only(sample("CE-01"));

        assertThat(event.record()).isEqualTo(new RecordKey(EntityType.DEAL, "cloudevents", SOURCE, "deal", "D-2001"));
        assertThat(event.kind()).isEqualTo(Kind.CREATED);
        assertThat(event.key()).isEqualTo("[\"" + SOURCE + "\",\"evt-1001\"]");
        assertThat(event.fields())
                .containsOnly(
                        entry("name", "Umbrella - lab refit"),
                        entry("pipeline", "direct"),
                        entry("stage", "qualified"),
                        entry("amount", "18000.00"),
                        entry("currency", "GBP"),
                        entry("expected_close_on", "2026-08-15"),
                        entry("owner_id", "u-17"),
                        entry("status", "open"),
                        entry("created_at", "2026-05-04T09:00:00Z"));
    }

    @Test
    void readsStructuredMode() {
        ChangeEvent event = only(sample("CE-02"));

        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-05T09:00:00.250Z"));
        assertThat(event.fields()).containsExactly(entry("stage", "proposal"));
    }

    @Test
    void readsABatchAndGivesARepeatTheSameKey() {
        Translation batch = sample("CE-03");

        assertThat(batch.events())
                .extracting(event -> event.record().externalId())
                .containsExactly("D-2001", "D-2001", "D-2001", "L-77");
        assertThat(batch.events().get(2).key()).isEqualTo(only(sample("CE-02")).key());
        assertThat(batch.events().get(0).fields())
                .contains(entry("status", "won"), entry("closed_at", "2026-05-12T10:00:00Z"));
        assertThat(batch.events().get(3).fields()).contains(entry("lead_source", "web"));
    }

    @Test
    void readsDataInBase64AndTimesWithOffset() {
        ChangeEvent event = only(sample("CE-04"));

        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-13T06:00:00Z"));
        assertThat(event.fields())
                .containsOnly(
                        entry("amount", "2500"),
                        entry("currency", "GBP"),
                        entry("lost_reason", "timing"),
                        entry("status", "lost"),
                        entry("closed_at", "2026-05-13T06:00:00Z"));
    }

    @Test
    void keepsTheRestOfABatchWhenOneIsInvalid() {
        Translation batch = translate(
                "application/cloudevents-batch+json",
                "[{'specversion':'1.0'}, {" + ENVELOPE + "'type':'sales.deal.deleted','data':{'dealId':7}}, 'x']");

        assertThat(only(batch.events()).kind()).isEqualTo(Kind.DELETED);
        assertThat(batch.rejections())
                .extracting(Rejection::item, Rejection::code)
                .containsExactly(tuple(1L, "MALFORMED_DELIVERY"), tuple(3L, "MALFORMED_DELIVERY"));
    }

    @Test
    void takesAnEmptyBatchAndRefusesOneThatIsAllInvalidOrNoArray() {
        assertThat(translate("Application/CloudEvents-Batch+JSON; charset=utf-8", "[]")
                        .events())
                .isEmpty();
        assertThatThrownBy(() -> translate("application/cloudevents-batch+json", "[{}, 1]"))
                .isInstanceOf(MalformedDeliveryException.class);
        assertThatThrownBy(() -> translate("application/cloudevents-batch+json", "{}"))
                .isInstanceOf(MalformedDeliveryException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'specversion':'0.3','source':'/s','id':'1','type':'t'",
                "'specversion':1.0,'source':'/s','id':'1','type':'t'",
                "'specversion':'1.0','source':'','id':'1','type':'t'",
                "'specversion':'1.0','source':'/s','id':null,'type':'t'",
                "'specversion':'1.0','source':'/s','id':7,'type':'t'",
                "'specversion':'1.0','source':'/s','id':'1'",
                "'specversion':'1.0','source':'/s','id':'1','type':'t','time':'yesterday'",
                "'specversion':'1.0','source':'/s','id':'1','type':'t','data':1,'data_base64':'AA=='",
                "'specversion':'1.0','source':'/s','id':'1','type':'t','data_base64':'*'",
                "'specversion':'1.0','source':'/s','id':'1','type':'sales.deal.won','data_base64':'AA=='"
            })
    void refusesAnUnsoundEnvelope(String members) {
        assertThatThrownBy(() -> structured(members)).isInstanceOf(MalformedDeliveryException.class);
    }

    @Test
    void ignoresTypesItDoesNotKnowWhateverTheirData() {
        assertThat(structured(ENVELOPE + "'type':'com.example.x'").ignored()).isEqualTo(1);
        assertThat(translate(binary("ce-type", "com.example.x", "Content-Type", "text/xml"), "<x/>")
                        .ignored())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'sales.deal.won'",
                "'type':'sales.deal.won','data':null",
                "'type':'sales.deal.won','data':'text'",
                "'type':'sales.deal.won','data':{}",
                "'type':'sales.deal.won','data':{'dealId':''}",
                "'type':'sales.deal.won','data':{'dealId':{}}",
                "'type':'sales.deal.won','data':{'dealId':'1'},'datacontenttype':'text/csv'",
                "'type':'sales.lead.created','data':{'dealId':'1'}",
                "'type':'sales.deal.merged','data':{'dealId':'1'}",
                "'type':'sales.deal.merged','data':{'dealId':'1','mergedInto':'1'}"
            })
    void setsAKnownTypeWithoutUsableDataAside(String members) {
        Translation translation = structured(ENVELOPE + members);

        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections())
                .extracting(Rejection::item, Rejection::code)
                .containsExactly(tuple(1L, "MISSING_VALUE"));
    }

    @Test
    void endsTheMergedDealInTheOther() {
        ChangeEvent event =
                only(structured(ENVELOPE + "'type':'sales.deal.merged','data':{'dealId':'1','mergedInto':'2'}"));

        assertThat(event.record().externalId()).isEqualTo("2");
        assertThat(event.merge()).isNotNull();
        assertThat(event.merge().losers()).extracting(RecordKey::externalId).containsExactly("1");
        assertThat(event.merge().primary()).isNull();
    }

    @Test
    void takesMembersUnderOurNamesAndKeepsTheOthers() {
        ChangeEvent event = only(
                structured(
                        ENVELOPE + "'type':'sales.deal.stage_changed','data':{'dealId':'1','customerId':'C',"
                                + "'product_id':'P','probability':0.50,'amount':1.25E7,'urgent':true,'reason':'','status':'won','_created':'x'}"));

        assertThat(event.fields())
                .containsOnly(
                        entry("customer_id", "C"),
                        entry("product_id", "P"),
                        entry("probability", "0.50"),
                        entry("amount", "1.25E+7"),
                        entry("urgent", "true"),
                        entry("reason", null));
    }

    @Test
    void takesALeadsAmountForWhatItMayBeWorth() {
        ChangeEvent event = only(structured(
                ENVELOPE + "'type':'sales.lead.created','data':{'leadId':'1','amount':'10.50','currency':'EUR'}"));

        assertThat(event.fields()).contains(entry("expected_value", "10.50"), entry("currency", "EUR"));
    }

    @Test
    void setsNestedMembersAndUnusableValuesAside() {
        Translation translation = structured(
                ENVELOPE
                        + "'type':'sales.deal.won','data':{'dealId':'1','amount':'abc','currency':'XXQ','tags':[1],'stage':'s'}");

        assertThat(only(translation.events()).fields()).containsOnlyKeys("stage", "status", "closed_at");
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("amount", "currency", "tags");
    }

    @Test
    void mapsMembersAndOwnersAsTheUserSays() {
        Translation translation = sender.translate(
                Samples.post(
                        Map.of("Content-Type", "application/cloudevents+json"),
                        ("{" + ENVELOPE
                                        + "'type':'sales.deal.created','data':{'dealId':'1','ownerId':7,'area':'Nord'}}")
                                .replace('\'', '"')),
                Samples.settings("{'properties':{'area':'region'},'owners':{'7':'E-7'}}"));

        assertThat(only(translation).fields())
                .contains(
                        entry("owner_id", "E-7"), entry("region", "Nord"), entry("created_at", "2026-05-04T09:00:00Z"));
    }

    @Test
    void decodesHeadersOnce() {
        Translation translation = translate(
                binary("ce-type", "sales.deal.won", "CE-Source", "\"Euro%20%E2%82%AC%20%F0%9F%98%80%2520\""),
                "{'dealId':'1'}");

        assertThat(only(translation).record().account()).isEqualTo("Euro € 😀%20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%E2%82", "%", "%4", "%zz", "%FF"})
    void refusesHeadersThatAreNotPercentEncodedUtf8(String subject) {
        assertThatThrownBy(
                        () -> translate(binary("ce-type", "sales.deal.won", "ce-subject", subject), "{'dealId':'1'}"))
                .isInstanceOf(MalformedDeliveryException.class);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/cloudevents+xml", "application/cloudevents-batch+avro", "''"})
    void refusesOtherFormatsByTheirMediaType(String type) {
        assertThatThrownBy(() -> translate(type, "{}"))
                .isInstanceOfSatisfying(MalformedDeliveryException.class, e -> assertThat(e.isWrongMediaType())
                        .isTrue());
    }

    private Translation sample(String id) {
        return sender.translate(Samples.request(id).delivery(), Samples.connection("cloudevents"));
    }

    private Translation structured(String members) {
        return translate("application/cloudevents+json", "{" + members + "}");
    }

    private Translation translate(String type, String body) {
        return translate(Map.of("Content-Type", type), body);
    }

    private Translation translate(Map<String, String> headers, String body) {
        return sender.translate(Samples.post(headers, body.replace('\'', '"')), Samples.settings("{}"));
    }

    private static Map<String, String> binary(String... more) {
        Map<String, String> headers = new HashMap<>(
                Map.of("ce-specversion", "1.0", "ce-source", "/s", "ce-id", "1", "Content-Type", "application/json"));
        for (int i = 0; i < more.length; i += 2) {
            String name = more[i];
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, more[i + 1]);
        }
        return headers;
    }

    private static ChangeEvent only(Translation translation) {
        assertThat(translation.rejections()).isEmpty();
        return only(translation.events());
    }

    private static ChangeEvent only(java.util.List<ChangeEvent> events) {
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
