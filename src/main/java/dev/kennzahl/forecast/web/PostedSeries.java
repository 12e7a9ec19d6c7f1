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
import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** A series as it is posted. */
@RegisterForReflection
@Schema(name = "PostedSeries", description = "One series.")
record PostedSeries(
        @Schema(description = "A name of yours, different for each; the forecast comes back with it.", required = true)
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
                GappyValues values) {
    /** A series with a name and nothing wrong with its form. */
    record Checked(String id, GappyValues values, String field) {}

    /** @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE} with the member at fault */
    static List<Checked> check(@Nullable List<@Nullable PostedSeries> series, ForecastConfig config) {
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
        List<Checked> checked = new ArrayList<>();
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
            checked.add(new Checked(posted.id(), values, at + ".values"));
        }
        return checked;
    }

    /** A number that must be there and within bounds. */
    static int between(String field, @Nullable Integer value, int most) {
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
