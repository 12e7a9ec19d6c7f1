package dev.kennzahl.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * What a sender is answered once its delivery is durable.
 *
 * @param status of the 2xx
 * @param mediaType of the body; null when there is none
 */
public record Acknowledgement(int status, @Nullable String mediaType, @Nullable String body) {
    /** What most senders are content with. */
    public static final Acknowledgement ACCEPTED = new Acknowledgement(202, null, null);
}
