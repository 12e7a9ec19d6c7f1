package dev.kennzahl.ingestion;

/**
 * Why nothing of a delivery can be applied.
 *
 * @param text what was wrong with this one
 */
public record DeadReason(Kind kind, String text) {

    /** The kinds of reasons, by what has to be done. */
    public enum Kind {
        /** Authentic, and yet not in the sender's format. */
        MALFORMED(
                "Compare the body with the sender's documentation. If the sender changed its format, update the service and"
                        + " replay the delivery; if something between sender and service altered the body, repair that and have"
                        + " the sender send it again."),
        /** Authentic, in a content type the sender does not use. */
        WRONG_MEDIA_TYPE(
                "Set the content type that the reason names where the webhook is configured, and have the sender send it"
                        + " again."),
        /** The connection's sender is none that this version knows. */
        NO_SENDER_CLASS("Run a version of the service that has this sender, then replay the delivery."),
        /** A fault in the class that reads this sender. */
        SENDER_CLASS_FAILED(
                "This is a fault of the service. Update it and replay the delivery; nothing of it is lost."),
        /** The store refuses what the delivery says. */
        STORE_REFUSED(
                "This is a fault of the service; its log names the delivery. Update it and replay the delivery; nothing of it"
                        + " is lost.");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** What to do about it. */
        public String remedy() {
            return remedy;
        }
    }

    static DeadReason of(MalformedDeliveryException fault) {
        return new DeadReason(
                fault.isWrongMediaType() ? Kind.WRONG_MEDIA_TYPE : Kind.MALFORMED, String.valueOf(fault.getMessage()));
    }
}
