package dev.kennzahl.catalogue;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The sections of the catalogue. */
@Description("The sections of the catalogue.")
@Schema(description = "The sections of the catalogue.")
public enum KpiCategory {
    @Description("Revenue and margin.")
    REVENUE,
    @Description("Leads and campaigns.")
    LEADS,
    @Description("Pipeline and deals.")
    PIPELINE,
    @Description("Customers: gained and lost, loyalty, satisfaction and worth.")
    CUSTOMERS,
    @Description("The team: targets, tenure and the time to get going.")
    TEAM,
    @Description("The market: prices against those of competitors.")
    MARKET,
    @Description("Forecasts, and how well they did.")
    FORECAST
}
