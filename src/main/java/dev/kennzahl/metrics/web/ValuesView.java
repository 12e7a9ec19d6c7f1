package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.AnswerQuality;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.NullReason;

/** An answer in REST. Numbers that carry meaning are decimal strings, so that no reader turns them into binary floats. */
@Schema(name = "KpiValues", description = "An answer. Numbers that carry meaning are decimal strings.")
public record ValuesView(
        @Schema(description = "The KPI.") String kpi,
        @Schema(description = "The variant used.") String variant,
        @Schema(description = "What it is counted in.") String unit,
        @Schema(description = "How the period is cut.") String grain,
        @Schema(description = "The first day.") LocalDate from,
        @Schema(description = "The day after the last.") LocalDate to,
        @Schema(description = "The zone that days begin in.") String timezone,
        @Schema(description = "What money is given in; null for other units.") @Nullable String currency,
        @Schema(description = "As of when it was known.") Instant asOf,
        @Schema(description = "The version of the KPI's definition.") String definitionVersion,
        @Schema(description = "When the newest change that the answer can hold became known.") Instant watermark,
        @Schema(description = "Whether any bucket is cut or not over yet.") boolean partial,
        @Schema(description = "What the answer can be verified by.") ReceiptView receipt,
        @Schema(description = "How far the answer can be trusted; only with quality=true.")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable
                QualityView quality,
        @Schema(description = "One series per group.") List<SeriesView> series) {

    /** The points of a group. */
    @Schema(name = "KpiSeries", description = "The points of one group, in order of time.")
    public record SeriesView(
            @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Schema(description = "Dimension to a name for people, where there is one.") Map<String, String> labels,
            @Schema(
                            description =
                                    "Whether it stands for all groups beyond the limit; the group's values are then null without meaning unknown.")
                    boolean others,
            @Schema(description = "The points.") List<PointView> points) {}

    /** The value of a bucket. */
    @Schema(name = "KpiPoint", description = "The value of one bucket, with its parts and its sample size.")
    public record PointView(
            @Schema(description = "The bucket's first day.") LocalDate from,
            @Schema(description = "The day after its last.") LocalDate to,
            @Schema(
                            description =
                                    "The first day that the value is computed over: the bucket's own unless accumulated or rolling.")
                    LocalDate since,
            @Schema(description = "The value; null with a reason.") @Nullable Decimal value,
            @Schema(description = "The part above the line, for quotients.") @Nullable Decimal numerator,
            @Schema(description = "The part below the line, for quotients.") @Nullable Decimal denominator,
            @Schema(
                            description =
                                    "The value divided by the total of its bucket over all groups, when share=true; null where either is unknown or the total is zero.")
                    @Nullable
                    Decimal share,
            @Schema(
                            description =
                                    "The lower bound of the 95 % interval of a share of records (Wilson) or of a difference of two (Tango), in the value's unit; null for all other figures.")
                    @Nullable
                    Decimal low,
            @Schema(description = "The upper bound of that interval.") @Nullable Decimal high,
            @Schema(description = "How many records stand behind the value.") long sampleSize,
            @Schema(description = "Whether the bucket is cut or not over yet.") boolean partial,
            @Schema(description = "Why the value is null.") @Nullable NullReason reason,
            @Schema(description = "What it was compared with, as asked.") Map<String, ComparedView> comparisons) {}

    /** A value compared with. */
    @Schema(name = "KpiComparison", description = "A value to compare with.")
    public record ComparedView(
            @Schema(description = "The first day of the bucket compared with.") LocalDate from,
            @Schema(description = "The day after its last.") LocalDate to,
            @Schema(description = "Its value.") @Nullable Decimal value,
            @Schema(description = "The value minus this one.") @Nullable Decimal change,
            @Schema(description = "The change divided by the size of this one.") @Nullable Decimal changeRatio,
            @Schema(description = "Why this value is null.") @Nullable NullReason reason) {}

    static ValuesView of(KpiResult result, Optional<AnswerQuality> quality) {
        return new ValuesView(
                result.kpi().definition().key(),
                result.variant(),
                result.kpi().definition().unit(result.variant()).key(),
                result.query().grain().name().toLowerCase(Locale.ROOT),
                result.query().from(),
                result.query().to(),
                result.timezone().getId(),
                result.currency(),
                result.asOf(),
                result.kpi().definition().version(),
                result.watermark(),
                result.partial(),
                ReceiptView.of(result.receipt().get()),
                quality.map(QualityView::of).orElse(null),
                result.series().stream().map(ValuesView::series).toList());
    }

    private static SeriesView series(KpiResult.Series series) {
        return new SeriesView(
                KpiResult.GroupValue.values(series.group()),
                KpiResult.GroupValue.labels(series.group()),
                series.others(),
                series.points().stream().map(ValuesView::point).toList());
    }

    private static PointView point(KpiResult.Point point) {
        KpiValue value = point.value();
        Map<String, ComparedView> comparisons = new LinkedHashMap<>();
        point.comparisons()
                .forEach((comparison, compared) -> comparisons.put(
                        comparison.key(),
                        new ComparedView(
                                compared.bucket().from(),
                                compared.bucket().to(),
                                Decimal.of(compared.value().value()),
                                Decimal.of(compared.change()),
                                Decimal.of(compared.changeRatio()),
                                compared.value().reason())));
        return new PointView(
                point.bucket().from(),
                point.bucket().to(),
                point.since(),
                Decimal.of(value.value()),
                Decimal.of(value.numerator()),
                Decimal.of(value.denominator()),
                Decimal.of(point.share()),
                point.interval() == null ? null : Decimal.of(point.interval().low()),
                point.interval() == null ? null : Decimal.of(point.interval().high()),
                value.sampleSize(),
                point.partial(),
                value.reason(),
                comparisons);
    }
}
