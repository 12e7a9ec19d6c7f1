package dev.kennzahl.metrics;

/**
 * Something that can be added up or ranked over deals: what KPIs are made of.
 *
 * @param moment which date of a deal puts it into a bucket
 * @param condition which deals count
 * @param aggregate what is taken of them
 */
public record Measure(Moment moment, Condition condition, Aggregate aggregate) {

    /** Which date of a deal puts it into a bucket. */
    public enum Moment {
        /** The closing date, of the deal as it ended up. */
        CLOSED,
        /** The creation date, of the deal as it ended up. */
        CREATED,
        /** No date: the state in valid time at the end of the bucket. */
        BUCKET_END
    }

    /** Which deals count. Deleted and merged ones never do. */
    public enum Condition {
        ANY,
        OPEN,
        WON,
        LOST,
        WON_OR_LOST,
        /** Won, with a known creation date. */
        WON_WITH_CREATION
    }

    /** What is taken of the deals. */
    public enum Aggregate {
        COUNT,
        /** Σ amount, in the currency asked for. */
        AMOUNT,
        /** Σ days from creation to closing, in local wall-clock time. */
        CYCLE_DAYS,
        /** The median of these days. */
        CYCLE_MEDIAN,
        /** The 90th percentile of these days. */
        CYCLE_P90
    }
}
