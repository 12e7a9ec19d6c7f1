package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/** Vectors worked out by hand with openssl, and those that HubSpot publishes. */
class HubSpotSignatureTest {
    private static final String SECRET = "hs-doc-secret-0001";
    private static final String TIMESTAMP = "1777885200000";
    private static final String BODY =
            "[{\"eventId\":1001,\"subscriptionId\":55,\"portalId\":48800001,\"appId\":3210001,\"occurredAt\":1777885199000,"
                    + "\"subscriptionType\":\"deal.propertyChange\",\"attemptNumber\":0,\"objectId\":90010000001,"
                    + "\"propertyName\":\"amount\",\"propertyValue\":\"12500\",\"changeSource\":\"CRM_UI\",\"sourceId\":\"userId:7700112\"}]";
    private static final String V1 = "7d501333602254bfe54bd7681e287ed12f691229db3d90c78e6d420a5614acd6";
    private static final String V2 = "0628598e4177b93dc33336ad7479831e62f9a4a89cc14dbdad61d8f5ee0cdce6";
    private static final String V3 = "zstcV3iWf9WFQW/Az2WfroV9ocowHLFLfKawEykJ+7Y=";

    @Test
    void acceptsV3() {
        assertThat(whyNot("v3", v3(TIMESTAMP, V3), "")).isEmpty();
    }

    @Test
    void undoesHubSpotsEscapesInTheQueryAndNoOthers() {
        String signature = "NJs7HmSvO2lZUJxUp/0rcbPQ5dkVFPeDXS4MQj14NxU=";

        assertThat(whyNot("v3", v3(TIMESTAMP, signature), "src=crm%3Aeu%2Cmain&tag=a%20b%2B1"))
                .isEmpty();
    }

    @Test
    void acceptsOlderVersionsOnlyWhereTheConnectionAllowsThem() {
        assertThat(whyNot("v3", older("v1", V1), "")).isPresent();
        assertThat(whyNot("v3", older("v2", V2), "")).isPresent();
        assertThat(whyNot("v2", older("v1", V1), "")).isPresent();
        assertThat(whyNot("v2", older("v2", V2), "")).isEmpty();
        assertThat(whyNot("v1", older("v1", V1), "")).isEmpty();
        assertThat(whyNot("v1", older("v2", V2), "")).isEmpty();
        assertThat(whyNot("v1", v3(TIMESTAMP, V3), "")).isEmpty();
    }

    @Test
    void refusesAWrongOlderSignature() {
        assertThat(whyNot("v1", older("v1", V2), "")).isPresent();
        assertThat(whyNot("v1", older("v9", V1), "")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1777885200000",
                "+1777885200000",
                "1777885200000 ",
                "17778852OOOOO",
                "١٧٧٧٨٨٥٢٠٠٠٠٠",
                "9999999999999999"
            })
    void refusesATimestampThatIsNotAsciiDigits(String timestamp) {
        assertThat(whyNot("v3", v3(timestamp, V3), "")).isPresent();
    }

    @Test
    void refusesMoreThanFiveMinutesAheadOfOurClock() {
        Instant early = Instant.ofEpochMilli(Long.parseLong(TIMESTAMP) - 300_000);

        assertThat(whyNotAt(early)).isEmpty();
        assertThat(whyNotAt(early.minusMillis(1))).isPresent();
    }

    @Test
    void acceptsEitherSecretWhileTheyAreRotated() {
        assertThat(HubSpotSignature.whyNotAuthentic(
                        delivery(v3(TIMESTAMP, V3), "", "POST", BODY, TIMESTAMP),
                        settings("v3", "the-new-one", SECRET)))
                .isEmpty();
    }

    @Test
    void reproducesTheVectorsHubSpotPublishes() {
        String secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
        ConnectionSettings v2 = at("https://www.example.com/webhook_uri", "v2", secret);
        String get = "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e";
        String post = "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900";

        assertThat(HubSpotSignature.whyNotAuthentic(delivery(older("v2", get), "", "GET", "", TIMESTAMP), v2))
                .isEmpty();
        assertThat(HubSpotSignature.whyNotAuthentic(
                        delivery(older("v2", post), "", "POST", "{\"example_field\":\"example_value\"}", TIMESTAMP),
                        v2))
                .isEmpty();
    }

    @Test
    void reproducesTheV3VectorOfHubSpotsDocumentation() {
        String body = "[{\"eventId\":531833541,\"subscriptionId\":3923621,\"portalId\":48807704,\"appId\":16111050,"
                + "\"occurredAt\":1752613920733,\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,"
                + "\"objectId\":138017612137,\"changeFlag\":\"CREATED\",\"changeSource\":\"CRM_UI\",\"sourceId\":\"userId:76023669\"}]";
        Map<String, String> headers = v3("1752613922216", "gbj1XPRvUt0noT7i7fXfTzOD4sLzQmf0VT28ZYq0EYg=");

        assertThat(HubSpotSignature.whyNotAuthentic(
                        delivery(headers, "", "POST", body, "1752613922216"),
                        at(
                                "https://webhook.site/335453f5-94b3-49d9-b684-a55354d4b8df",
                                "v3",
                                "cfc68c0b-4b4e-4ef8-b764-95350e4ea479")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://kpi.example.test", "https://kpi.example.test/"})
    void takesTheAddressOfTheServiceForThatOfTheConnection(String address) {
        ConnectionSettings connection = new ConnectionSettings(
                "acme", List.of(SECRET), at(address, "v2").options(), Samples.BERLIN);

        assertThat(HubSpotSignature.whyNotAuthentic(
                        delivery(v3(TIMESTAMP, V3), "", "POST", BODY, TIMESTAMP), connection))
                .isEmpty();
        assertThat(HubSpotSignature.whyNotAuthentic(delivery(older("v2", V2), "", "POST", BODY, TIMESTAMP), connection))
                .isEmpty();
        assertThat(HubSpotSignature.whyNotAuthentic(
                        delivery(v3(TIMESTAMP, V3), "", "POST", BODY, TIMESTAMP),
                        at("https://other.example.test", "v2", SECRET)))
                .isPresent();
    }

    private static Optional<String> whyNot(String least, Map<String, String> headers, String query) {
        return HubSpotSignature.whyNotAuthentic(
                delivery(headers, query, "POST", BODY, TIMESTAMP), settings(least, SECRET));
    }

    private static Optional<String> whyNotAt(Instant clock) {
        return HubSpotSignature.whyNotAuthentic(
                delivery(v3(TIMESTAMP, V3), "", "POST", BODY, Long.toString(clock.toEpochMilli())),
                settings("v3", SECRET));
    }

    private static Map<String, String> v3(String timestamp, String signature) {
        return Map.of("x-hubspot-request-timestamp", timestamp, "x-hubspot-signature-v3", signature);
    }

    private static Map<String, String> older(String version, String signature) {
        return Map.of("X-HubSpot-Signature-Version", version, "X-HubSpot-Signature", signature);
    }

    private static IncomingDelivery delivery(
            Map<String, String> headers, String query, String method, String body, String clock) {
        return new IncomingDelivery(
                method,
                query,
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                Instant.ofEpochMilli(Long.parseLong(clock)));
    }

    private static ConnectionSettings settings(String least, String... secrets) {
        return at("https://kpi.example.test/webhooks/hubspot/acme", least, secrets);
    }

    private static ConnectionSettings at(String publicUrl, String least, String... secrets) {
        return Samples.settings("{'publicUrl':'" + publicUrl + "','signature':'" + least + "'}", secrets);
    }
}
