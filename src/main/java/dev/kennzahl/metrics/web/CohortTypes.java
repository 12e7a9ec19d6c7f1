package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.shape.CohortMatrix;

/** How cohorts are shown, in REST and in GraphQL alike. */
public final class CohortTypes {
    private CohortTypes() {}

    /** Customers by the month of their first purchase, and how many buy so many months later. */
    @RegisterForReflection
    @Name("CohortMatrix")
    @Description("Customers by the month of their first purchase, and how many buy so many months later.")
    @Schema(
            name = "CohortMatrix",
            description = "Customers by the month of their first purchase, and how many buy so many months later.")
    public record MatrixView(
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull
                    @Description("All of them: the sum of those of the rows.")
                    @Schema(description = "All of them: the sum of those of the rows.")
                    Integer customers,
            @NonNull @Description("One per month of the period.") @Schema(description = "One per month of the period.")
                    List<@NonNull RowView> rows,
            @NonNull
                    @Description("Over all rows whose month is over: who still buys divided by who could.")
                    @Schema(description = "Over all rows whose month is over: who still buys divided by who could.")
                    List<@NonNull CellView> average) {
        static MatrixView of(CohortMatrix matrix) {
            return new MatrixView(
                    matrix.asOf(),
                    Math.toIntExact(matrix.customers()),
                    matrix.rows().stream()
                            .map(row -> new RowView(
                                    row.from(), row.to(), Math.toIntExact(row.customers()), cells(row.cells())))
                            .toList(),
                    cells(matrix.average()));
        }

        private static List<CellView> cells(List<CohortMatrix.Cell> cells) {
            return cells.stream()
                    .map(cell -> new CellView(
                            cell.monthsSince(),
                            Math.toIntExact(cell.customers()),
                            Math.toIntExact(cell.buying()),
                            Decimal.of(cell.share()),
                            cell.partial()))
                    .toList();
        }
    }

    /** The customers of one month of first purchases. */
    @RegisterForReflection
    @Name("CohortRow")
    @Description("The customers of one month of first purchases.")
    @Schema(name = "CohortRow", description = "The customers of one month of first purchases.")
    public record RowView(
            @NonNull
                    @Description("The first day of the month, or of the period.")
                    @Schema(description = "The first day of the month, or of the period.")
                    LocalDate from,
            @NonNull
                    @Description("The day after the last of the month, or of the period.")
                    @Schema(description = "The day after the last of the month, or of the period.")
                    LocalDate to,
            @NonNull
                    @Description("How many customers bought first in it.")
                    @Schema(description = "How many customers bought first in it.")
                    Integer customers,
            @NonNull
                    @Description("From the month itself on, as far as the day of the answer.")
                    @Schema(description = "From the month itself on, as far as the day of the answer.")
                    List<@NonNull CellView> cells) {}

    /** A month later. */
    @RegisterForReflection
    @Name("CohortCell")
    @Description("A month later.")
    @Schema(name = "CohortCell", description = "A month later.")
    public record CellView(
            @NonNull
                    @Description("0 for the month of the first purchase.")
                    @Schema(description = "0 for the month of the first purchase.")
                    Integer monthsSince,
            @NonNull @Description("How many could buy.") @Schema(description = "How many could buy.") Integer customers,
            @NonNull @Description("How many did.") @Schema(description = "How many did.") Integer buying,
            @Description("Those who did divided by those who could; null of none.")
                    @Schema(
                            description = "Those who did divided by those who could; null of none.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal share,
            @NonNull
                    @Description("Whether the month is not over yet.")
                    @Schema(description = "Whether the month is not over yet.")
                    Boolean partial) {}
}
