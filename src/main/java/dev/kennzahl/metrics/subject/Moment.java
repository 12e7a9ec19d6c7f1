package dev.kennzahl.metrics.subject;

/**
 * How records come to be in a bucket.
 *
 * @param from the part that dates a record, or where its span begins
 * @param to where its span ends, itself outside; the same as {@code from} for all that is no span
 */
public record Moment(Subject subject, Timing timing, String from, String to) {

    /** The ways. */
    public enum Timing {
        /** By an instant; what happened within the bucket. Records count as they ended up. */
        INSTANT,
        /** By a local date; what happened within the bucket. */
        DATE,
        /** By valid time; what was so just before the bucket's end. A balance: never summed over time. */
        STANDING,
        /** By two local dates; the share of the bucket's days that the span covers. An average over the bucket: never summed over time. */
        SPAN
    }

    /** Whether its values belong to the bucket as a whole, and those of parts of it do not add up to them. */
    public boolean isState() {
        return timing == Timing.STANDING || timing == Timing.SPAN;
    }
}
