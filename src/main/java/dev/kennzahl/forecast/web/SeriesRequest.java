package dev.kennzahl.forecast.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.forecast.series.Methods;
import dev.kennzahl.forecast.series.SeriesTask;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

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
                                "auto (the default: a combination), naive, seasonal_naive, drift, ses, holt, damped_holt, holt_winters_additive, holt_winters_multiplicative, ets, theta or optimised_theta.")
                @Nullable
                String method) {

    /** One of them. */
    @RegisterForReflection
    @Schema(name = "PostedSeries", description = "One series.")
    record PostedSeries(
            @Schema(
                            description = "A name of yours, different for each; the forecast comes back with it.",
                            required = true)
                    @Nullable
                    String id,
            @Schema(
                            description =
                                    "The values at equal distances, the oldest first. null for a gap: gaps are filled, also by the season; those at the end are steps that are forecast and not answered.",
                            type = SchemaType.ARRAY,
                            implementation = Double.class,
                            required = true)
                    @JsonDeserialize(using = ValuesReader.class)
                    @Nullable
                    GappyValues values) {}

    /** A series that may be forecast. */
    record Task(String id, SeriesTask task) {}

    /** @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE} with the member at fault; nothing is computed then */
    List<Task> check(ForecastConfig config) {
        int steps = between("horizon", horizon, config.maxHorizon());
        int period = between("frequency", frequency, config.maxFrequency());
        ForecastMethod wanted = method == null ? Methods.all().get(0) : Methods.get(method);
        if (series == null || series.isEmpty()) {
            throw new Problem(ProblemCode.MISSING_VALUE, "series", "series must have at least one series.");
        }
        if (series.size() > config.maxSeries()) {
            throw invalid(
                    "series",
                    "series has " + series.size() + " entries; send at most " + config.maxSeries()
                            + " in one request.");
        }
        Set<String> ids = new HashSet<>();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            PostedSeries posted = series.get(i);
            String at = "series[" + i + "]";
            if (posted == null || posted.id() == null) {
                throw new Problem(ProblemCode.MISSING_VALUE, at + ".id", at + ".id must be a text of yours.");
            }
            if (!ids.add(posted.id())) {
                throw invalid(at + ".id", at + ".id is that of an earlier series; each needs its own.");
            }
            GappyValues values = posted.values() == null ? new GappyValues(new double[0]) : posted.values();
            if (values.values().length > config.maxValues()) {
                throw invalid(
                        at + ".values",
                        at + ".values has " + values.values().length + " entries; send the last " + config.maxValues()
                                + ", or longer steps.");
            }
            tasks.add(new Task(posted.id(), SeriesTask.of(values, at + ".values", period, wanted, steps)));
        }
        return tasks;
    }

    private static int between(String field, @Nullable Integer value, int most) {
        if (value == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, field, field + " must be a number from 1 to " + most + ".");
        }
        if (value < 1 || value > most) {
            throw invalid(field, field + " must be from 1 to " + most + ".");
        }
        return value;
    }

    private static Problem invalid(String field, String detail) {
        return new Problem(ProblemCode.INVALID_VALUE, field, detail);
    }
}
