package dev.kennzahl.ingestion;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Verify, append, wake the worker: what happens to a webhook before it is answered, and nothing more. */
@Singleton
public class WebhookIntake {
    private final Senders senders;
    private final ConnectionDirectory directory;
    private final DeliveryLog log;
    private final IntakeWorker worker;

    WebhookIntake(Senders senders, ConnectionDirectory directory, DeliveryLog log, IntakeWorker worker) {
        this.senders = senders;
        this.directory = directory;
        this.log = log;
        this.worker = worker;
    }

    /**
     * Takes in a delivery.
     *
     * @return completes when it is durable; fails with a {@link Problem} that says what the sender should do
     */
    public Uni<Void> take(ConnectionDirectory.Entry connection, IncomingDelivery delivery) {
        if (connection.deleted()) {
            throw new Problem(ProblemCode.GONE, "connectionId", "This connection was deleted; stop sending to it.");
        }
        CrmSender sender =
                senders.find(connection.sender()).orElseThrow(() -> Problem.notFound("sender", connection.sender()));
        ConnectionSettings settings = directory.settingsOf(connection);
        Optional<String> notAuthentic = sender.whyNotAuthentic(delivery, settings);
        if (notAuthentic.isPresent()) {
            throw new Problem(ProblemCode.INVALID_SIGNATURE, notAuthentic.get());
        }
        try {
            sender.translate(delivery, settings);
        } catch (MalformedDeliveryException e) {
            return keepDead(connection, delivery, e);
        }
        return log.append(connection.tenantId(), connection.connectionId(), delivery, null)
                .invoke(() -> worker.wake(connection.tenantId()));
    }

    /** An authentic delivery in no format we know is kept with the reason: it may be our reading that is wrong. */
    private Uni<Void> keepDead(
            ConnectionDirectory.Entry connection, IncomingDelivery delivery, MalformedDeliveryException fault) {
        String reason = String.valueOf(fault.getMessage());
        ProblemCode code =
                fault.isWrongMediaType() ? ProblemCode.UNSUPPORTED_MEDIA_TYPE : ProblemCode.MALFORMED_DELIVERY;
        return log.append(connection.tenantId(), connection.connectionId(), delivery, reason)
                .onItem()
                .failWith(() -> new Problem(code, reason));
    }
}
