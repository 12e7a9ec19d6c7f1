package dev.kennzahl.forecast.trend;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a series goes. */
@Name("TrendDirection")
@Description("Where a series goes.")
@Schema(name = "TrendDirection", description = "Where a series goes.")
public enum Direction {
    @Description("Nothing speaks for a trend: the probability of such an order by chance is above the threshold.")
    CONSTANT,
    @Description("Upwards, by more than chance explains.")
    RISING,
    @Description("Downwards, by more than chance explains.")
    FALLING,
    @Description(
            "There are too few values for any verdict: even all of them in order would not come below the threshold.")
    UNDECIDED
}
