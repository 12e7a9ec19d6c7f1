package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.AnswerQuality;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.NullReason;

/** The types of a question and its answer in GraphQL. */
public final class KpiTypes {
    private KpiTypes() {}

    /** An answer. */
    @RegisterForReflection
    @Name("KpiResult")
    @Description("An answer.")
    public record Answer(
            @NonNull @Description("The KPI.") KpiView kpi,
            @NonNull @Description("The variant used.") String variant,
            @NonNull @Description("What it is counted in.") Unit unit,
            @NonNull @Description("How the period is cut.") Grain grain,
            @NonNull @Description("The zone that days begin in.") String timezone,
            @Description("What money is given in; null for other units.") @Nullable String currency,
            @NonNull @Description("As of when it was known.") Instant asOf,
            @NonNull @Description("The version of the KPI's definition.") String definitionVersion,
            @Description("When the newest change that the answer can hold became known.") Instant watermark,
            @NonNull @Description("Whether any bucket is cut or not over yet.") Boolean partial,
            @NonNull @Description("What the answer can be verified by.") ReceiptType receipt,
            @Description(
                            "How far the answer can be trusted; looked at only when it is selected, and not by kpiChanged.")
                    @Nullable
                    QualityView quality,
            @NonNull @Description("One series per group.") List<@NonNull SeriesOfGroup> series) {

        static Answer of(KpiResult result, KpiView kpi, Optional<AnswerQuality> quality) {
            return new Answer(
                    kpi,
                    result.variant(),
                    result.kpi().definition().unit(result.variant()),
                    result.query().grain(),
                    result.timezone().getId(),
                    result.currency(),
                    result.asOf(),
                    kpi.version(),
                    result.watermark(),
                    result.partial(),
                    new ReceiptType(result.receipt()),
                    quality.map(QualityView::of).orElse(null),
                    result.series().stream().map(SeriesOfGroup::of).toList());
        }
    }

    /** The points of a group. */
    @RegisterForReflection
    @Name("KpiSeries")
    @Description("The points of one group, in order of time.")
    public record SeriesOfGroup(
            @NonNull @Description("The group; empty without grouping.") List<KpiResult.@NonNull GroupValue> group,
            @NonNull
                    @Description(
                            "Whether it stands for all groups beyond the limit; the group's values are then null without meaning unknown.")
                    Boolean others,
            @NonNull @Description("The points.") List<@NonNull PointInTime> points) {

        static SeriesOfGroup of(KpiResult.Series series) {
            return new SeriesOfGroup(
                    series.group(),
                    series.others(),
                    series.points().stream().map(PointInTime::of).toList());
        }
    }

    /** The value of a bucket. */
    @RegisterForReflection
    @Name("KpiPoint")
    @Description("The value of one bucket, with its parts and its sample size.")
    public record PointInTime(
            @NonNull @Description("The bucket's first day.") LocalDate from,
            @NonNull @Description("The day after its last.") LocalDate to,
            @NonNull
                    @Description(
                            "The first day that the value is computed over: the bucket's own unless accumulated or rolling.")
                    LocalDate since,
            @Description("The value; null with a reason.") @Nullable Decimal value,
            @Description("The part above the line, for quotients.") @Nullable Decimal numerator,
            @Description("The part below the line, for quotients.") @Nullable Decimal denominator,
            @Description(
                            "The value divided by the total of its bucket over all groups, when share was asked for; null where either is unknown or the total is zero.")
                    @Nullable
                    Decimal share,
            @Description(
                            "The lower bound of the 95 % interval of a share of records (Wilson) or of a difference of two (Tango), in the value's unit; null for all other figures.")
                    @Nullable
                    Decimal low,
            @Description("The upper bound of that interval.") @Nullable Decimal high,
            @Description("How many records stand behind the value.") Integer sampleSize,
            @NonNull @Description("Whether the bucket is cut or not over yet.") Boolean partial,
            @Description("Why the value is null.") @Nullable String reason,
            @NonNull @Description("What it was compared with, as asked.") List<@NonNull ComparisonValue> comparisons) {

        static PointInTime of(KpiResult.Point point) {
            return new PointInTime(
                    point.bucket().from(),
                    point.bucket().to(),
                    point.since(),
                    Decimal.of(point.value().value()),
                    Decimal.of(point.value().numerator()),
                    Decimal.of(point.value().denominator()),
                    Decimal.of(point.share()),
                    point.interval() == null
                            ? null
                            : Decimal.of(point.interval().low()),
                    point.interval() == null
                            ? null
                            : Decimal.of(point.interval().high()),
                    Math.toIntExact(point.value().sampleSize()),
                    point.partial(),
                    name(point.value().reason()),
                    point.comparisons().entrySet().stream()
                            .map(entry -> ComparisonValue.of(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    /** A value compared with. */
    @RegisterForReflection
    @Name("ComparisonValue")
    @Description("A value to compare with.")
    public record ComparisonValue(
            @NonNull @Description("Which comparison it is.") Comparison comparison,
            @NonNull @Description("The first day of the bucket compared with.") LocalDate from,
            @NonNull @Description("The day after its last.") LocalDate to,
            @Description("Its value.") @Nullable Decimal value,
            @Description("The value minus this one.") @Nullable Decimal change,
            @Description("The change divided by the size of this one.") @Nullable Decimal changeRatio,
            @Description("Why this value is null.") @Nullable String reason) {

        static ComparisonValue of(Comparison comparison, KpiResult.Compared compared) {
            return new ComparisonValue(
                    comparison,
                    compared.bucket().from(),
                    compared.bucket().to(),
                    Decimal.of(compared.value().value()),
                    Decimal.of(compared.change()),
                    Decimal.of(compared.changeRatio()),
                    name(compared.value().reason()));
        }
    }

    private static @Nullable String name(@Nullable NullReason reason) {
        return reason == null ? null : reason.name();
    }
}
