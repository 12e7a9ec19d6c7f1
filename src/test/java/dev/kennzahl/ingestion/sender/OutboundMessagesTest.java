package dev.kennzahl.ingestion.sender;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/** What becomes of the notifications of an outbound message. */
class OutboundMessagesTest {
    private final SalesforceSender sender = new SalesforceSender();

    @Test
    void readsARecordAsItIs() {
        Translation translation =
                sender.translate(Samples.request("SF-11").delivery(), Samples.connection("salesforce"));

        assertThat(translation.rejections()).isEmpty();
        assertThat(translation.events()).singleElement().satisfies(event -> {
            assertThat(event.record())
                    .isEqualTo(new RecordKey(
                            EntityType.DEAL, "salesforce", "00D5g000007XqZ1EAK", "Opportunity", "0065g00000AbJdEAAV"));
            assertThat(event.kind()).isEqualTo(Kind.CHANGED);
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-13T09:00:00Z"));
            assertThat(event.key()).isEqualTo("04l5g00000NoTi1AAF");
            assertThat(event.fields())
                    .containsOnly(
                            entry("name", "Acme - 400 widgets"),
                            entry("customer_id", "0015g00000QrStUAAV"),
                            entry("owner_id", "0055g000006XyZaAAK"),
                            entry("stage", "Closed Won"),
                            entry("amount", "43250.5"),
                            entry("probability", "1"),
                            entry("expected_close_on", "2026-05-13"),
                            entry("closed_at", "2026-05-12T22:00:00Z"),
                            entry("_is_won", "true"),
                            entry("_is_closed", "true"));
        });
    }

    @Test
    void readsTextInAnyFormThatXmlHas() {
        assertThat(only("<f:Name><![CDATA[Tom & Sons]]> &lt;&#x41;&amp;&#223;&gt;<!-- no -->!</f:Name>")
                        .fields())
                .containsExactly(entry("name", "Tom & Sons <A&ß>!"));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "false,false", "0,false"})
    void readsBooleansInBothForms(String text, String value) {
        assertThat(only("<f:IsWon>" + text + "</f:IsWon>").fields()).contains(entry("_is_won", value));
    }

    @Test
    void clearsWhatHasNoValueAndLeavesWhatIsAbsent() {
        assertThat(only("<f:Amount i:nil=\"true\"/><f:AccountId i:nil=\"1\"></f:AccountId><f:NextStep/>")
                        .fields())
                .containsOnly(entry("amount", null), entry("customer_id", null), entry("NextStep", null));
        assertThat(only("<f:Amount>0</f:Amount>").fields()).containsExactly(entry("amount", "0"));
    }

    @Test
    void datesAMessageByItsReceiptWhereItDoesNotSay() {
        assertThat(only("<f:Name>x</f:Name>").occurredAt()).isEqualTo(Samples.RECEIVED_AT);
        assertThat(only("<f:Name>x</f:Name><f:LastModifiedDate>2026-05-01T12:00:00.000+0200</f:LastModifiedDate>")
                        .occurredAt())
                .isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
    }

    @Test
    void takesNamespacesAndNotPrefixes() {
        String message =
                "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Header><x><y/></x></Header><Body>"
                        + "<o:notifications xmlns:o=\"http://soap.sforce.com/2005/09/outbound\">"
                        + "<o:OrganizationId>00D5g000007XqZ1</o:OrganizationId><o:Notification><o:Id>n1</o:Id>"
                        + "<o:sObject xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\" a:type=\"b:Lead\" xmlns:b=\"urn:x\">"
                        + "<b:Id>00Q5g00000LeAdX</b:Id><b:IsConverted>1</b:IsConverted></o:sObject></o:Notification>"
                        + "</o:notifications></Body></Envelope>";

        assertThat(translate(message).events()).singleElement().satisfies(event -> {
            assertThat(event.record().externalId()).isEqualTo("00Q5g00000LeAdXEAV");
            assertThat(event.fields()).containsExactly(entry("_is_converted", "true"));
        });
    }

    @Test
    void keepsTheRestWhenNotificationsAreBroken() {
        String object = "<sObject i:type=\"f:Opportunity\"/>";
        Translation translation = translate(Soap.envelope("<OrganizationId>00D5g000007XqZ1</OrganizationId>"
                + "<Notification>" + object + "</Notification>"
                + "<Notification><Id>n2</Id></Notification>"
                + "<Notification><Id>n3</Id>" + object + object + "</Notification>"
                + "<Notification><Id>n4</Id><sObject/></Notification>"
                + Soap.notification("n5", "Opportunity", "<f:Name>x</f:Name>")
                + Soap.notification("n6", "Opportunity", "<f:Id>006</f:Id><f:Name>x</f:Name>")
                + Soap.notification("n7", "Campaign", "<f:Id>7015g00000CaMpA</f:Id>")
                + Soap.notification("n8", "<f:Name>x</f:Name><f:Amount>1,5</f:Amount><f:Amount>2</f:Amount>")
                + Soap.notification("n9", "<f:Amount>1,5</f:Amount><f:Name>y</f:Name>")));

        assertThat(translation.events()).extracting(ChangeEvent::key).containsExactly("n8", "n9");
        assertThat(translation.events())
                .allSatisfy(event -> assertThat(event.fields()).containsOnlyKeys("name"));
        assertThat(translation.ignored()).isEqualTo(1);
        assertThat(translation.rejections())
                .extracting(Rejection::item, Rejection::code, Rejection::field)
                .containsExactly(
                        tuple(1L, "MISSING_VALUE", "Notification/Id"),
                        tuple(2L, "MISSING_VALUE", "sObject"),
                        tuple(3L, "MISSING_VALUE", "sObject"),
                        tuple(4L, "MISSING_VALUE", "sObject"),
                        tuple(5L, "MISSING_VALUE", "sObject/Id"),
                        tuple(6L, "MISSING_VALUE", "sObject/Id"),
                        tuple(8L, "INVALID_VALUE", "Amount"),
                        tuple(9L, "INVALID_VALUE", "Amount"));
    }

    @Test
    void namesThePartsOfACompoundField() {
        String account = Soap.notification(
                "n1",
                "Account",
                "<f:Id>0015g00000QrStUAAV</f:Id><f:BillingAddress><f:State>Bayern</f:State><f:City>Ulm</f:City></f:BillingAddress>");

        assertThat(sender.translate(Soap.message(account), Samples.settings("{}"))
                        .events()
                        .get(0)
                        .fields())
                .containsOnly(entry("region", "Bayern"), entry("BillingAddress.City", "Ulm"));
    }

    private ChangeEvent only(String fields) {
        Translation translation =
                sender.translate(Soap.message(Soap.notification("n1", fields)), Samples.settings("{}"));
        assertThat(translation.rejections()).isEmpty();
        return translation.events().get(0);
    }

    private Translation translate(String xml) {
        return sender.translate(Soap.post(xml), Samples.settings("{}"));
    }
}
