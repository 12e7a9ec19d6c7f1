package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.ForecastModel;
import dev.kennzahl.metrics.ForecastModel.Foretold;
import dev.kennzahl.metrics.ForecastModel.Outlook;
import dev.kennzahl.metrics.ForecastTake;
import dev.kennzahl.metrics.Interval;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * What is forecast for each bucket, and how well forecasts did? Of a bucket that is over it is the forecast that was made, or would have
 * been, so many days before its end, by the option {@code lead_days}; of all others that of the instant the answer is as of.
 */
final class ForecastFigures {
    private final SqlConnection connection;
    private final Question question;

    private ForecastFigures(SqlConnection connection, Question question) {
        this.connection = connection;
        this.question = question;
    }

    /** Forecasts by one method: those of the buckets, or those that are judged within them. */
    private record Way(ForecastModel model, String method, Measure actual, boolean isJudged) {
        static Way of(ForecastTake take) {
            return new Way(
                    take.model(), take.method(), take.actual(), take.part().isJudged());
        }
    }

    static Uni<Cells> measure(
            SqlConnection connection, Question question, List<Measure> measures, List<ReportingPeriod> buckets) {
        if (question.besides() != null) {
            throw new IllegalStateException("a forecast is of groups that have a name");
        }
        ForecastFigures figures = new ForecastFigures(connection, question);
        Map<Way, List<Measure>> ways = new LinkedHashMap<>();
        measures.forEach(measure -> ways.computeIfAbsent(Way.of(take(measure)), way -> new ArrayList<>())
                .add(measure));
        Cells cells = new Cells();
        return Multi.createFrom()
                .iterable(ways.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> entry.getKey().isJudged()
                        ? new JudgedFigures(figures, entry.getValue()).measure(buckets, cells)
                        : figures.outlooks(entry.getKey(), entry.getValue(), buckets, cells))
                .collect()
                .asList()
                .replaceWith(cells);
    }

    static ForecastTake take(Measure measure) {
        return Objects.requireNonNull(measure.forecast(), "a measure of forecasts says what of which");
    }

    SqlConnection connection() {
        return connection;
    }

    Question question() {
        return question;
    }

    int option(String name) {
        return Objects.requireNonNull(question.options().get(name), name);
    }

    boolean isOver(ReportingPeriod period) {
        return !period.endsAt(question.zone()).isAfter(question.now());
    }

    /** Refuses answers that would take too many forecasts. */
    static void requireFewer(ForecastModel model, int forecasts) {
        if (forecasts > model.most()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_VALUES,
                    "grain",
                    "The answer would be made of " + forecasts + " forecasts; at most " + model.most()
                            + " fit one. Take a shorter period or a coarser grain.");
        }
    }

    private Uni<Void> outlooks(Way way, List<Measure> measures, List<ReportingPeriod> buckets, Cells cells) {
        List<Integer> over = new ArrayList<>();
        List<Integer> ahead = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            (isOver(buckets.get(i)) ? over : ahead).add(i);
        }
        List<List<Integer>> rounds = new ArrayList<>(over.stream().map(List::of).toList());
        if (!ahead.isEmpty()) {
            rounds.add(ahead);
        }
        requireFewer(way.model(), rounds.size());
        List<List<ReportingPeriod>> periods = rounds.stream()
                .map(round -> round.stream().map(buckets::get).toList())
                .toList();
        return foretell(way.model(), way.method(), periods)
                .invoke(outlooks -> {
                    for (int i = 0; i < outlooks.size(); i++) {
                        List<Integer> round = rounds.get(i);
                        outlooks.get(i)
                                .forecasts()
                                .forEach(found -> put(cells, round.get(found.period()), measures, found));
                    }
                })
                .replaceWithVoid();
    }

    /** Forecasts of periods; of those that are made at once all are over, or none is. */
    Uni<List<Outlook>> foretell(ForecastModel model, String method, List<List<ReportingPeriod>> rounds) {
        ForecastModel.Request request = new ForecastModel.Request(
                question.tenantId(),
                method,
                rounds.stream()
                        .map(periods -> new ForecastModel.Moment(
                                isOver(periods.get(0)) ? before(periods.get(0)) : question.now(), periods))
                        .toList(),
                question.now(),
                question.asOf(),
                question.currency(),
                question.groupBy().stream().map(Question.DimensionRef::name).toList(),
                question.where().stream().map(ForecastFigures::filter).toList());
        return TenantTransactions.readingRecords(connection, () -> model.foretell(connection, request));
    }

    /** The instant so many local days before the end of a period. */
    private Instant before(ReportingPeriod period) {
        return ZonedDateTime.ofInstant(period.endsAt(question.zone()), question.zone())
                .minusDays(option(ForecastTake.LEAD_DAYS))
                .toInstant();
    }

    private static KpiQuery.Filter filter(Question.Restriction restriction) {
        List<String> values = new ArrayList<>(restriction.values());
        if (restriction.unknown()) {
            values.add("");
        }
        return new KpiQuery.Filter(restriction.dimension().name(), values, restriction.exclude());
    }

    private static void put(Cells cells, int bucket, List<Measure> measures, Foretold found) {
        for (Measure measure : measures) {
            Interval interval = found.within95();
            put(
                    cells,
                    found.group(),
                    bucket,
                    measure,
                    switch (take(measure).part()) {
                        case LOW -> value(interval == null ? null : interval.low(), found);
                        case HIGH -> value(interval == null ? null : interval.high(), found);
                        default -> value(found.value(), found);
                    });
        }
    }

    /** One that there is none of counts as a record that nothing is known of. */
    private static MeasureValue value(@Nullable BigDecimal value, Foretold found) {
        return value == null
                ? new MeasureValue(null, Math.max(1, found.records()), 0, found.foreign() ? 1 : 0)
                : new MeasureValue(value, found.records(), found.records(), 0);
    }

    static void put(Cells cells, DealGroup group, int bucket, Measure measure, MeasureValue value) {
        CellKey key = new CellKey(
                group.values().stream().map(KpiResult.GroupValue::value).toList());
        if (!group.values().isEmpty()) {
            cells.label(
                    key,
                    group.values().stream().map(KpiResult.GroupValue::label).toList());
        }
        cells.put(key, bucket, measure, value);
    }
}
