package dev.kennzahl.metrics;

/**
 * What a measure takes of which forecasts.
 *
 * @param method the method's key
 * @param actual what is forecast, as it came
 */
public record ForecastTake(ForecastModel model, String method, ForecastPart part, Measure actual) {
    /** The option that says how many days before the end of a period its forecast is made. */
    public static final String LEAD_DAYS = "lead_days";

    /** The option that says how many months the periods have that forecasts are judged by. */
    public static final String JUDGED_MONTHS = "judged_months";
}
