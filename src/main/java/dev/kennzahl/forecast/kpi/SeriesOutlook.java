package dev.kennzahl.forecast.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastAnswer.NoForecast;
import dev.kennzahl.forecast.ForecastAnswer.Parts;
import dev.kennzahl.forecast.ForecastAnswer.Point;
import dev.kennzahl.forecast.ForecastAnswer.Range;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.PeriodForecast;
import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.Interval;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.TenantSettings;

/**
 * Forecasts a figure from its own past alone, by a method for series. The past ends with the last whole bucket before the instant of the
 * question: buckets of before have their value, those from then on are forecast, the one under way as if nothing of it were known.
 */
final class SeriesOutlook implements PeriodForecast {
    private static final List<String> TARGETS = List.of("won_revenue", "revenue");

    /** Money that is to come is given in cents, as by the methods that forecast from deals; no method is more exact. */
    private static final int CENTS = 2;

    private final ForecastMethod method;
    private final SeriesOutlooks outlooks;

    SeriesOutlook(ForecastMethod method, SeriesOutlooks outlooks) {
        this.method = method;
        this.outlooks = outlooks;
    }

    @Override
    public String key() {
        return method.key();
    }

    @Override
    public List<String> targets() {
        return TARGETS;
    }

    @Override
    public Uni<Supplier<ForecastAnswer>> prepare(int tenantId, ForecastQuestion question) {
        return outlooks.settings(tenantId).flatMap(settings -> {
            Instant asOf = outlooks.now(question.scope().asOf());
            Task task = Task.of(
                    settings, question, asOf, question.at(settings.calendar().zone(), asOf));
            outlooks.requireHorizon(task.horizon());
            return outlooks.history(tenantId, task.past()).map(history -> () -> answer(task, history));
        });
    }

    /**
     * What is to be done.
     *
     * @param grain that the buckets have
     * @param split where the past ends and the forecast begins
     */
    private record Task(
            TenantSettings settings,
            ForecastQuestion question,
            Grain grain,
            List<ReportingPeriod> buckets,
            LocalDate split,
            Instant asOf,
            Instant at) {

        static Task of(TenantSettings settings, ForecastQuestion question, Instant asOf, Instant at) {
            ReportingCalendar calendar = settings.calendar();
            Grain grain = grain(calendar, question);
            List<ReportingPeriod> buckets = calendar.buckets(question.period(), grain);
            if (!buckets.stream().allMatch(bucket -> calendar.isWhole(bucket, grain))) {
                throw new Problem(
                        ProblemCode.INVALID_PERIOD,
                        "from",
                        "from and to must be where buckets of this grain begin: a series is forecast by whole ones.");
            }
            return new Task(settings, question, grain, buckets, calendar.startOf(calendar.dayOf(at), grain), asOf, at);
        }

        /** That of the question; of a total, what the period is one of. */
        private static Grain grain(ReportingCalendar calendar, ForecastQuestion question) {
            if (question.grain() != Grain.TOTAL) {
                return question.grain();
            }
            for (Grain grain : List.of(Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.WEEK, Grain.DAY)) {
                if (calendar.isWhole(question.period(), grain) && calendar.bucketCount(question.period(), grain) == 1) {
                    return grain;
                }
            }
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "grain",
                    "grain must be day, week, month, quarter or year for methods that forecast series, unless the period is one of them.");
        }

        /** The question for what was. */
        KpiQuery past() {
            return new KpiQuery(
                    question.target(),
                    null,
                    KpiHistories.begins(split, grain),
                    split,
                    grain,
                    question.scope().groupBy(),
                    question.scope().where(),
                    List.of(),
                    question.scope().asOf(),
                    question.scope().currency(),
                    Fill.ZERO,
                    null,
                    null,
                    Map.of(),
                    KpiQuery.Extras.NONE);
        }

        int horizon() {
            LocalDate end = buckets.get(buckets.size() - 1).to();
            return split.isBefore(end)
                    ? Math.toIntExact(settings.calendar().bucketCount(new ReportingPeriod(split, end), grain))
                    : 0;
        }
    }

    private ForecastAnswer answer(Task task, KpiHistory history) {
        List<ForecastAnswer.Series> series = new ArrayList<>();
        for (int i = 0; i < history.lines().size(); i++) {
            series.add(new ForecastAnswer.Series(
                    new DealGroup(history.lines().get(i).group()),
                    points(
                            task,
                            history,
                            history.lines().get(i),
                            history.answer().series().get(i))));
        }
        return new ForecastAnswer(
                key(),
                task.question().target(),
                task.settings().calendar().zone(),
                history.answer().currency(),
                task.asOf(),
                task.at(),
                false,
                series);
    }

    private List<Point> points(Task task, KpiHistory history, KpiHistory.Line line, KpiResult.Series past) {
        int horizon = task.horizon();
        KpiForecasts.@Nullable OfGroup ahead =
                horizon == 0 ? null : KpiForecasts.ofGroup(history, line, method, horizon);
        return task.buckets().stream()
                .map(bucket -> bucket.from().isBefore(task.split()) ? past(bucket, past) : point(bucket, ahead))
                .toList();
    }

    private static Point past(ReportingPeriod bucket, KpiResult.Series past) {
        BigDecimal value = past.points().stream()
                .filter(point -> point.bucket().equals(bucket))
                .map(point -> point.value().value())
                .filter(Objects::nonNull)
                .findFirst()
                .map(exact -> exact.setScale(Math.max(CENTS, exact.scale()), RoundingMode.UNNECESSARY))
                .orElse(null);
        return new Point(
                bucket,
                value,
                null,
                null,
                null,
                Parts.NONE,
                null,
                null,
                value == null ? NoForecast.NOT_ENOUGH_HISTORY : null);
    }

    private static Point point(ReportingPeriod bucket, KpiForecasts.@Nullable OfGroup ahead) {
        int step =
                ahead == null || ahead.forecast() == null ? -1 : ahead.ahead().indexOf(bucket);
        if (ahead == null || ahead.forecast() == null || step < 0) {
            return new Point(bucket, null, null, null, null, Parts.NONE, null, null, NoForecast.NOT_ENOUGH_HISTORY);
        }
        return new Point(
                bucket,
                decimal(ahead.forecast().mean()[step]),
                null,
                range(ahead.forecast().within80(), step),
                range(ahead.forecast().within95(), step),
                Parts.NONE,
                (long) ahead.line().values().known(),
                null,
                null);
    }

    private static Range range(Interval interval, int step) {
        return new Range(decimal(interval.low()[step]), decimal(interval.high()[step]));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(CENTS, RoundingMode.HALF_EVEN);
    }
}
