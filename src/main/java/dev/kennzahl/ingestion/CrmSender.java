package dev.kennzahl.ingestion;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One CRM, or one neutral format, that may post changes to us. A class, found by injection, is all it takes to add one. It
 * only proves and translates: no database, no clock (the time of receipt is in the delivery), no log line with customer data.
 */
public interface CrmSender {

    /** The name in paths and in {@code POST /api/v1/connections}: {@code hubspot}. */
    String id();

    /**
     * Checks the secret and options of a new or changed connection.
     *
     * @return what is wrong and what would be right, with the name of the field ({@code secret}, {@code options.signature}); empty when all is well
     */
    Optional<SettingFault> check(ConnectionSettings settings);

    /** A setting that cannot work. */
    record SettingFault(String field, String remedy) {}

    /**
     * Whether the delivery comes from who it says. Comparisons take constant time.
     *
     * @return empty when it is authentic, else what is missing or wrong, without secrets
     * @throws MalformedDeliveryException when the proof lies in the body and the body cannot be read; nothing is stored then
     */
    Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings);

    /**
     * Whether an API key of the connection's tenant is the proof, instead of anything that {@link #whyNotAuthentic} looks at. Who
     * answers yes must still find deliveries of such a connection not authentic by themselves.
     */
    default boolean isProvenByApiKey(ConnectionSettings settings) {
        return false;
    }

    /**
     * What the delivery says. A pure function: the same delivery gives the same events at any time.
     *
     * @throws MalformedDeliveryException when the delivery as a whole is not in this sender's format
     */
    Translation translate(IncomingDelivery delivery, ConnectionSettings settings);

    /**
     * The delivery as it may be kept: without credentials that only this sender's deliveries carry; those that any may carry,
     * such as {@code Authorization}, are gone before. What is left must translate to the same. Asked for authentic deliveries
     * only, but before {@link #translate}, so the body may be anything.
     */
    default IncomingDelivery storable(IncomingDelivery delivery, ConnectionSettings settings) {
        return delivery;
    }

    /** What the sender expects to hear once the delivery is durable; some repeat a delivery until they hear just that. */
    default Acknowledgement acknowledgement(IncomingDelivery delivery) {
        return Acknowledgement.ACCEPTED;
    }

    /**
     * The status of a live record from the newest values known of it.
     *
     * @param fields the value of a field as text, null when unknown
     * @return one of the entity's live statuses, or null for the entity's first state ({@code open}, {@code active})
     */
    default @Nullable String status(Function<String, @Nullable String> fields) {
        return fields.apply("status");
    }

    /**
     * Values of a record that follow from others, such as an amount that is an estimate until the deal is won. They are worked
     * out anew for every version, so they hold whatever order the events came in, and when what they rest on is undone.
     *
     * @param fields the value of a field as text, evidence included; null when unknown
     * @return field to value as text, fit for its type, or null for unknown; a field that is not in it stands for itself
     */
    default Map<String, @Nullable String> derived(Function<String, @Nullable String> fields) {
        return Map.of();
    }
}
