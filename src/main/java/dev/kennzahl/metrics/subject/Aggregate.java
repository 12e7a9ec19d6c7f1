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
    /** Of what is planned: what stands on the bucket's last day. */
    LAST,
    /** Of what is planned: the mean over the bucket's days. */
    MEAN
}
