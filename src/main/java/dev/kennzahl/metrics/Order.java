package dev.kennzahl.metrics;

import org.eclipse.microprofile.graphql.Description;

/** The order of the series. */
@Description("The order of the series.")
public enum Order {
    @Description("By the names of the groups.")
    GROUP,
    @Description("By the value over the whole period, smallest first.")
    VALUE_ASCENDING,
    @Description("By the value over the whole period, largest first.")
    VALUE_DESCENDING
}
