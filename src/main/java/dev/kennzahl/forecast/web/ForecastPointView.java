package dev.kennzahl.forecast.web;

import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennzahl.api.Decimal;

/** The forecast of one bucket. */
@RegisterForReflection
@Name("KpiForecastPoint")
@Description("The forecast of one bucket, with its prediction intervals.")
@Schema(name = "KpiForecastPoint", description = "The forecast of one bucket, with its prediction intervals.")
public record ForecastPointView(
        @NonNull @Description("The bucket's first day.") @Schema(description = "The bucket's first day.")
                LocalDate from,
        @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.") LocalDate to,
        @NonNull @Description("The point forecast.") @Schema(description = "The point forecast.") Decimal value,
        @NonNull
                @Description("The lower ends of the intervals.")
                @Schema(description = "The lower ends of the intervals.")
                Ends low,
        @NonNull
                @Description("The upper ends of the intervals.")
                @Schema(description = "The upper ends of the intervals.")
                Ends high) {

    /** One end of the intervals. */
    @RegisterForReflection
    @Name("KpiForecastEnds")
    @Description("One end of the prediction intervals of one bucket.")
    @Schema(name = "KpiForecastEnds", description = "One end of the prediction intervals of one bucket.")
    public record Ends(
            @JsonProperty("80")
                    @Name("of80")
                    @NonNull
                    @Description("Of the interval that holds the value with a probability of 80 %.")
                    @Schema(description = "Of the interval that holds the value with a probability of 80 %.")
                    Decimal of80,
            @JsonProperty("95")
                    @Name("of95")
                    @NonNull
                    @Description("Of the interval that holds the value with a probability of 95 %.")
                    @Schema(description = "Of the interval that holds the value with a probability of 95 %.")
                    Decimal of95) {}
}
