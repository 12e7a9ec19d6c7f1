package dev.kennzahl.forecast.kpi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastAnswer.NoForecast;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.MomentForecast;
import dev.kennzahl.metrics.DealScope;
import dev.kennzahl.metrics.ForecastModel;
import dev.kennzahl.metrics.Interval;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;

/**
 * Forecasts as KPIs take them, by the methods that forecast from one moment. Looked up when they are wanted: methods ask the engine of
 * KPIs, which itself knows the KPIs that this is behind.
 */
@Singleton
public class ForecastsOfPeriods implements ForecastModel {
    private final Instance<MomentForecast> methods;
    private final Instance<Looks> looks;
    private final ForecastWorkers workers;
    private final ForecastConfig config;

    ForecastsOfPeriods(
            Instance<MomentForecast> methods, Instance<Looks> looks, ForecastWorkers workers, ForecastConfig config) {
        this.methods = methods;
        this.looks = looks;
        this.workers = workers;
        this.config = config;
    }

    @Override
    public int most() {
        return config.maxCompared();
    }

    /** Some of the periods of a moment, forecast at once. */
    private record Stretch(int moment, int first, ForecastQuestion question) {}

    @Override
    public Uni<List<Outlook>> foretell(SqlConnection connection, Request request) {
        MomentForecast method = methods.stream()
                .filter(one -> one.key().equals(request.method()))
                .findFirst()
                .orElseThrow();
        return looks.get().within(connection, request.tenantId(), request.now()).flatMap(look -> {
            List<Stretch> stretches = IntStream.range(0, request.moments().size())
                    .boxed()
                    .flatMap(
                            moment -> stretches(request, moment, look.settings().calendar()).stream())
                    .toList();
            return answers(
                            look,
                            method,
                            stretches.stream().map(Stretch::question).toList())
                    .map(answers -> IntStream.range(0, request.moments().size())
                            .mapToObj(moment -> outlook(moment, stretches, answers))
                            .toList());
        });
    }

    /** Read and computed some at a time, so that not all are in memory at once. */
    private Uni<List<ForecastAnswer>> answers(Look look, MomentForecast method, List<ForecastQuestion> questions) {
        return Multi.createFrom()
                .iterable(MomentForecast.batches(questions))
                .onItem()
                .transformToUniAndConcatenate(
                        batch -> method.prepare(look, batch).flatMap(workers::runAll))
                .collect()
                .asList()
                .map(answers -> answers.stream().flatMap(List::stream).toList());
    }

    private static Outlook outlook(int moment, List<Stretch> stretches, List<ForecastAnswer> answers) {
        boolean namesAll = true;
        List<Foretold> foretold = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (stretches.get(i).moment() == moment) {
                namesAll &= answers.get(i).namesAll();
                foretold.addAll(foretold(answers.get(i), stretches.get(i).first()));
            }
        }
        return new Outlook(namesAll, foretold);
    }

    /** All at once where they are the buckets of a grain, as a forecast of them is; else one by one. */
    private static List<Stretch> stretches(Request request, int moment, ReportingCalendar calendar) {
        List<ReportingPeriod> periods = request.moments().get(moment).periods();
        ReportingPeriod all = new ReportingPeriod(
                periods.get(0).from(), periods.get(periods.size() - 1).to());
        Optional<Grain> grain = periods.size() == 1
                ? Optional.empty()
                : Arrays.stream(Grain.values())
                        .filter(one -> calendar.bucketCount(all, one) == periods.size()
                                && calendar.buckets(all, one).equals(periods))
                        .findFirst();
        if (grain.isPresent()) {
            return List.of(new Stretch(moment, 0, question(request, moment, all, grain.get())));
        }
        return IntStream.range(0, periods.size())
                .mapToObj(i -> new Stretch(moment, i, question(request, moment, periods.get(i), Grain.TOTAL)))
                .toList();
    }

    private static ForecastQuestion question(Request request, int moment, ReportingPeriod period, Grain grain) {
        Instant at = request.moments().get(moment).at();
        return new ForecastQuestion(
                MomentForecast.TARGET,
                period,
                grain,
                zone -> at,
                new DealScope(request.groupBy(), request.where(), request.known(), request.currency()));
    }

    private static List<Foretold> foretold(ForecastAnswer answer, int first) {
        List<Foretold> foretold = new ArrayList<>();
        for (ForecastAnswer.Series series : answer.series()) {
            for (int i = 0; i < series.points().size(); i++) {
                ForecastAnswer.Point point = series.points().get(i);
                ForecastAnswer.Parts parts = point.parts();
                long deals = parts.wonDeals() + parts.deals();
                foretold.add(new Foretold(
                        series.group(),
                        first + i,
                        point.value(),
                        interval(point.within80()),
                        interval(point.within95()),
                        parts.won() != null || deals > 0 ? deals : point.value() == null ? 0 : 1,
                        point.reason() == NoForecast.NO_EXCHANGE_RATE));
            }
        }
        return foretold;
    }

    private static @Nullable Interval interval(ForecastAnswer.@Nullable Range range) {
        return range == null ? null : new Interval(range.low(), range.high());
    }
}
