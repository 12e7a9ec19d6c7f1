package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of the two-time history: how the record was for a while, as we believed for a while.
 *
 * @param knownTo {@link Instant#MAX} when it is believed still
 */
public record Belief(UUID record, Version version, Instant knownFrom, Instant knownTo) {
    Belief until(Instant end) {
        return new Belief(record, version, knownFrom, end);
    }

    Revision.Span span() {
        return Revision.Span.of(record, version);
    }
}
