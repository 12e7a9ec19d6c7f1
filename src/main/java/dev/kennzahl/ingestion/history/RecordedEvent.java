package dev.kennzahl.ingestion.history;

import java.time.Instant;

/**
 * An event and when we knew it.
 *
 * @param recordedAt events with the same time became known together
 */
public record RecordedEvent(StoredEvent event, Instant recordedAt) {}
