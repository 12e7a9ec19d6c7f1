package dev.kennzahl.metrics;

/** What is taken of forecasts: of the one for a bucket, or of those for the periods in it that are over, f forecast and y actual. */
public enum ForecastPart {
    /** What is expected. */
    VALUE,
    /** Where the interval of 95 % begins. */
    LOW,
    /** Where it ends. */
    HIGH,
    /** Σ y. */
    ACTUAL,
    /** Σ |y|. */
    ABSOLUTE_ACTUAL,
    /** Σ (f − y). */
    ERROR,
    /** Σ |f − y|. */
    ABSOLUTE_ERROR,
    /** Σ |f − y| ÷ |y|; not known when a y is zero. */
    RELATIVE_ERROR,
    /** Σ 2 |f − y| ÷ (|y| + |f|), nothing where both are zero. */
    SYMMETRIC_ERROR,
    /** The mean |y(t) − y(t−season)| over the five years before; not known where they are shorter than a season. */
    USUAL_CHANGE,
    /** How many y lie within the intervals of 80 %, of those that have one. */
    WITHIN_80,
    /** The same of 95 %. */
    WITHIN_95;

    /** Whether it is of forecasts that can be compared with what came. */
    public boolean isJudged() {
        return this != VALUE && this != LOW && this != HIGH;
    }
}
