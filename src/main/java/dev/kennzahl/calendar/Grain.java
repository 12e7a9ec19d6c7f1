package dev.kennzahl.calendar;

import org.eclipse.microprofile.graphql.Description;

/** How finely a period is cut into buckets. */
@Description("How finely a period is cut into buckets.")
public enum Grain {
    @Description("Local days.")
    DAY,
    @Description("Seven days from the tenant's first day of the week.")
    WEEK,
    @Description("Calendar months.")
    MONTH,
    @Description("Three months, counted from the start of the fiscal year.")
    QUARTER,
    @Description("Twelve months, counted from the start of the fiscal year.")
    YEAR,
    @Description("The whole period as one bucket.")
    TOTAL
}
