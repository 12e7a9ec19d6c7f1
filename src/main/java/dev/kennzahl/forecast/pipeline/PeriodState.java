package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastAnswer.NoForecast;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.OpenDeal;
import dev.kennzahl.sales.TenantSettings;

/**
 * Where deals stood just before an instant.
 *
 * @param asOf all of it was known then
 * @param isBlank whether no deal at all was there, as far as was known, so that no deals are no sign of no business
 * @param groups per group what was won in each bucket and which deals were open
 */
record PeriodState(
        ForecastQuestion question,
        TenantSettings settings,
        String currency,
        Instant asOf,
        Instant at,
        List<ReportingPeriod> buckets,
        boolean isBlank,
        Map<DealGroup, OfGroup> groups) {

    /**
     * The deals of a group.
     *
     * @param won per bucket
     * @param foreign the buckets in which something was won that there is no rate for
     */
    record OfGroup(List<DealSum> won, List<OpenDeal> open, BitSet foreign) {
        /** The amount won in a bucket. */
        BigDecimal wonIn(int bucket) {
            return won.get(bucket).amount();
        }
    }

    static PeriodState of(
            ForecastQuestion question,
            TenantSettings settings,
            String currency,
            Instant asOf,
            Instant at,
            List<ReportingPeriod> buckets,
            boolean isBlank,
            List<DealSum.OfBucket> won,
            List<OpenDeal> open) {
        Map<DealGroup, OfGroup> groups = new TreeMap<>();
        if (question.scope().groupBy().isEmpty()) {
            groups.put(DealGroup.WHOLE, none(buckets));
        }
        won.forEach(part -> {
            OfGroup ofGroup = groups.computeIfAbsent(part.group(), group -> none(buckets));
            ofGroup.won().set(part.bucket(), part.sum());
            ofGroup.foreign().set(part.bucket(), part.foreign());
        });
        open.forEach(deal -> groups.computeIfAbsent(deal.group(), group -> none(buckets))
                .open()
                .add(deal));
        return new PeriodState(question, settings, currency, asOf, at, buckets, isBlank, groups);
    }

    /** Of a group that has nothing yet. */
    OfGroup none(DealGroup group) {
        return none(buckets);
    }

    private static OfGroup none(List<ReportingPeriod> buckets) {
        List<DealSum> won = new ArrayList<>();
        buckets.forEach(bucket -> won.add(DealSum.NONE));
        return new OfGroup(won, new ArrayList<>(), new BitSet());
    }

    /** Whether nothing can be won in the bucket any more. */
    boolean isOver(ReportingPeriod bucket) {
        return !bucket.endsAt(settings.calendar().zone()).isAfter(at);
    }

    /** The open deals of a group that are expected to close in a bucket that is not over. */
    List<OpenDeal> expectedIn(ReportingPeriod bucket, OfGroup group) {
        return isOver(bucket)
                ? List.of()
                : group.open().stream().filter(deal -> isExpected(deal, bucket)).toList();
    }

    /** Whether a deal is expected to close in a bucket. */
    static boolean isExpected(OpenDeal deal, ReportingPeriod bucket) {
        return deal.expectedCloseOn() != null
                && !deal.expectedCloseOn().isBefore(bucket.from())
                && deal.expectedCloseOn().isBefore(bucket.to());
    }

    /**
     * The answer, where anything was known and what a point is made of can be given in the currency asked for.
     *
     * @param namesAll whether groups without deals are forecast to win nothing
     * @param mayClose whether an open deal is in the forecast of a bucket that is not over
     */
    ForecastAnswer answer(
            String method,
            List<ForecastAnswer.Series> series,
            boolean namesAll,
            BiPredicate<OpenDeal, ReportingPeriod> mayClose) {
        return new ForecastAnswer(
                method,
                question.target(),
                settings.calendar().zone(),
                currency,
                asOf,
                at,
                namesAll && !isBlank,
                series.stream()
                        .map(own -> isBlank ? unknown(own) : withRates(own, mayClose))
                        .toList());
    }

    private static ForecastAnswer.Series unknown(ForecastAnswer.Series series) {
        return new ForecastAnswer.Series(
                series.group(),
                series.points().stream()
                        .map(point -> point.without(NoForecast.NOTHING_KNOWN))
                        .toList());
    }

    private ForecastAnswer.Series withRates(
            ForecastAnswer.Series series, BiPredicate<OpenDeal, ReportingPeriod> mayClose) {
        OfGroup deals = groups.get(series.group());
        if (deals == null) {
            return series;
        }
        List<ForecastAnswer.Point> points = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            ReportingPeriod bucket = buckets.get(i);
            boolean lacksRate = deals.foreign().get(i)
                    || !isOver(bucket)
                            && deals.open().stream().anyMatch(deal -> deal.isForeign() && mayClose.test(deal, bucket));
            ForecastAnswer.Point point = series.points().get(i);
            ForecastAnswer.Point known = deals.foreign().get(i) ? point.withoutWon() : point;
            points.add(lacksRate ? known.without(NoForecast.NO_EXCHANGE_RATE) : known);
        }
        return new ForecastAnswer.Series(series.group(), points);
    }
}
