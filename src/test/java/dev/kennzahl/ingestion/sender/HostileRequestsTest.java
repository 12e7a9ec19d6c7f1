package dev.kennzahl.ingestion.sender;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.Thorough;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.StorableForm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Whatever comes in is refused or read, soon, and never anything else. */
@Thorough
class HostileRequestsTest {
    private static final int REQUESTS = 10_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @MethodSource("senders")
    void everythingIsRefusedOrRead(CrmSender sender) {
        ConnectionSettings connection = Samples.connection(sender.id());
        HostileRequests requests = new HostileRequests(sender.id(), connection, 20260504);
        int[] outcomes = new int[3];

        assertTimeout(SOON, () -> {
            for (int i = 0; i < REQUESTS; i++) {
                IncomingDelivery request = requests.next(Samples.RECEIVED_AT);
                try {
                    outcomes[outcome(sender, request, connection)]++;
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            "request " + i + " with " + request.headers() + ": "
                                    + new String(request.body(), java.nio.charset.StandardCharsets.UTF_8),
                            e);
                }
            }
        });

        // Else the mutations or the signatures are not what they are meant to be.
        assertThat(java.util.Arrays.stream(outcomes))
                .as("unauthentic, malformed, read")
                .allMatch(count -> count > REQUESTS / 100);
    }

    private static int outcome(CrmSender sender, IncomingDelivery request, ConnectionSettings connection) {
        try {
            if (sender.whyNotAuthentic(request, connection).isPresent()) {
                return 0;
            }
            sender.translate(StorableForm.of(sender, request, connection), connection)
                    .events()
                    .forEach(event -> assertThat(event.toString()).doesNotContain("\0"));
            sender.acknowledgement(request);
            return 2;
        } catch (MalformedDeliveryException e) {
            return 1;
        }
    }

    static Stream<CrmSender> senders() {
        return SenderContractTest.senders();
    }
}
