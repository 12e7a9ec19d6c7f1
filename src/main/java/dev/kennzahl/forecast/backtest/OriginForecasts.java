package dev.kennzahl.forecast.backtest;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.SeriesForecast;
import dev.kennzahl.forecast.series.SeriesTask;
import dev.kennzahl.problem.Problem;

/**
 * What the methods said at one origin.
 *
 * @param scale what errors are measured in
 * @param benchmark what the method that others are compared with said; null when it could say nothing
 * @param byMethod by the keys of the methods
 */
public record OriginForecasts(
        Origin origin, double scale, @Nullable SeriesForecast benchmark, Map<String, Said> byMethod) {
    /** @param problem why there is no forecast; null when there is one */
    record Said(@Nullable SeriesForecast forecast, @Nullable Problem problem) {}

    /** Computes for tens of milliseconds. */
    public static OriginForecasts of(Origin origin, int period, Setup setup, Limits limits) {
        Map<String, Said> byMethod = new LinkedHashMap<>();
        setup.methods().forEach(method -> byMethod.put(method.key(), said(origin, period, setup, method, limits)));
        Said benchmark = said(origin, period, setup, Setup.BENCHMARK, limits);
        return new OriginForecasts(origin, origin.scale(period), benchmark.forecast(), byMethod);
    }

    private static Said said(Origin origin, int period, Setup setup, ForecastMethod method, Limits limits) {
        try {
            SeriesForecast forecast = SeriesTask.of(origin.history(), "history", period, method, setup.horizon())
                    .forecast();
            return new Said(limits.applied(forecast, origin.history()), null);
        } catch (Problem problem) {
            return new Said(null, problem);
        }
    }
}
