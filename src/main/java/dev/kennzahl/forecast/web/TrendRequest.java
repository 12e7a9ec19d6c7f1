package dev.kennzahl.forecast.web;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.problem.Problem;

/** Series to be looked at. */
@RegisterForReflection
@Schema(name = "TrendRequest", description = "Series to be looked at for trends, all with the same frequency.")
record TrendRequest(
        @Schema(description = "The series, at most 1,000 unless configured otherwise.", required = true) @Nullable
                List<@Nullable PostedSeries> series,
        @Schema(
                        description =
                                "How many values make up one season: 12 for months, 4 for quarters, 7 for days with weeks, 1 for none. At most 366.",
                        required = true)
                @Nullable
                Integer frequency,
        @Schema(
                        description =
                                "The threshold of the test: the probability of a false alarm that you accept; 0.05 when left out.")
                @Nullable
                Double alpha) {

    /** @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE} with the member at fault; nothing is computed then */
    List<PostedSeries.Checked> check(ForecastConfig config) {
        Alpha.check(alpha);
        period(config);
        List<PostedSeries.Checked> checked = PostedSeries.check(series, config);
        checked.forEach(posted -> posted.values().check(posted.field()));
        return checked;
    }

    int period(ForecastConfig config) {
        return PostedSeries.between("frequency", frequency, config.maxFrequency());
    }
}
