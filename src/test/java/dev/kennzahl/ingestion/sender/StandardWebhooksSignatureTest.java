package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.IncomingDelivery;

import static org.assertj.core.api.Assertions.assertThat;

class StandardWebhooksSignatureTest {
    private static final String SECRET_A = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String SECRET_B = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String PUBLIC_KEY = "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
    private static final String BY_A = "v1,wHDQ5kQM9tvf4EhyLFDxyEBOuln0YzTsrfPhMe5F5Co=";
    private static final String BY_B = "v1,ymF7FFKlw5mazxwc5ssK4Sk6QlQf9RME15BcJu7ud4Y=";
    private static final String BY_ED25519 =
            "v1a,J0ZAlmwzI8W0AYOMD1Ztbo8q3h+4VgyWuafvmv7d8URk+1i6V5l+qE9Lh+MNQIk3jbXF9mOGdzXhXR6STqeQCQ==";
    private static final String BODY = "{\"type\":\"sales.deal.won\",\"timestamp\":\"2026-05-04T08:59:58.120Z\","
            + "\"data\":{\"dealId\":\"X-9\",\"title\":\"Größe ✓\"}}";
    private static final long SENT_AT = 1777885200;

    @Test
    void reproducesTheOfficialExample() {
        assertThat(whyNot(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                        "{\"test\": 2432232314}",
                        1614265330,
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEmpty();
    }

    @Test
    void signsBytesAndNotCharacters() {
        assertThat(whyNot(BY_A, SECRET_A)).isEmpty();
        assertThat(whyNot(BY_B, SECRET_B)).isEmpty();
        assertThat(whyNot(BY_A, SECRET_B)).isPresent();
    }

    @Test
    void acceptsAnyOfTwoSignaturesUnderAnyOfTwoSecrets() {
        assertThat(whyNot(BY_A + " " + BY_B, SECRET_B)).isEmpty();
        assertThat(whyNot(BY_A, SECRET_B, SECRET_A)).isEmpty();
    }

    @Test
    void takesASecretWithoutItsPrefix() {
        assertThat(whyNot(BY_A, SECRET_A.substring("whsec_".length()))).isEmpty();
    }

    @Test
    void checksEd25519UnderAPublicKey() {
        assertThat(whyNot(BY_ED25519, PUBLIC_KEY)).isEmpty();
        assertThat(whyNot(BY_ED25519.replace("J0ZA", "J0ZB"), PUBLIC_KEY)).isPresent();
        assertThat(whyNot("v1a,AAAA", PUBLIC_KEY)).isPresent();
        assertThat(whyNot("v1a,%", PUBLIC_KEY)).isPresent();
        assertThat(whyNot(BY_ED25519.replace("v1a", "v1"), PUBLIC_KEY)).isPresent();
    }

    @Test
    void agreesWithAnIndependentSigner() throws Exception {
        String signature = new Webhook(SECRET_A).sign("msg_7", SENT_AT, BODY);

        assertThat(whyNot("msg_7", Long.toString(SENT_AT), signature, BODY, SENT_AT, SECRET_A))
                .isEmpty();
    }

    @Test
    void takesFiveMinutesEitherWayAndNoMore() {
        String at = Long.toString(SENT_AT);

        assertThat(whyNot("msg_doc1", at, BY_A, BODY, SENT_AT + 300, SECRET_A)).isEmpty();
        assertThat(whyNot("msg_doc1", at, BY_A, BODY, SENT_AT - 300, SECRET_A)).isEmpty();
        assertThat(whyNot("msg_doc1", at, BY_A, BODY, SENT_AT + 301, SECRET_A)).isPresent();
        assertThat(whyNot("msg_doc1", at, BY_A, BODY, SENT_AT - 301, SECRET_A)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1777885200000", "1777885200.0", "+1777885200", "١٧٧٧٨٨٥٢٠٠"})
    void refusesATimestampThatIsNotSeconds(String timestamp) {
        assertThat(whyNot("msg_doc1", timestamp, BY_A, BODY, SENT_AT, SECRET_A)).isPresent();
    }

    @Test
    void refusesAnIdWithADotEvenIfSigned() throws Exception {
        String signature = new Webhook(SECRET_A).sign("msg.7", SENT_AT, BODY);

        assertThat(whyNot("msg.7", Long.toString(SENT_AT), signature, BODY, SENT_AT, SECRET_A))
                .isPresent();
    }

    @Test
    void refusesWithoutHeaders() {
        assertThat(StandardWebhooksSignature.whyNotAuthentic(Samples.post("{}"), List.of(SECRET_A)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("webhook-id"));
    }

    @Test
    void knowsAKeyFromWhatIsNone() {
        String off = Base64.getEncoder().encodeToString(new byte[23]);
        String over = Base64.getEncoder().encodeToString(new byte[65]);
        String offCurve = "whpk_" + Base64.getEncoder().encodeToString(filled(32, 2));

        assertThat(StandardWebhooksSignature.check(List.of(SECRET_A, PUBLIC_KEY)))
                .isEmpty();
        for (String bad : List.of("", "whsec_", "whsec_" + off, over, "whsk_" + SECRET_A, "not base64!", offCurve)) {
            assertThat(StandardWebhooksSignature.check(List.of(SECRET_A, bad)))
                    .as(bad)
                    .isPresent();
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Optional<String> whyNot(String signature, String... secrets) {
        return whyNot("msg_doc1", Long.toString(SENT_AT), signature, BODY, SENT_AT, secrets);
    }

    private static Optional<String> whyNot(
            String id, String timestamp, String signature, String body, long clock, String... secrets) {
        IncomingDelivery delivery = new IncomingDelivery(
                "POST",
                "",
                Map.of("Webhook-Id", id, "Webhook-Timestamp", timestamp, "Webhook-Signature", signature),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.ofEpochSecond(clock));
        return StandardWebhooksSignature.whyNotAuthentic(delivery, List.of(secrets));
    }
}
