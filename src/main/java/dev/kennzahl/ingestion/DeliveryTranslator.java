package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.ProblemCode;

/** Has the sender's class translate a stored delivery, and guards what it gives back. */
@Singleton
class DeliveryTranslator {
    private static final Logger LOG = Logger.getLogger(DeliveryTranslator.class);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Senders senders;
    private final ConnectionDirectory directory;

    DeliveryTranslator(Senders senders, ConnectionDirectory directory) {
        this.senders = senders;
        this.directory = directory;
    }

    /**
     * What became of a delivery.
     *
     * @param deadBecause why nothing of it can be applied; null when it was translated
     */
    record Translated(
            long deliveryId,
            List<Change> changes,
            int events,
            int ignored,
            List<Rejection> rejections,
            @Nullable DeadReason deadBecause) {}

    Translated translate(DeliveryStore.Stored stored, ConnectionDirectory.@Nullable Entry entry) {
        CrmSender sender = entry == null ? null : senders.find(entry.sender()).orElse(null);
        if (entry == null || sender == null) {
            return dead(
                    stored,
                    new DeadReason(
                            DeadReason.Kind.NO_SENDER_CLASS,
                            "No sender class reads deliveries of this connection any more."));
        }
        try {
            return accepted(stored, sender.translate(stored.delivery(), directory.settingsOf(entry)), entry);
        } catch (MalformedDeliveryException e) {
            return dead(stored, DeadReason.of(e));
        } catch (RuntimeException e) {
            // A sender class must not be able to stop the intake of its neighbours; the delivery stays and can be
            // replayed.
            LOG.errorf(
                    CustomerData.without(e),
                    "The sender class %s failed on delivery %d",
                    entry.sender(),
                    stored.deliveryId());
            return dead(
                    stored,
                    new DeadReason(
                            DeadReason.Kind.SENDER_CLASS_FAILED,
                            "The sender class failed: " + e.getClass().getSimpleName() + "."));
        }
    }

    private static Translated accepted(
            DeliveryStore.Stored stored, Translation translation, ConnectionDirectory.Entry entry) {
        Change.Origin origin = new Change.Origin(entry.connectionId(), stored.deliveryId(), null);
        List<Change> changes = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>(translation.rejections());
        for (ChangeEvent event : translation.events()) {
            if (event.occurredAt().isBefore(EARLIEST) || event.occurredAt().isAfter(LATEST)) {
                rejections.add(new Rejection(
                        0,
                        ProblemCode.INVALID_VALUE.name(),
                        "occurredAt",
                        "must lie in the years 0001 to 9998",
                        event.record().externalId()));
            } else {
                changes.addAll(Change.of(withAssumedCurrency(event, entry), origin));
            }
        }
        return new Translated(
                stored.deliveryId(), changes, translation.events().size(), translation.ignored(), rejections, null);
    }

    /** Amounts without a currency are in the one the connection names, if it names one (rule R4). */
    private static ChangeEvent withAssumedCurrency(ChangeEvent event, ConnectionDirectory.Entry entry) {
        String assumed = entry.options().path("currency").asText(null);
        if (assumed == null || !event.fields().containsKey("amount")) {
            return event;
        }
        java.util.Map<String, @Nullable String> fields = new java.util.HashMap<>(event.fields());
        fields.put(dev.kennzahl.ingestion.history.RecordFold.ASSUMED_CURRENCY, assumed);
        return new ChangeEvent(
                event.record(), event.kind(), event.occurredAt(), event.sequence(), event.key(), fields, event.merge());
    }

    private static Translated dead(DeliveryStore.Stored stored, DeadReason reason) {
        return new Translated(stored.deliveryId(), List.of(), 0, 0, List.of(), reason);
    }
}
