package dev.kennzahl.forecast.web;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.Methods;
import dev.kennzahl.forecast.series.SeriesTask;
import dev.kennzahl.problem.Problem;

/** Series to be forecast. */
@RegisterForReflection
@Schema(
        name = "SeriesForecastRequest",
        description = "Series to be forecast, all with the same frequency, horizon and method.")
record SeriesRequest(
        @Schema(description = "The series, at most 1,000 unless configured otherwise.", required = true) @Nullable
                List<@Nullable PostedSeries> series,
        @Schema(
                        description =
                                "How many values make up one season: 12 for months, 4 for quarters, 7 for days with weeks, 1 for none. At most 366.",
                        required = true)
                @Nullable
                Integer frequency,
        @Schema(description = "How many steps ahead, at most 366 unless configured otherwise.", required = true)
                @Nullable
                Integer horizon,
        @Schema(
                        description =
                                "auto (the default: a combination), naive, seasonal_naive, naive2, drift, ses, holt, damped_holt, holt_winters_additive, holt_winters_multiplicative, ets, theta or optimised_theta.")
                @Nullable
                String method) {

    /** A series that may be forecast. */
    record Task(String id, SeriesTask task) {}

    /** @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE} with the member at fault; nothing is computed then */
    List<Task> check(ForecastConfig config) {
        int steps = PostedSeries.between("horizon", horizon, config.maxHorizon());
        int period = PostedSeries.between("frequency", frequency, config.maxFrequency());
        ForecastMethod wanted = method == null ? Methods.all().get(0) : Methods.get(method);
        return PostedSeries.check(series, config).stream()
                .map(posted ->
                        new Task(posted.id(), SeriesTask.of(posted.values(), posted.field(), period, wanted, steps)))
                .toList();
    }
}
