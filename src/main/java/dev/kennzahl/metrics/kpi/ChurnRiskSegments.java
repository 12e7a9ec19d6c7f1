package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.CustomersAtRisk;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Counts customers on the bucket's last day, or on the day of the answer where that is earlier, who may be lost: those with at least {@code signals} (option, default 2) of four signals,
 * of recency, frequency, value and satisfaction, as {@link CustomersAtRisk} says; {@code window_days} (default 180) and {@code
 * value_percent} (default 50) are its thresholds. Grouped by {@code risk_segment} the customers are segmented by how they buy
 * (steady, declining, overdue) and whether they are dissatisfied. Count · a balance: additive over dimensions, never over time. That
 * recency and frequency tell most, value less: Hughes, Strategic Database Marketing (1994); that the customer's own rhythm of buying
 * says what a silence means: Fader, Hardie and Lee, RFM and CLV, Journal of Marketing Research 42 (2005).
 */
@Singleton
public final class ChurnRiskSegments extends SimpleKpi {
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount
            1,2025-09-10,A,100
            2,2026-02-10,A,100
            3,2025-07-20,B,900
            4,2025-08-20,B,100
            5,2026-01-20,B,400
            6,2025-08-15,C,100
            7,2025-09-01,D,100
            8,2026-01-05,D,90
            """;

    ChurnRiskSegments() {
        super(
                kpi("churn_risk_segments")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .lowerIsBetter()
                        .options(options())
                        .examples(
                                example(
                                        "2",
                                        "C has not bought for 197 days; B bought once after twice before, for 400 after 1000. D is dissatisfied, which alone is one signal of two; A buys as before."),
                                example("3", "With one signal D counts as well.")
                                        .option("signals", 1),
                                example("1", "By segment, the first of them: B, who is declining.")
                                        .by("risk_segment")),
                Measure.count(CustomersAtRisk.ON_LAST_DAY, CustomersAtRisk.AT_RISK));
    }

    /** The thresholds. */
    static KpiOption[] options() {
        return new KpiOption[] {
            new KpiOption("window_days", 180, 1, 3_650),
            new KpiOption("value_percent", 50, 1, 100),
            new KpiOption("signals", 2, 1, 4)
        };
    }

    /** The same customers for the number and for the share. */
    static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                        "default",
                        "orders",
                        ORDERS,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with(
                        "surveys",
                        "response_id,answered_at,kind,score,customer_id\n1,2025-10-01,nps,9,D\n2,2026-01-10,nps,6,D\n3,2026-01-10,csat,4,A\n");
    }
}
