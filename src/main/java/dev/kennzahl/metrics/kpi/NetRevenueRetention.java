package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.ContractChanges;
import dev.kennzahl.metrics.subject.Contracts;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.CustomerContracts;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Of customers with a contract in force when the bucket began: annual value of their contracts when it ends ÷ when it began, which
 * is (start + expansion − contraction − churn) ÷ start. New customers do not count, another contract of an old one is expansion.
 * What lies ahead of the day of the answer has not happened, neither a beginning nor an end.
 * Ratio, six decimals half even · converted at the rate of each contract's first day · null without a value at the start. Its sample
 * are the contracts at the start.
 */
@Singleton
public final class NetRevenueRetention extends RatioKpi {
    static final Measure OPENING = Measure.sum(CustomerContracts.AT_START, Condition.ANY, Contracts.ANNUAL_VALUE);

    private static final String CONTRACTS =
            """
            contract_id,customer_id,start_on,end_on,annual_value
            A1,A,2024-01-01,,1000
            A2,A,2026-02-10,,500
            B1,B,2024-01-01,2026-02-14,800
            B2,B,2026-02-15,,600
            C1,C,2024-01-01,2026-02-20,200
            D1,D,2026-02-05,,9000
            """;

    NetRevenueRetention() {
        super(
                kpi("net_revenue_retention")
                        .category(KpiCategory.CUSTOMERS)
                        .version("2")
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .examples(
                                example(
                                        "1.050000",
                                        "(2000 + 500 of A − 200 of B − 200 of C) ÷ 2000 at the start; D is new and does not count.")),
                Map.of("default", kept(ContractChanges.CHANGE)));
    }

    /** What there was with what came of it, by what there was. */
    static Parts kept(Contribution change) {
        Measure changed = Measure.sum(ContractChanges.IN_BUCKET, Condition.ANY, change);
        return new Parts(List.of(new Term(OPENING, 1), new Term(changed, 1)), Term.of(OPENING));
    }

    /** The same contracts for both kinds of retention. */
    static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                "default",
                "contracts",
                CONTRACTS,
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2026, 3, 1),
                value,
                explanation);
    }
}
