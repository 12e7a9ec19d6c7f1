package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;

/**
 * Why is the value of one period not that of another?
 *
 * @param variant null for the KPI's default
 * @param before the period that the change is from
 * @param after the period that the change is to
 * @param by the dimensions or custom attributes that the difference is split by, each by itself
 * @param asOf answer as it was known then; null for what is known now
 * @param currency what money is given in; null for the tenant's
 * @param limit how many groups of a dimension at most, by the size of their change; all others are one
 * @param late whether to look what became known of each period after its end only
 */
public record ChangeQuery(
        String key,
        @Nullable String variant,
        ReportingPeriod before,
        ReportingPeriod after,
        List<String> by,
        List<KpiQuery.Filter> where,
        @Nullable Instant asOf,
        @Nullable String currency,
        Map<String, Integer> options,
        int limit,
        boolean late) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MOST_GROUPS = 500;

    public ChangeQuery {
        by = List.copyOf(by);
        where = List.copyOf(where);
        options = Map.copyOf(options);
    }

    /** The same of a variant that is named. */
    ChangeQuery of(String named) {
        return new ChangeQuery(key, named, before, after, by, where, asOf, currency, options, limit, late);
    }

    /** The question to the KPI that gives the value of a period. */
    KpiQuery about(ReportingPeriod period, List<String> groupBy, @Nullable Instant known) {
        return new KpiQuery(
                key,
                variant,
                period.from(),
                period.to(),
                Grain.TOTAL,
                groupBy,
                where,
                List.of(),
                known,
                currency,
                Fill.ZERO,
                null,
                null,
                options,
                KpiQuery.Extras.NONE);
    }
}
