package dev.kennzahl.forecast.submission;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastAnswer.NoForecast;
import dev.kennzahl.forecast.ForecastAnswer.Parts;
import dev.kennzahl.forecast.ForecastAnswer.Point;
import dev.kennzahl.forecast.ForecastAnswer.Series;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.MomentForecast;
import dev.kennzahl.forecast.submission.EffectiveFigures.Figure;
import dev.kennzahl.forecast.submission.Submissions.Ask;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.DealReader;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** What people submitted for these periods, or for what makes them up, as adjusted by managers. A class per category. */
abstract class SubmittedForecast extends MomentForecast {
    private final String category;
    private final DealHistory history;

    SubmittedForecast(String category, DealHistory history) {
        super(history);
        this.category = category;
        this.history = history;
    }

    @Override
    public String key() {
        return category;
    }

    @Override
    public Uni<List<Supplier<ForecastAnswer>>> prepare(Look look, List<ForecastQuestion> questions) {
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUniAndConcatenate(question -> answer(look, question))
                .collect()
                .asList()
                .map(answers -> answers.stream()
                        .<Supplier<ForecastAnswer>>map(answer -> () -> answer)
                        .toList());
    }

    private Uni<ForecastAnswer> answer(Look look, ForecastQuestion question) {
        Stream.concat(
                        question.scope().groupBy().stream().map(name -> Map.entry("groupBy", name)),
                        question.scope().where().stream()
                                .map(KpiQuery.Filter::dimension)
                                .map(name -> Map.entry("where", name)))
                .filter(named -> OwnerDimension.find(named.getValue()).isEmpty())
                .findFirst()
                .ifPresent(named -> {
                    throw new Problem(
                            ProblemCode.UNKNOWN_DIMENSION,
                            named.getKey(),
                            "Submissions have no dimension '" + named.getValue() + "'; valid are "
                                    + OwnerDimension.keys() + ".");
                });
        return history.read(
                look, question.scope(), deals -> read(look.settings().tenantId(), deals, question));
    }

    private Uni<ForecastAnswer> read(int tenantId, DealReader deals, ForecastQuestion question) {
        ZoneId zone = deals.settings().calendar().zone();
        Instant at = question.at(zone, deals.now());
        List<ReportingPeriod> buckets = deals.settings().calendar().buckets(question.period(), question.grain());
        return deals.besides((connection, known) -> {
                    Ask ask = new Ask(
                            tenantId,
                            category,
                            buckets,
                            known,
                            at,
                            deals.settings().calendar().dayOf(at),
                            deals.currency(),
                            deals.settings().currency());
                    return Submissions.submitted(connection, ask).flatMap(submitted -> Submissions.made(connection, ask)
                            .flatMap(made -> Submissions.members(connection, ask)
                                    .map(members -> new EffectiveFigures(
                                            submitted,
                                            made,
                                            members,
                                            question.scope().where()))));
                })
                .map(figures -> new ForecastAnswer(
                        category,
                        question.target(),
                        zone,
                        deals.currency(),
                        deals.now(),
                        at,
                        false,
                        series(figures, buckets, question.scope().groupBy())));
    }

    private static List<Series> series(EffectiveFigures figures, List<ReportingPeriod> buckets, List<String> groupBy) {
        List<Series> series = new ArrayList<>();
        for (DealGroup group : figures.groups(buckets, groupBy)) {
            series.add(new Series(
                    group,
                    buckets.stream()
                            .map(bucket ->
                                    point(bucket, figures.of(bucket, groupBy).getOrDefault(group, Figure.NONE)))
                            .toList()));
        }
        return series;
    }

    private static Point point(ReportingPeriod bucket, Figure figure) {
        NoForecast reason = figure.foreign()
                ? NoForecast.NO_EXCHANGE_RATE
                : figure.amount() == null ? NoForecast.NO_SUBMISSION : null;
        return new Point(
                bucket, reason == null ? figure.amount() : null, null, null, null, Parts.NONE, null, null, reason);
    }
}
