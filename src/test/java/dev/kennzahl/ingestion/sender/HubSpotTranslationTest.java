package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

/** What becomes of the items of a delivery. */
class HubSpotTranslationTest {
    private final HubSpotSender sender = new HubSpotSender();

    @Test
    void tellsADealsBirthAndFirstValuesApart() {
        Translation translation = sample("HS-01");

        assertThat(translation.events()).hasSize(8).allSatisfy(event -> {
            assertThat(event.record()).isEqualTo(deal("90010000001"));
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
        });
        assertThat(translation.events())
                .filteredOn(event -> event.kind() == Kind.CREATED)
                .singleElement()
                .satisfies(event -> assertThat(event.fields()).isEmpty());
        assertThat(merged(translation))
                .containsOnly(
                        entry("name", "Northwind - fleet telematics"),
                        entry("amount", "12500"),
                        entry("owner_id", "7700112"),
                        entry("stage", "appointmentscheduled"),
                        entry("_stage_status", "open"),
                        entry("probability", "0.2"),
                        entry("pipeline", "default"),
                        entry("expected_close_on", "2026-06-30"),
                        entry("closed_at", "2026-06-30T00:00:00Z"),
                        entry("currency", "EUR"));
    }

    @Test
    void keepsEventsOfOneEventIdApart() {
        assertThat(sample("HS-05").events())
                .extracting(ChangeEvent::key)
                .hasSize(6)
                .doesNotHaveDuplicates();
    }

    @Test
    void givesARedeliveryTheSameKeys() {
        assertThat(sample("HS-04").events())
                .extracting(ChangeEvent::key)
                .isEqualTo(
                        sample("HS-02").events().stream().map(ChangeEvent::key).toList());
    }

    @Test
    void endsThePrimaryAndTheOthersInTheRecordBornByTheMerge() {
        ChangeEvent merge = sample("HS-08").events().get(0);

        assertThat(merge.kind()).isEqualTo(Kind.MERGED);
        assertThat(merge.record()).isEqualTo(deal("90010000099"));
        assertThat(merge.merge())
                .isEqualTo(
                        new ChangeEvent.Merge(List.of(deal("90010000002"), deal("90010000003")), deal("90010000002")));
    }

    @Test
    void endsTheOthersInThePrimaryWhereNoRecordIsBorn() {
        ChangeEvent merge =
                only(event("'subscriptionType':'deal.merge','primaryObjectId':'2','mergedObjectIds':['3',4]"));

        assertThat(merge.record()).isEqualTo(deal("2"));
        assertThat(merge.merge()).isEqualTo(new ChangeEvent.Merge(List.of(deal("3"), deal("4")), null));
    }

    @Test
    void doesNotLetARecordEndInItself() {
        ChangeEvent merge = only(event(
                "'subscriptionType':'deal.merge','primaryObjectId':2,'mergedObjectIds':[3,2]," + "'newObjectId':2"));

        assertThat(merge.merge()).isEqualTo(new ChangeEvent.Merge(List.of(deal("3")), null));
    }

    @Test
    void deletesAndRestores() {
        assertThat(sample("HS-09").events())
                .extracting(ChangeEvent::kind)
                .containsExactly(Kind.DELETED, Kind.CHANGED, Kind.CREATED);
        assertThat(sample("HS-10").events()).extracting(ChangeEvent::kind).containsExactly(Kind.RESTORED);
    }

    @Test
    void namesRecordsOfTheGenericFormAsInTheClassic() {
        Translation generic = sample("HS-11");

        assertThat(generic.events().get(0).record()).isEqualTo(deal("90020000001"));
        assertThat(generic.events())
                .extracting(
                        event -> event.record().entity() + " " + event.record().objectType())
                .containsExactly("DEAL deal", "DEAL deal", "DEAL deal", "LEAD contact", "LEAD contact", "LEAD lead");
        assertThat(generic.ignored()).isEqualTo(1);
    }

    @Test
    void saysOfAContactWhoMustBeForgottenThatNothingOfThePersonMayBeKept() {
        ChangeEvent gone = only(event("'subscriptionType':'contact.privacyDeletion'"));

        assertThat(gone.kind()).isEqualTo(Kind.DELETED);
        assertThat(gone.fields()).containsExactly(entry(ChangeEvent.FORGET, "true"));
        assertThat(only(event("'subscriptionType':'contact.deletion'")).fields())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'subscriptionType':'deal.associationChange','associationType':'DEAL_TO_COMPANY'",
                "'subscriptionType':'object.associationChange','fromObjectTypeId':'0-3','toObjectTypeId':'0-2'"
            })
    void takesADealsPrimaryCompanyForItsCustomer(String association) {
        String members = association + ",'fromObjectId':7,'toObjectId':9,'isPrimaryAssociation':true";
        ChangeEvent added = only(event(members + ",'associationRemoved':false"));
        ChangeEvent removed = only(event(members + ",'associationRemoved':true"));

        assertThat(added.record()).isEqualTo(deal("7"));
        assertThat(added.fields()).containsExactly(entry("customer_id", "9"));
        assertThat(removed.fields()).containsExactly(entry("customer_id", null));
        assertThat(added.sequence()).isGreaterThan(removed.sequence());
        assertThat(added.key()).isNotEqualTo(removed.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'subscriptionType':'deal.associationChange','associationType':'DEAL_TO_COMPANY','isPrimaryAssociation':false",
                "'subscriptionType':'deal.associationChange','associationType':'DEAL_TO_CONTACT','isPrimaryAssociation':true",
                "'subscriptionType':'company.associationChange','associationType':'COMPANY_TO_DEAL','isPrimaryAssociation':true",
                "'subscriptionType':'company.associationChange','associationType':'COMPANY_TO_COMPANY','isPrimaryAssociation':true"
            })
    void learnsNothingFromOtherAssociations(String association) {
        Translation translation = translate("[" + event(association + ",'fromObjectId':7,'toObjectId':9") + "]");

        assertThat(translation.ignored()).isEqualTo(1);
        assertThat(translation.rejections()).isEmpty();
    }

    @Test
    void setsEventsOfOtherPortalsAsideAndTakesTheirNeighbours() {
        String foreign =
                "{'portalId':999,'eventId':1,'occurredAt':1777885200000,'objectId':1,'subscriptionType':'deal.creation'}";
        String own = event("'subscriptionType':'deal.creation'");

        Translation translation = translate("[" + foreign + "," + own + "]", "{'portalIds':[48800001]}");

        assertThat(translation.events()).hasSize(1);
        assertThat(translation.rejections())
                .extracting(Rejection::item, Rejection::code)
                .containsExactly(tuple(1L, "FOREIGN_ACCOUNT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ticket.creation",
                "deal.associationChange",
                "conversation.newMessage",
                "deal.somethingNew",
                "nothing"
            })
    void ignoresWhatHasNoEffectHere(String subscription) {
        Translation translation = translate("[" + event("'subscriptionType':'" + subscription + "'") + "]");

        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections()).isEmpty();
        assertThat(translation.ignored()).isEqualTo(1);
    }

    @Test
    void keepsTheRestWhenItemsAreBroken() {
        Translation translation =
                translate("[7,null,{},{'subscriptionType':'deal.creation','objectId':1,'occurredAt':1},"
                        + "{'subscriptionType':'deal.creation','portalId':1,'occurredAt':1},"
                        + "{'subscriptionType':'deal.creation','portalId':1,'objectId':1,'occurredAt':'１'},"
                        + "{'eventType':'deal.creation','portalId':1,'objectId':'1','occurredAt':1}]");

        assertThat(translation.events()).hasSize(1);
        assertThat(translation.rejections())
                .extracting(Rejection::field)
                .containsExactly(null, null, "subscriptionType", "portalId", "objectId", "occurredAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[", "[] []", "[NaN]", "[{'a':1,'a':2}]"})
    void refusesABodyThatIsNotAnArray(String body) {
        assertThatThrownBy(() -> translate(body)).isInstanceOf(MalformedDeliveryException.class);
    }

    @Test
    void takesAnEmptyArrayAndRefusesOtherMediaTypes() {
        assertThat(translate("[]").events()).isEmpty();
        assertThatThrownBy(() -> sender.translate(
                        Samples.post(Map.of("Content-Type", "text/plain"), "[]"), Samples.settings("{}")))
                .isInstanceOfSatisfying(MalformedDeliveryException.class, e -> assertThat(e.isWrongMediaType())
                        .isTrue());
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

    private static String event(String members) {
        return "{'eventId':1,'portalId':48800001,'occurredAt':1777885200000,'objectId':90010000001," + members + "}";
    }

    private static RecordKey deal(String id) {
        return new RecordKey(EntityType.DEAL, "hubspot", "48800001", "deal", id);
    }

    private static Map<String, @Nullable String> merged(Translation translation) {
        assertThat(translation.rejections()).isEmpty();
        return translation.events().stream()
                .flatMap(event -> event.fields().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, last) -> last));
    }
}
