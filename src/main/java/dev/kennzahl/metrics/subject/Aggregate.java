package dev.kennzahl.metrics.subject;

/** What is taken of the contributions in a cell. */
public enum Aggregate {
    /** Their sum; the number of records where each contributes 1. Adds up over groups, and over time unless it is a balance. */
    SUM,
    /** How many different ones there are. Adds up over nothing. */
    DISTINCT,
    /** The median, with linear interpolation (Hyndman and Fan 1996, type 7). Adds up over nothing. */
    MEDIAN,
    /** The 90th percentile, interpolated likewise. */
    P90,
    /** How many have two or more different contributions, each per customer or the like. Adds up over nothing. */
    REPEATED,
    /** The sum over those with a sum above zero. Adds up over nothing. */
    POSITIVE,
    /** The same over the largest of them, the option {@code share} saying how many in a hundred, rounded up. */
    TOP,
    /** The sum of the inverses of their means. Adds up over nothing. */
    INVERSE,
    /** What a model expects of customers, added up over them. */
    EXPECTED,
    /** What a method foretells of them, or how well it did. Adds up over nothing. */
    FORETOLD,
    /** Of what is planned: what stands on the bucket's last day. */
    LAST,
    /** Of what is planned: the mean over the bucket's days. */
    MEAN,
    /** Of what is planned: how many of the bucket's days are left, the day of the answer included. */
    DAYS_LEFT;

    /** Whether contributions are only told apart, so that they need not be numbers. */
    public boolean tellsApart() {
        return this == DISTINCT || this == REPEATED;
    }
}
