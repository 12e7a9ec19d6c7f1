package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.OpenDeal;
import dev.kennzahl.sales.TenantSettings;

/**
 * Where deals stood just before an instant.
 *
 * @param asOf all of it was known then
 * @param groups per group what was won in each bucket and which deals were open
 */
record PeriodState(
        ForecastQuestion question,
        TenantSettings settings,
        String currency,
        Instant asOf,
        Instant at,
        List<ReportingPeriod> buckets,
        Map<DealGroup, OfGroup> groups) {

    /** @param won per bucket */
    record OfGroup(List<DealSum> won, List<OpenDeal> open) {
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
            List<DealSum.OfBucket> won,
            List<OpenDeal> open) {
        Map<DealGroup, OfGroup> groups = new TreeMap<>();
        if (question.scope().groupBy().isEmpty()) {
            groups.put(DealGroup.WHOLE, none(buckets));
        }
        won.forEach(part -> groups.computeIfAbsent(part.group(), group -> none(buckets))
                .won()
                .set(part.bucket(), part.sum()));
        open.forEach(deal -> groups.computeIfAbsent(deal.group(), group -> none(buckets))
                .open()
                .add(deal));
        return new PeriodState(question, settings, currency, asOf, at, buckets, groups);
    }

    /** Of a group that has nothing yet. */
    OfGroup none(DealGroup group) {
        return none(buckets);
    }

    private static OfGroup none(List<ReportingPeriod> buckets) {
        List<DealSum> won = new ArrayList<>();
        buckets.forEach(bucket -> won.add(DealSum.NONE));
        return new OfGroup(won, new ArrayList<>());
    }

    /** Whether nothing can be won in the bucket any more. */
    boolean isOver(ReportingPeriod bucket) {
        return !bucket.endsAt(settings.calendar().zone()).isAfter(at);
    }

    /** The open deals of a group that are expected to close in a bucket that is not over. */
    List<OpenDeal> expectedIn(ReportingPeriod bucket, OfGroup group) {
        return isOver(bucket)
                ? List.of()
                : group.open().stream()
                        .filter(deal -> deal.expectedCloseOn() != null
                                && !deal.expectedCloseOn().isBefore(bucket.from())
                                && deal.expectedCloseOn().isBefore(bucket.to()))
                        .toList();
    }

    ForecastAnswer answer(String method, List<ForecastAnswer.Series> series) {
        return new ForecastAnswer(method, question.target(), settings.calendar().zone(), currency, asOf, at, series);
    }
}
