package dev.kennzahl.ingestion;

/** A delivery that is authentic and yet not in its sender's format. The message says what was expected; it is shown to the sender. */
public final class MalformedDeliveryException extends RuntimeException {
    private final boolean wrongMediaType;

    private MalformedDeliveryException(String message, boolean wrongMediaType) {
        super(message);
        this.wrongMediaType = wrongMediaType;
    }

    /** The body is not what the format says: answered with 400. */
    public static MalformedDeliveryException body(String message) {
        return new MalformedDeliveryException(message, false);
    }

    /** The content type is not one the sender uses: answered with 415. */
    public static MalformedDeliveryException mediaType(String message) {
        return new MalformedDeliveryException(message, true);
    }

    public boolean isWrongMediaType() {
        return wrongMediaType;
    }
}
