package dev.kennzahl.forecast.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennzahl.forecast.series.SeriesForecast;

/** The forecast of one series. Numbers are binary floating point, as forecasts are no sums of money. */
@Schema(
        name = "SeriesForecast",
        description = "The forecast of one series; the first entry is for the step after its last value.")
public record SeriesForecastView(
        @Schema(description = "The series' name.") String id,
        @Schema(description = "The method that was asked for.") String method,
        @Schema(description = "What was fitted, such as ETS(M,Ad,M).") String model,
        @Schema(description = "The point forecasts, one per step.") double[] mean,
        @Schema(description = "The lower ends of the prediction intervals.") Ends low,
        @Schema(description = "The upper ends of the prediction intervals.") Ends high) {

    /** One end of the intervals. */
    @Schema(name = "IntervalEnds", description = "One end of the prediction intervals, one entry per step.")
    public record Ends(
            @JsonProperty("80")
                    @Schema(description = "Of the intervals that hold the value with a probability of 80 %.")
                    double[] of80,
            @JsonProperty("95")
                    @Schema(description = "Of the intervals that hold the value with a probability of 95 %.")
                    double[] of95) {}

    /** All of a request. */
    @Schema(name = "SeriesForecasts", description = "The forecasts of all series, in the order of the request.")
    public record All(@Schema(description = "The forecasts.") List<SeriesForecastView> series) {}

    static SeriesForecastView of(String id, String method, SeriesForecast forecast) {
        return new SeriesForecastView(
                id,
                method,
                forecast.model(),
                forecast.mean(),
                new Ends(forecast.within80().low(), forecast.within95().low()),
                new Ends(forecast.within80().high(), forecast.within95().high()));
    }
}
