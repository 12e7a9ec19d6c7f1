package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.shape.RepPage;

/** How the page about a rep is shown, in REST and in GraphQL alike. */
public final class RepPageTypes {
    private RepPageTypes() {}

    /** All about one employee who sells, as of one moment. */
    @RegisterForReflection
    @Name("RepPage")
    @Description("All about one employee who sells, as of one moment.")
    @Schema(name = "RepPage", description = "All about one employee who sells, as of one moment.")
    public record PageView(
            @NonNull @Description("The business key.") @Schema(description = "The business key.") String employee,
            @NonNull @Description("The id of the record.") @Schema(description = "The id of the record.") String id,
            @Description("The name.") @Schema(description = "The name.") @Nullable String name,
            @Description("The role.") @Schema(description = "The role.") @Nullable String role,
            @Description("The team.") @Schema(description = "The team.") @Nullable String team,
            @Description("The manager.") @Schema(description = "The manager.") @Nullable String managerId,
            @Description("The region.") @Schema(description = "The region.") @Nullable String region,
            @Description("The first day.") @Schema(description = "The first day.") @Nullable LocalDate hiredOn,
            @Description("The last day.") @Schema(description = "The last day.") @Nullable LocalDate leftOn,
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull
                    @Description("KPIs of the own records, each beside the period before.")
                    @Schema(description = "KPIs of the own records, each beside the period before.")
                    List<@NonNull FigureView> figures,
            @NonNull
                    @Description("How many activities there were in the period.")
                    @Schema(description = "How many activities there were in the period.")
                    Integer activities,
            @NonNull
                    @Description("The same by type, the most frequent first.")
                    @Schema(description = "The same by type, the most frequent first.")
                    List<@NonNull ActivityView> activitiesByType) {
        static PageView of(RepPage page) {
            RepPage.Employee employee = page.employee();
            return new PageView(
                    employee.key(),
                    employee.id(),
                    employee.name(),
                    employee.role(),
                    employee.team(),
                    employee.managerId(),
                    employee.region(),
                    employee.hiredOn(),
                    employee.leftOn(),
                    page.asOf(),
                    page.figures().stream().map(FigureView::of).toList(),
                    Math.toIntExact(page.activities().stream()
                            .mapToLong(RepPage.Activity::count)
                            .sum()),
                    page.activities().stream()
                            .map(activity -> new ActivityView(activity.type(), Math.toIntExact(activity.count())))
                            .toList());
        }
    }

    /** A KPI of the own records. */
    @RegisterForReflection
    @Name("RepFigure")
    @Description("A KPI of the own records.")
    @Schema(name = "RepFigure", description = "A KPI of the own records.")
    public record FigureView(
            @NonNull @Description("The KPI.") @Schema(description = "The KPI.") String kpi,
            @NonNull @Description("The variant used.") @Schema(description = "The variant used.") String variant,
            @NonNull @Description("What it is counted in.") @Schema(description = "What it is counted in.") Unit unit,
            @Description("What money is given in; null for other units.")
                    @Schema(description = "What money is given in; null for other units.")
                    @Nullable
                    String currency,
            @Description("The value; null with a reason.")
                    @Schema(description = "The value; null with a reason.", type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @Description("The part above the line, for quotients.")
                    @Schema(description = "The part above the line, for quotients.", type = SchemaType.STRING)
                    @Nullable
                    Decimal numerator,
            @Description("The part below the line, for quotients.")
                    @Schema(description = "The part below the line, for quotients.", type = SchemaType.STRING)
                    @Nullable
                    Decimal denominator,
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
            @Description("The value minus that.")
                    @Schema(description = "The value minus that.", type = SchemaType.STRING)
                    @Nullable
                    Decimal change) {
        static FigureView of(KpiResult figure) {
            KpiResult.Point point = figure.series().get(0).points().get(0);
            KpiValue value = point.value();
            KpiResult.Compared before =
                    Objects.requireNonNull(point.comparisons().get(Comparison.PREVIOUS_PERIOD));
            return new FigureView(
                    figure.kpi().definition().key(),
                    figure.variant(),
                    figure.kpi().definition().unit(figure.variant()),
                    figure.currency(),
                    Decimal.of(value.value()),
                    Decimal.of(value.numerator()),
                    Decimal.of(value.denominator()),
                    Math.toIntExact(value.sampleSize()),
                    value.reason(),
                    Decimal.of(before.value().value()),
                    Decimal.of(before.change()));
        }
    }

    /** How often something was done. */
    @RegisterForReflection
    @Name("RepActivity")
    @Description("How often something was done.")
    @Schema(name = "RepActivity", description = "How often something was done.")
    public record ActivityView(
            @NonNull
                    @Description("What it was, such as call or meeting.")
                    @Schema(description = "What it was, such as call or meeting.")
                    String type,
            @NonNull @Description("How often.") @Schema(description = "How often.") Integer count) {}
}
