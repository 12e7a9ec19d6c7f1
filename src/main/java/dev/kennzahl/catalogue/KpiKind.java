package dev.kennzahl.catalogue;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a figure is made, and so how it may be added up. */
@Description("How a figure is made, and so how it may be added up.")
@Schema(description = "How a figure is made, and so how it may be added up.")
public enum KpiKind {
    @Description("Counts or sums records of a period; adds up over time and over dimensions.")
    SIMPLE,
    @Description("One figure divided by another; never averaged, always computed from summed parts.")
    RATIO,
    @Description("Computed from several other figures of the same cell; adds up over nothing.")
    DERIVED,
    @Description("The share of records that went a step further; computed from summed parts like a ratio.")
    CONVERSION,
    @Description("A state at the end of each bucket; adds up over dimensions, never over time.")
    BALANCE,
    @Description("Mean, median or percentile of single values; does not add up at all.")
    DISTRIBUTION,
    @Description("What is to come by a method of forecasting, or how well that did; adds up over nothing.")
    FORECAST;

    /** Whether it is made of what records add to it, and not of other figures or by a method. */
    public boolean isOfRecords() {
        return this != DERIVED && this != FORECAST;
    }

    /** What its values are usually compared with: sums follow the seasons, rates and states tell more beside what was just before. */
    public Comparison usualComparison() {
        return this == SIMPLE ? Comparison.PREVIOUS_YEAR : Comparison.PREVIOUS_PERIOD;
    }
}
