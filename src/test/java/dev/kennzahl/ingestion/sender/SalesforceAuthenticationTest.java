package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.Acknowledgement;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who is trusted, and what is answered: a relay by its signature, an outbound message by its organisation. */
class SalesforceAuthenticationTest {
    private static final String SECRET_A = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OURS = "{'organizationId':'00D5g000007XqZ1EAK'}";

    /** The reference's vector for a relay's request, 270 bytes. */
    private static final String CHANGE_EVENT =
            "{\"schema\":\"x\",\"payload\":{\"ChangeEventHeader\":{\"entityName\":\"Opportunity\",\"recordIds\":[\"006Hq00001AbCdEIAV\"],"
                    + "\"changeType\":\"UPDATE\",\"transactionKey\":\"t1\",\"sequenceNumber\":1,\"commitTimestamp\":1777885199000,"
                    + "\"changedFields\":[\"Amount\"]},\"Amount\":10.5},\"event\":{\"replayId\":42}}";

    private final SalesforceSender sender = new SalesforceSender();

    @Test
    void trustsTheRelaysSignature() {
        IncomingDelivery delivery = changeEvent("application/json");

        assertThat(delivery.body()).hasSize(270);
        assertThat(sender.whyNotAuthentic(delivery, Samples.settings("{}", SECRET_A)))
                .isEmpty();
        assertThat(sender.whyNotAuthentic(delivery, Samples.settings(OURS))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "00D5g000007XqZ1EAK,00D5g000007XqZ1EAK,true",
        "00D5g000007XqZ1,00D5g000007XqZ1EAK,true",
        "00D5g000007XqZ1EAK,00D5g000007XqZ1,true",
        "00D5g000007XqZ1EAK,00D5G000007XqZ1,false",
        "00D5g000007XqZ1EAK,00d5g000007xqz1eak,false",
        "00D5g000007XqZ1EAK,00D9x000001ZzZzEAK,false",
        "00D5g000007XqZ1EAK,'',false",
        "00D5g000007XqZ1EAK,*,false"
    })
    void trustsAnOutboundMessageOfTheConnectionsOrganisationOnly(String ours, String theirs, boolean trusted) {
        ConnectionSettings settings = Samples.settings("{'organizationId':'" + ours + "'}", SECRET_A);

        assertThat(sender.whyNotAuthentic(Soap.message(theirs, Soap.notification("n1", "")), settings)
                        .isEmpty())
                .isEqualTo(trusted);
    }

    @Test
    void trustsNoOutboundMessageWhereTheOrganisationIsUnknown() {
        assertThat(sender.whyNotAuthentic(
                        Soap.message("00D5g000007XqZ1", Soap.notification("n1", "")), Samples.settings("{}", SECRET_A)))
                .isPresent();
    }

    /** Otherwise any organisation could come first and another be what the message is read as. */
    @Test
    void refusesAMessageOfTwoOrganisations() {
        IncomingDelivery delivery = Soap.message(
                "00D5g000007XqZ1", "<OrganizationId>00D9x000001ZzZzEAK</OrganizationId>" + Soap.notification("n1", ""));

        assertThatThrownBy(() -> sender.translate(delivery, Samples.settings(OURS)))
                .isInstanceOf(MalformedDeliveryException.class);
    }

    @Test
    void asksForASignatureWhateverElseTheContentTypeSays() {
        ConnectionSettings settings = Samples.settings(OURS, SECRET_A);
        IncomingDelivery disguised = new IncomingDelivery(
                "POST",
                "",
                Map.of("Content-Type", "text/plain"),
                Soap.message("00D5g000007XqZ1", Soap.notification("n1", "")).body(),
                Samples.RECEIVED_AT);

        assertThat(sender.whyNotAuthentic(disguised, settings)).isPresent();
        assertThatThrownBy(() -> sender.translate(changeEvent("text/plain"), settings))
                .isInstanceOfSatisfying(MalformedDeliveryException.class, e -> assertThat(e.isWrongMediaType())
                        .isTrue());
    }

    @Test
    void acknowledgesAnOutboundMessageInSoapAndAChangeEventWithoutBody() {
        Acknowledgement soap = sender.acknowledgement(Samples.request("SF-11").delivery());

        assertThat(soap.status()).isEqualTo(200);
        assertThat(soap.mediaType()).startsWith("text/xml");
        assertThat(soap.body()).isEqualTo(new String(Samples.bytes("salesforce/ack-true.xml"), StandardCharsets.UTF_8));
        assertThat(sender.acknowledgement(Samples.request("SF-01").delivery())).isEqualTo(Acknowledgement.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "secret                 | {}",
                "options.organizationId | {'organizationId':'00D5g000007XqZ'}",
                "options.organizationId | {'organizationId':'00D5g000007XqZ1EAK '}",
                "options.organizationId | {'organizationId':7}",
                "options.organizationId | {'organizationId':''}",
                "options.stages         | {'organizationId':'00D5g000007XqZ1','stages':{'Signed':{'closed':true}}}",
                "options.colour         | {'organizationId':'00D5g000007XqZ1','colour':'blue'}"
            })
    void namesTheSettingAtFault(String field, String options) {
        assertThat(sender.check(Samples.settings(options)))
                .get()
                .extracting(SettingFault::field)
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "short"})
    void refusesASecretThatIsNoKey(String secret) {
        assertThat(sender.check(Samples.settings(OURS, secret)))
                .get()
                .extracting(SettingFault::field)
                .isEqualTo("secret");
    }

    @Test
    void isContentWithTheSettingsOfOneOfTheTwoWays() {
        assertThat(sender.check(Samples.settings(OURS))).isEmpty();
        assertThat(sender.check(Samples.settings("{}", SECRET_A))).isEmpty();
        assertThat(sender.check(Samples.settings(
                        "{'organizationId':'00D5g000007XqZ1','stages':{'Signed':{'closed':true,'probability':1}}}",
                        SECRET_A)))
                .isEmpty();
    }

    private static IncomingDelivery changeEvent(String type) {
        Map<String, String> headers = Map.of(
                "Content-Type", type,
                "webhook-id", "msg_00D5g000007XqZ1EAK_42",
                "webhook-timestamp", "1777885200",
                "webhook-signature", "v1,EBZf1IY5n6Qh78P0hm10EFfxkcUaB/xMNgR3H5aMSyc=");
        return new IncomingDelivery(
                "POST",
                "",
                headers,
                CHANGE_EVENT.getBytes(StandardCharsets.UTF_8),
                Instant.ofEpochSecond(1_777_885_200));
    }
}
