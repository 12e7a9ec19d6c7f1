package dev.kennzahl.metrics.shape;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;

/**
 * What all shapes are asked with; as in questions to KPIs.
 *
 * @param from first day, in the tenant's zone
 * @param to the day after the last
 * @param asOf answer as it was known then; null for what is known now
 * @param currency what money is given in; null for the tenant's currency
 */
public record ShapeQuery(
        LocalDate from, LocalDate to, List<KpiQuery.Filter> where, @Nullable Instant asOf, @Nullable String currency) {
    public ShapeQuery {
        where = List.copyOf(where);
    }

    /** The period; whoever calls has checked a question with it. */
    ReportingPeriod period() {
        return new ReportingPeriod(from, to);
    }

    /** The question to the KPI in whose terms a shape is asked. */
    KpiQuery of(String kpi) {
        return of(kpi, null, List.of(), Map.of());
    }

    KpiQuery of(String kpi, @Nullable String variant, List<String> groupBy, Map<String, Integer> options) {
        return question(kpi, variant, Grain.TOTAL, groupBy, List.of(), options);
    }

    /** The same cut into months. */
    KpiQuery byMonth(String kpi) {
        return question(kpi, null, Grain.MONTH, List.of(), List.of(), Map.of());
    }

    /** The same beside the period before. */
    KpiQuery comparedWithBefore(
            String kpi, @Nullable String variant, List<String> groupBy, Map<String, Integer> options) {
        return question(kpi, variant, Grain.TOTAL, groupBy, List.of(Comparison.PREVIOUS_PERIOD), options);
    }

    private KpiQuery question(
            String kpi,
            @Nullable String variant,
            Grain grain,
            List<String> groupBy,
            List<Comparison> compare,
            Map<String, Integer> options) {
        return new KpiQuery(
                kpi,
                variant,
                from,
                to,
                grain,
                groupBy,
                where,
                compare,
                asOf,
                currency,
                Fill.ZERO,
                null,
                null,
                options,
                KpiQuery.Extras.NONE);
    }

    /** The same with another filter. */
    ShapeQuery where(KpiQuery.Filter filter) {
        List<KpiQuery.Filter> more = new java.util.ArrayList<>(where);
        more.add(filter);
        return new ShapeQuery(from, to, more, asOf, currency);
    }

    /** The same without a currency, for what is no money. */
    ShapeQuery withoutCurrency() {
        return new ShapeQuery(from, to, where, asOf, null);
    }
}
