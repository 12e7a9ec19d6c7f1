package dev.kennzahl.forecast.kpi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** Some of the periods, forecast at once. */
    private record Stretch(int first, ReportingPeriod period, Grain grain) {}

    @Override
    public Uni<Outlook> foretell(SqlConnection connection, Request request) {
        MomentForecast method = methods.stream()
                .filter(one -> one.key().equals(request.method()))
                .findFirst()
                .orElseThrow();
        return looks.get().within(connection, request.tenantId(), request.now()).flatMap(look -> Multi.createFrom()
                .iterable(stretches(request.periods(), look.settings().calendar()))
                .onItem()
                .transformToUniAndConcatenate(stretch -> foretell(look, method, request, stretch))
                .collect()
                .asList()
                .map(parts -> new Outlook(
                        method.namesAll(), parts.stream().flatMap(List::stream).toList())));
    }

    /** All at once where they are the buckets of a grain, as a forecast of them is; else one by one. */
    private static List<Stretch> stretches(List<ReportingPeriod> periods, ReportingCalendar calendar) {
        ReportingPeriod all = new ReportingPeriod(
                periods.get(0).from(), periods.get(periods.size() - 1).to());
        List<Stretch> stretches = new ArrayList<>();
        if (periods.size() > 1) {
            Arrays.stream(Grain.values())
                    .filter(grain -> calendar.bucketCount(all, grain) == periods.size()
                            && calendar.buckets(all, grain).equals(periods))
                    .findFirst()
                    .ifPresent(grain -> stretches.add(new Stretch(0, all, grain)));
        }
        if (stretches.isEmpty()) {
            periods.forEach(period -> stretches.add(new Stretch(stretches.size(), period, Grain.TOTAL)));
        }
        return stretches;
    }

    private Uni<List<Foretold>> foretell(Look look, MomentForecast method, Request request, Stretch stretch) {
        Instant at = request.at();
        ForecastQuestion question = new ForecastQuestion(
                MomentForecast.TARGET,
                stretch.period(),
                stretch.grain(),
                zone -> at,
                new DealScope(request.groupBy(), request.where(), request.known(), request.currency()));
        return method.prepare(look, question)
                .flatMap(workers::run)
                .map(answer -> foretold(answer, method.namesAll(), stretch.first()));
    }

    private static List<Foretold> foretold(ForecastAnswer answer, boolean isOfDeals, int first) {
        List<Foretold> foretold = new ArrayList<>();
        for (ForecastAnswer.Series series : answer.series()) {
            for (int i = 0; i < series.points().size(); i++) {
                ForecastAnswer.Point point = series.points().get(i);
                ForecastAnswer.Parts parts = point.parts();
                foretold.add(new Foretold(
                        series.group(),
                        first + i,
                        point.value(),
                        interval(point.within80()),
                        interval(point.within95()),
                        isOfDeals ? parts.wonDeals() + parts.deals() : point.value() == null ? 0 : 1,
                        point.reason() == NoForecast.NO_EXCHANGE_RATE));
            }
        }
        return foretold;
    }

    private static @Nullable Interval interval(ForecastAnswer.@Nullable Range range) {
        return range == null ? null : new Interval(range.low(), range.high());
    }
}
