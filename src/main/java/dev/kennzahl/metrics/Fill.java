package dev.kennzahl.metrics;

import org.eclipse.microprofile.graphql.Description;

/** What an empty bucket of a figure that adds up holds. Ratios of nothing are null either way. */
@Description("What an empty bucket of a figure that adds up holds. Ratios of nothing are null either way.")
public enum Fill {
    @Description("Zero: nothing happened.")
    ZERO,
    @Description("Null, with the reason NO_DATA.")
    NULL
}
