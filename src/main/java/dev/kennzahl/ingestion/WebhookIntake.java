package dev.kennzahl.ingestion;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Verify, append, wake the worker: what happens to a webhook before it is answered, and nothing more. */
@Singleton
public class WebhookIntake {
    private static final Logger LOG = Logger.getLogger(WebhookIntake.class);

    private final Senders senders;
    private final ConnectionDirectory directory;
    private final DeliveryLog log;
    private final IntakeWorker worker;
    private final RateLimits rates;
    private final IngestionConfig config;

    WebhookIntake(
            Senders senders,
            ConnectionDirectory directory,
            DeliveryLog log,
            IntakeWorker worker,
            RateLimits rates,
            IngestionConfig config) {
        this.rates = rates;
        this.config = config;
        this.senders = senders;
        this.directory = directory;
        this.log = log;
        this.worker = worker;
    }

    /**
     * Takes in a delivery.
     *
     * @param apiKey fails unless the request bears an API key that may write data of the tenant; asked only where that is the proof
     * @param announce told where the connection stands with its rate, once the sender has proven who it is
     * @return what to answer, once it is durable; fails with a {@link Problem} that says what the sender should do
     */
    public Uni<Acknowledgement> take(
            ConnectionDirectory.Entry connection,
            IncomingDelivery delivery,
            Supplier<Uni<Void>> apiKey,
            Consumer<RateLimits.Standing> announce) {
        if (delivery.body().length <= config.eventLoopBytes()) {
            return takeHere(connection, delivery, apiKey, announce);
        }
        // Megabytes take tens of milliseconds to verify and read, in which the event loop would serve nobody else.
        return Uni.createFrom()
                .item(delivery)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(large -> takeHere(connection, large, apiKey, announce));
    }

    private Uni<Acknowledgement> takeHere(
            ConnectionDirectory.Entry connection,
            IncomingDelivery delivery,
            Supplier<Uni<Void>> apiKey,
            Consumer<RateLimits.Standing> announce) {
        if (connection.deleted()) {
            throw new Problem(ProblemCode.GONE, "connectionId", "This connection was deleted; stop sending to it.");
        }
        CrmSender sender =
                senders.find(connection.sender()).orElseThrow(() -> Problem.notFound("sender", connection.sender()));
        ConnectionSettings settings = directory.settingsOf(connection);
        if (sender.isProvenByApiKey(settings)) {
            return apiKey.get().chain(() -> takeProven(connection, sender, settings, delivery, announce));
        }
        requireAuthentic(sender, delivery, settings);
        return takeProven(connection, sender, settings, delivery, announce);
    }

    private Uni<Acknowledgement> takeProven(
            ConnectionDirectory.Entry connection,
            CrmSender sender,
            ConnectionSettings settings,
            IncomingDelivery delivery,
            Consumer<RateLimits.Standing> announce) {
        requireRoom(connection, announce);
        // What must not be stored is taken out here, so that no way into the log leads past it.
        IncomingDelivery storable = StorableForm.of(sender, delivery, settings);
        try {
            sender.translate(storable, settings);
        } catch (MalformedDeliveryException e) {
            return keepDead(connection, storable, e);
        } catch (RuntimeException e) {
            // A fault of ours is no reason to refuse: once it is stored, the worker sets it aside and it can be
            // replayed.
            LOG.warnf(CustomerData.without(e), "The sender class %s failed on a webhook; it is stored", sender.id());
        }
        return log.append(connection.tenantId(), connection.connectionId(), storable, null)
                .invoke(() -> worker.wake(connection.tenantId()))
                .map(stored -> sender.acknowledgement(delivery));
    }

    /** After the proof: who only knows the address must not be able to use up the sender's share. */
    private void requireRoom(ConnectionDirectory.Entry connection, Consumer<RateLimits.Standing> announce) {
        RateLimits.Standing standing = rates.take(connection.connectionId());
        announce.accept(standing);
        if (!standing.allowed()) {
            throw Problem.rateLimited(
                    "More than " + rates.perSecond() + " deliveries a second, after a burst of " + rates.burst()
                            + ", came in on this connection. Nothing was stored; send it again after Retry-After.",
                    standing.retryAfter());
        }
    }

    private static void requireAuthentic(CrmSender sender, IncomingDelivery delivery, ConnectionSettings settings) {
        Optional<String> notAuthentic;
        try {
            notAuthentic = sender.whyNotAuthentic(delivery, settings);
        } catch (MalformedDeliveryException e) {
            throw problem(e); // unproven, so not even a dead letter
        }
        if (notAuthentic.isPresent()) {
            throw new Problem(ProblemCode.INVALID_SIGNATURE, notAuthentic.get());
        }
    }

    /** An authentic delivery in no format we know is kept with the reason: it may be our reading that is wrong. */
    private Uni<Acknowledgement> keepDead(
            ConnectionDirectory.Entry connection, IncomingDelivery delivery, MalformedDeliveryException fault) {
        return log.append(connection.tenantId(), connection.connectionId(), delivery, DeadReason.of(fault))
                .chain(() -> Uni.createFrom().failure(problem(fault)));
    }

    private static Problem problem(MalformedDeliveryException fault) {
        ProblemCode code =
                fault.isWrongMediaType() ? ProblemCode.UNSUPPORTED_MEDIA_TYPE : ProblemCode.MALFORMED_DELIVERY;
        return new Problem(code, String.valueOf(fault.getMessage()));
    }
}
