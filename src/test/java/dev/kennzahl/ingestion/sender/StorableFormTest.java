package dev.kennzahl.ingestion.sender;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.StorableForm;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored of a delivery opens no door, whoever sent it and wherever the secret stood. */
class StorableFormTest {

    @ParameterizedTest
    @MethodSource("accepted")
    void holdsNoSecretOfTheConnection(Samples.Request request) {
        ConnectionSettings connection = request.connection();

        IncomingDelivery stored = StorableForm.of(sender(request.sender()), request.delivery(), connection);

        assertNoSecret(stored, connection.secrets());
        assertThat(stored.headers()).doesNotContainKey("Authorization");
    }

    /** Also where a proxy or an administrator put it that the sender's class does not know of. */
    @ParameterizedTest
    @MethodSource("accepted")
    void holdsNoSecretWhereverElseItStood(Samples.Request request) {
        ConnectionSettings connection = request.connection();
        for (String secret : connection.secrets()) {
            Map<String, String> headers = new TreeMap<>(request.delivery().headers());
            headers.put("X-Forwarded-Query", "code=" + secret + "&x=1");
            headers.put("cookie", "session=1");
            headers.put("x-api-key", "someone's key");
            IncomingDelivery leaky = new IncomingDelivery(
                    "POST",
                    "a=1&token=" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&plain=" + secret
                            + "&access_token=bearer",
                    headers,
                    request.body(),
                    request.delivery().receivedAt());

            IncomingDelivery stored = StorableForm.of(sender(request.sender()), leaky, connection);

            assertNoSecret(stored, connection.secrets());
            assertThat(stored.headers()).doesNotContainKeys("Cookie", "X-API-Key", "X-Forwarded-Query");
            assertThat(stored.query()).doesNotContain("bearer");
        }
    }

    @Test
    void leavesOutTheHeaderThatProvesDynamicsWhateverItHolds() {
        ConnectionSettings connection = Samples.settings("{'auth':{'mode':'header','name':'X-Key'}}", "the-secret-1");
        IncomingDelivery delivery = Samples.post(Map.of("x-key", "another-value", "Content-Type", "text/plain"), "{}");

        assertThat(new Dynamics365Sender().storable(delivery, connection).headers())
                .containsOnlyKeys("Content-Type");
    }

    @Test
    void leavesOutTheWholeQueryOfDynamics() {
        for (String auth : List.of("{}", "{'auth':{'mode':'query','name':'k'}}", "{'auth':{'mode':'key'}}")) {
            ConnectionSettings connection = Samples.settings(auth, "the-secret-1");
            IncomingDelivery delivery = new IncomingDelivery(
                    "POST", "k=the%2Dsecret-1&code=other&k=second", Map.of(), new byte[0], Samples.RECEIVED_AT);

            assertThat(new Dynamics365Sender().storable(delivery, connection).query())
                    .isEmpty();
        }
    }

    @Test
    void keepsSignaturesAndWhatTheRequestSays() {
        Samples.Request request = accepted().stream()
                .filter(each -> each.sender().equals("standard-webhooks"))
                .findFirst()
                .orElseThrow();

        IncomingDelivery stored = StorableForm.of(sender(request.sender()), request.delivery(), request.connection());

        assertThat(stored.headers()).isEqualTo(request.delivery().headers()).containsKey("webhook-signature");
        assertThat(stored.body()).isEqualTo(request.body());
    }

    private static void assertNoSecret(IncomingDelivery stored, List<String> secrets) {
        for (String secret : secrets) {
            String bare = secret.replace("whsec_", "");
            assertThat(stored.headers().values()).noneMatch(value -> value.contains(bare));
            assertThat(stored.headers().values())
                    .noneMatch(value -> value.contains(
                            Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
            assertThat(stored.query()).doesNotContain(bare, URLEncoder.encode(bare, StandardCharsets.UTF_8));
        }
    }

    static List<Samples.Request> accepted() {
        return SenderContractTest.accepted();
    }

    private static CrmSender sender(String id) {
        return SenderContractTest.senders()
                .filter(sender -> sender.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
