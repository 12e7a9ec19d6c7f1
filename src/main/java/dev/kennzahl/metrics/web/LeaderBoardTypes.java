package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.shape.LeaderBoard;

/** How leader boards are shown, in REST and in GraphQL alike. */
public final class LeaderBoardTypes {
    private LeaderBoardTypes() {}

    /** A KPI by one dimension, the best first, with the places of the period before. */
    @RegisterForReflection
    @Name("LeaderBoard")
    @Description("A KPI by one dimension, the best first, with the places of the period before.")
    @Schema(
            name = "LeaderBoard",
            description = "A KPI by one dimension, the best first, with the places of the period before.")
    public record BoardView(
            @NonNull @Description("The KPI.") @Schema(description = "The KPI.") String kpi,
            @NonNull @Description("The variant used.") @Schema(description = "The variant used.") String variant,
            @NonNull @Description("What it is counted in.") @Schema(description = "What it is counted in.") Unit unit,
            @Description("What money is given in; null for other units.")
                    @Schema(description = "What money is given in; null for other units.")
                    @Nullable
                    String currency,
            @NonNull @Description("The dimension.") @Schema(description = "The dimension.") String by,
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull
                    @Description("How many groups there are, listed or not.")
                    @Schema(description = "How many groups there are, listed or not.")
                    Integer groups,
            @NonNull
                    @Description("The places; who has no rank comes last.")
                    @Schema(description = "The places; who has no rank comes last.")
                    List<@NonNull PlaceView> places) {
        static BoardView of(LeaderBoard board) {
            KpiResult answer = board.answer();
            return new BoardView(
                    answer.kpi().definition().key(),
                    answer.variant(),
                    answer.kpi().definition().unit(answer.variant()),
                    answer.currency(),
                    board.by(),
                    answer.asOf(),
                    board.groups(),
                    board.places().stream()
                            .map(place -> new PlaceView(
                                    place.group(),
                                    place.label(),
                                    place.rank(),
                                    place.tied(),
                                    Decimal.of(place.value().value()),
                                    Math.toIntExact(place.value().sampleSize()),
                                    place.value().reason(),
                                    Decimal.of(place.before().value()),
                                    place.rankBefore(),
                                    place.rankChange()))
                            .toList());
        }
    }

    /** A group and its place. */
    @RegisterForReflection
    @Name("LeaderBoardPlace")
    @Description("A group and its place.")
    @Schema(name = "LeaderBoardPlace", description = "A group and its place.")
    public record PlaceView(
            @Description("Its value of the dimension; null for unknown.")
                    @Schema(description = "Its value of the dimension; null for unknown.")
                    @Nullable
                    String group,
            @Description("A name for people, where there is one.")
                    @Schema(description = "A name for people, where there is one.")
                    @Nullable
                    String label,
            @Description(
                            "1 for the best. Equals share a rank, and the next has so many more. Null for who has no records in the period, or no value.")
                    @Schema(
                            description =
                                    "1 for the best. Equals share a rank, and the next has so many more. Null for who has no records in the period, or no value.")
                    @Nullable
                    Integer rank,
            @NonNull
                    @Description("Whether others have the same rank.")
                    @Schema(description = "Whether others have the same rank.")
                    Boolean tied,
            @Description("The value, as the KPI has it; null with a reason.")
                    @Schema(description = "The value, as the KPI has it; null with a reason.", type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @NonNull
                    @Description("How many records stand behind the value.")
                    @Schema(description = "How many records stand behind the value.")
                    Integer sampleSize,
            @Description("Why the value is null.") @Schema(description = "Why the value is null.") @Nullable
                    NullReason reason,
            @Description("The value of the period before.")
                    @Schema(description = "The value of the period before.", type = SchemaType.STRING)
                    @Nullable
                    Decimal valueBefore,
            @Description("The rank of the period before.")
                    @Schema(description = "The rank of the period before.")
                    @Nullable
                    Integer rankBefore,
            @Description("By how many places it rose; negative if it fell; null where either rank is.")
                    @Schema(description = "By how many places it rose; negative if it fell; null where either rank is.")
                    @Nullable
                    Integer rankChange) {}
}
