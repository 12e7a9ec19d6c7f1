package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.kpi.KpiForecasts;
import dev.kennzahl.forecast.kpi.KpiHistory;
import dev.kennzahl.forecast.series.SeriesForecast;
import dev.kennzahl.metrics.KpiResult;

/** The forecasts of a KPI in REST. */
@Schema(name = "KpiForecast", description = "The forecasts of a KPI from its own past, one for each group.")
public record KpiForecastView(
        @Schema(description = "The KPI.") String kpi,
        @Schema(description = "The variant used.") String variant,
        @Schema(description = "What it is counted in.") String unit,
        @Schema(description = "How time is cut.") String grain,
        @Schema(description = "The first day of the history.") LocalDate from,
        @Schema(description = "The day after its last.") LocalDate to,
        @Schema(description = "The zone that days begin in.") String timezone,
        @Schema(description = "What money is given in; null for other units.") @Nullable String currency,
        @Schema(description = "As of when it was known.") Instant asOf,
        @Schema(description = "The version of the KPI's definition.") String definitionVersion,
        @Schema(description = "When the newest change that the answer can hold became known.") Instant watermark,
        @Schema(description = "The method.") String method,
        @Schema(description = "What the method makes of a series.") String about,
        @Schema(description = "One for each group.") List<OfGroup> series) {

    /** The forecast of a group. */
    @Schema(name = "KpiGroupForecast", description = "The forecast of one group.")
    public record OfGroup(
            @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Schema(description = "Dimension to a name for people, where there is one.") Map<String, String> labels,
            @Schema(description = "How many buckets before the first record were left out.") int leftOutBefore,
            @Schema(description = "How many buckets that are cut, or not over yet, were left out.")
                    int leftOutUnfinished,
            @Schema(description = "How many values the history has.") int historySize,
            @Schema(description = "What was fitted; null when the history does not suffice.") @Nullable String model,
            @Schema(description = "One for each bucket ahead, from the first that is not wholly known.")
                    List<ForecastPointView> points,
            @Schema(description = "Why there is no forecast; null when there is one.") @Nullable String problem) {}

    static KpiForecastView of(KpiForecasts.Found found) {
        KpiResult answer = found.history().answer();
        Rounding rounding = Rounding.of(answer.kpi().definition().unit(answer.variant()));
        return new KpiForecastView(
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
                found.method().key(),
                found.method().about(),
                found.groups().stream().map(group -> ofGroup(group, rounding)).toList());
    }

    private static OfGroup ofGroup(KpiForecasts.OfGroup found, Rounding rounding) {
        KpiHistory.Line line = found.line();
        return new OfGroup(
                KpiResult.GroupValue.values(line.group()),
                KpiResult.GroupValue.labels(line.group()),
                line.before(),
                line.unfinished(),
                line.values().known(),
                found.forecast() == null ? null : found.forecast().model(),
                points(found, rounding),
                found.problem() == null ? null : found.problem().detail());
    }

    static List<ForecastPointView> points(KpiForecasts.OfGroup found, Rounding rounding) {
        SeriesForecast forecast = found.forecast();
        return forecast == null
                ? List.of()
                : IntStream.range(0, found.ahead().size())
                        .mapToObj(h -> new ForecastPointView(
                                found.ahead().get(h).from(),
                                found.ahead().get(h).to(),
                                rounding.decimal(forecast.mean()[h]),
                                new ForecastPointView.Ends(
                                        rounding.decimal(forecast.within80().low()[h]),
                                        rounding.decimal(forecast.within95().low()[h])),
                                new ForecastPointView.Ends(
                                        rounding.decimal(forecast.within80().high()[h]),
                                        rounding.decimal(forecast.within95().high()[h]))))
                        .toList();
    }
}
