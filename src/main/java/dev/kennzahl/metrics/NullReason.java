package dev.kennzahl.metrics;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a value is null. */
@Description("Why a value is null.")
@Schema(description = "Why a value is null.")
public enum NullReason {
    @Description("The denominator is zero; a ratio of nothing is unknown, not zero.")
    NO_DENOMINATOR,
    @Description("There are no records, and fill=null was asked for.")
    NO_DATA,
    @Description(
            "There are records, but none has the value in question, such as an amount; or too few for the model that the value comes from.")
    VALUE_UNKNOWN,
    @Description("Amounts are in a currency for which no exchange rate is known.")
    EXCHANGE_RATE_MISSING,
    @Description("No target is set for all days of the bucket and for what was asked.")
    NO_TARGET,
    @Description(
            "There is no forecast: nobody submitted one, or too little happened before to learn from. Of how well forecasts did: none that was made is over.")
    NO_FORECAST
}
