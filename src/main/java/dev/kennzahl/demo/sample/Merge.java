package dev.kennzahl.demo.sample;

import java.time.Instant;

/**
 * Two records of one deal became one.
 *
 * @param primary the record whose values won
 * @param duplicate the record that was one too many
 * @param survivor the primary, or a record that was born by the merge
 */
public record Merge(Instant at, String primary, String duplicate, String survivor) {

    /** Whether the survivor is a new record, as in HubSpot's present form, and not the primary itself. */
    public boolean bearsNewRecord() {
        return !survivor.equals(primary);
    }
}
