package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.kpi.KpiHistory;
import dev.kennzahl.forecast.kpi.KpiTrends;
import dev.kennzahl.metrics.KpiResult;

/** The trends of a KPI in REST. */
@Schema(name = "KpiTrend", description = "The trends of a KPI, one for each group.")
public record KpiTrendView(
        @Schema(description = "The KPI.") String kpi,
        @Schema(description = "The variant used.") String variant,
        @Schema(description = "What it is counted in.") String unit,
        @Schema(description = "How time is cut.") String grain,
        @Schema(description = "The first day.") LocalDate from,
        @Schema(description = "The day after the last.") LocalDate to,
        @Schema(description = "The zone that days begin in.") String timezone,
        @Schema(description = "What money is given in; null for other units.") @Nullable String currency,
        @Schema(description = "As of when it was known.") Instant asOf,
        @Schema(description = "The version of the KPI's definition.") String definitionVersion,
        @Schema(description = "When the newest change that the answer can hold became known.") Instant watermark,
        @Schema(description = "One for each group.") List<OfGroup> series) {

    /** The trend of a group. */
    @Schema(name = "KpiGroupTrend", description = "The trend of one group.")
    public record OfGroup(
            @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Schema(description = "Dimension to a name for people, where there is one.") Map<String, String> labels,
            @Schema(description = "How many buckets before the first record were left out.") int leftOutBefore,
            @Schema(description = "How many buckets that are cut, or not over yet, were left out.")
                    int leftOutUnfinished,
            @Schema(description = "The trend.") TrendView trend) {}

    static KpiTrendView of(KpiTrends.Found found) {
        KpiResult answer = found.history().answer();
        Rounding rounding = Rounding.of(answer.kpi().definition().unit(answer.variant()));
        return new KpiTrendView(
                answer.kpi().definition().key(),
                answer.variant(),
                answer.kpi().definition().unit(answer.variant()).key(),
                answer.query().grain().name().toLowerCase(Locale.ROOT),
                answer.query().from(),
                answer.query().to(),
                answer.timezone().getId(),
                answer.currency(),
                answer.asOf(),
                answer.kpi().definition().version(),
                answer.watermark(),
                found.groups().stream().map(group -> ofGroup(group, rounding)).toList());
    }

    private static OfGroup ofGroup(KpiTrends.OfGroup found, Rounding rounding) {
        KpiHistory.Line line = found.line();
        return new OfGroup(
                KpiResult.GroupValue.values(line.group()),
                KpiResult.GroupValue.labels(line.group()),
                line.before(),
                line.unfinished(),
                trend(found, rounding));
    }

    static TrendView trend(KpiTrends.OfGroup found, Rounding rounding) {
        return found.trend() == null
                ? TrendView.unknown()
                : TrendView.of(found.trend(), rounding, found.line().buckets());
    }
}
