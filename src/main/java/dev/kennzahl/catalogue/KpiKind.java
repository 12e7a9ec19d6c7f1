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
    @Description("A state at the end of each bucket; adds up over dimensions, never over time.")
    BALANCE,
    @Description("Mean, median or percentile of single values; does not add up at all.")
    DISTRIBUTION
}
