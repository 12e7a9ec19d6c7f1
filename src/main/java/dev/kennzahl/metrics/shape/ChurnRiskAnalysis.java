package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.CustomersAtRisk;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The KPI {@code at_risk_customer_share} segment by segment, and the customers behind it. */
@Singleton
public class ChurnRiskAnalysis {
    private static final String KPI = "at_risk_customer_share";

    private final Looks looks;

    ChurnRiskAnalysis(Looks looks) {
        this.looks = looks;
    }

    /** @param options thresholds by the names that the KPI has for them; those left out are at its defaults */
    public Uni<ChurnRisks> segments(int tenantId, ShapeQuery asked, Map<String, Integer> options) {
        KpiQuery whole = asked.withoutCurrency().of(KPI, null, List.of(), options);
        KpiQuery split = asked.withoutCurrency().of(KPI, null, List.of("risk_segment"), options);
        return looks.at(tenantId, whole, look -> look.question(whole).flatMap(question -> look.ask(whole)
                .flatMap(all -> look.ask(split).map(segments -> risks(look, question, all, segments)))));
    }

    private static ChurnRisks risks(Look look, Question question, KpiResult all, KpiResult segments) {
        KpiValue total = value(all.series().get(0));
        return new ChurnRisks(
                look.now(),
                option(question, "window_days"),
                option(question, "value_percent"),
                option(question, "signals"),
                count(total.denominator()),
                count(total.numerator()),
                total.value(),
                segments.series().stream()
                        .map(series -> {
                            KpiValue value = value(series);
                            return new ChurnRisks.Segment(
                                    Objects.requireNonNull(series.group().get(0).value()),
                                    count(value.denominator()),
                                    count(value.numerator()),
                                    value.value());
                        })
                        .toList());
    }

    private static int option(Question question, String name) {
        return Objects.requireNonNull(question.options().get(name));
    }

    private static KpiValue value(KpiResult.Series series) {
        return series.points().get(0).value();
    }

    private static long count(@Nullable BigDecimal value) {
        return value == null ? 0 : value.longValueExact();
    }

    /**
     * Who is at risk, and why? One row per customer of the period's last day, by key.
     *
     * @param segment only those of it; null for all
     * @param atRisk only those who are at risk, or only those who are not; null for all
     * @param after the key of the last customer of the page before
     */
    public Uni<List<ChurnRisks.Customer>> customers(
            int tenantId,
            ShapeQuery asked,
            Map<String, Integer> options,
            @Nullable String segment,
            @Nullable Boolean atRisk,
            @Nullable String after,
            int limit) {
        requireSegment(segment);
        KpiQuery query = asked.withoutCurrency().of(KPI, null, List.of(), options);
        return looks.at(tenantId, query, look -> look.question(query).flatMap(question -> {
            SubjectRows sql = new SubjectRows(question, CustomersAtRisk.SUBJECT).lookingAt(asked.period());
            String risky = sql.text(CustomersAtRisk.AT_RISK.sql());
            String statement = "SELECT f.customer_id, f.name, f.risk_segment, " + risky
                    + ", f.signals, f.recency, f.frequency, f.value, f.satisfaction" + sql.records()
                    + (segment == null ? "" : " AND f.risk_segment = " + sql.bind(segment))
                    + (atRisk == null ? "" : " AND (" + risky + ") = " + sql.bind(atRisk))
                    + (after == null ? "" : " AND f.customer_id > " + sql.bind(after))
                    + " ORDER BY f.customer_id LIMIT " + sql.bind(limit);
            return sql.read(look.connection(), statement).map(rows -> {
                List<ChurnRisks.Customer> customers = new ArrayList<>();
                rows.forEach(row -> customers.add(new ChurnRisks.Customer(
                        row.getString(0),
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getInteger(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8))));
                return customers;
            });
        }));
    }

    private static void requireSegment(@Nullable String segment) {
        if (segment != null && !CustomersAtRisk.SEGMENTS.contains(segment)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "segment", "segment must be one of " + CustomersAtRisk.SEGMENTS + ".");
        }
    }
}
