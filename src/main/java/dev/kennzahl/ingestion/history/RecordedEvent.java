package dev.kennzahl.ingestion.history;

import java.time.Instant;

/**
 * An event and when we knew it.
 *
 * @param recordedAt events with the same time became known together
 * @param supersededAt from when on it is as if it had not been said; {@link Instant#MAX} for one that holds
 */
public record RecordedEvent(StoredEvent event, Instant recordedAt, Instant supersededAt) {
    public RecordedEvent(StoredEvent event, Instant recordedAt) {
        this(event, recordedAt, Instant.MAX);
    }

    /** The same event, taken back at the end. */
    public RecordedEvent until(Instant end) {
        return new RecordedEvent(event, recordedAt, end);
    }
}
