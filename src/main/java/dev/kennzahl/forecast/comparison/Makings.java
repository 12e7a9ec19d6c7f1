package dev.kennzahl.forecast.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.PeriodForecast;
import dev.kennzahl.forecast.comparison.ComparisonQuestion.LeadTime;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.problem.Problem;

/** The forecasts that each method makes for a comparison. */
record Makings(List<Making> makings) {

    /** A forecast to be made. */
    record Making(LeadTime leadTime, ReportingPeriod period, ForecastQuestion question) {}

    /** What is left to compute of a method's forecast. */
    record Work(String method, Making making, Supplier<ForecastAnswer> task) {}

    /** All of it, but for methods that refused. */
    record Prepared(List<Work> works, Map<String, Problem> refusals) {}

    /** One for each lead time and period. */
    static Makings of(ComparisonQuestion question, List<ReportingPeriod> periods, KpiResult actual) {
        List<Making> makings = new ArrayList<>();
        for (LeadTime leadTime : question.leadTimes()) {
            for (ReportingPeriod period : periods) {
                Instant at = leadTime.before(period, actual.timezone());
                Instant known = at.isBefore(actual.asOf()) ? at : actual.asOf();
                makings.add(new Making(
                        leadTime,
                        period,
                        new ForecastQuestion(
                                question.target(),
                                period,
                                Grain.TOTAL,
                                any -> at,
                                question.asKnownThen() ? question.scope().asOf(known) : question.scope())));
            }
        }
        return new Makings(makings);
    }

    /** Reads what the methods need, one after the other. */
    Uni<Prepared> prepare(int tenantId, List<PeriodForecast> methods) {
        Map<String, List<Supplier<ForecastAnswer>>> tasks = new LinkedHashMap<>();
        Map<String, Problem> refusals = new LinkedHashMap<>();
        List<ForecastQuestion> questions =
                makings.stream().map(Making::question).toList();
        return Multi.createFrom()
                .iterable(methods)
                .onItem()
                .transformToUniAndConcatenate(method -> Uni.createFrom()
                        .deferred(() -> method.prepareAll(tenantId, questions))
                        .invoke(all -> tasks.put(method.key(), all))
                        .replaceWithVoid()
                        .onFailure(Makings::isRefusal)
                        .recoverWithUni(refusal -> {
                            refusals.put(method.key(), (Problem) refusal);
                            return Uni.createFrom().voidItem();
                        }))
                .collect()
                .asList()
                .map(done -> new Prepared(works(tasks), refusals));
    }

    private List<Work> works(Map<String, List<Supplier<ForecastAnswer>>> tasks) {
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < makings.size(); i++) {
            int number = i;
            tasks.forEach((method, all) -> works.add(new Work(method, makings.get(number), all.get(number))));
        }
        return works;
    }

    /** Whether a method says that it is asked for what it cannot answer; outages and limits are of the whole comparison. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof Problem problem && problem.code().status() == 400;
    }
}
