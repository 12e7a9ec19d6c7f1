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
import dev.kennzahl.metrics.subject.CustomerLives;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Customers lost in the bucket ÷ customers when it began. Variants: {@code start} (default); {@code start_plus_new} ÷ (customers
 * when it began + gained in it), those who came back included. Who is a customer, and is lost when, the tenant's model of churn
 * says; what lies ahead of the day of the answer has not happened, neither a gain nor a loss. Ratio, six decimals half even · null without customers · above 1 where many come and go within one bucket.
 *
 * <p>German practice texts ("KPI im Vertrieb") state the first formula and print the result of the second; the examples are theirs.
 */
@Singleton
public final class ChurnRate extends RatioKpi {
    static final Measure AT_START = Measure.count(CustomerLives.AT_START, Condition.ANY);
    static final Measure GAINED = Measure.count(CustomerLives.GAINED, Condition.ANY);
    static final Measure LOST = Measure.count(CustomerLives.LOST, Condition.ANY);

    private static final String START = "start";
    private static final String START_PLUS_NEW = "start_plus_new";
    private static final String MONTH =
            """
            times,customer_id,became_customer_on,churned_on
            3470,STAYS,2020-01-01,
            530,LEAVES,2020-01-01,2026-02-15
            300,JOINS,2026-02-10,
            """;

    ChurnRate() {
        super(
                kpi("churn_rate")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .unit(Unit.RATIO)
                        .share()
                        .lowerIsBetter()
                        .variants(START, START_PLUS_NEW)
                        .examples(
                                month(
                                        START,
                                        "0.132500",
                                        "530 lost ÷ 4,000 when the month began. The text prints 12.3 %, which is start_plus_new."),
                                month(
                                        START_PLUS_NEW,
                                        "0.123256",
                                        "530 ÷ (4,000 + 300): the 12.3 % that the text prints with the formula of start."),
                                WorkedExample.of(
                                                START,
                                                "customers",
                                                """
                                                times,customer_id,became_customer_on,churned_on
                                                87221,STAYS,2020-01-01,
                                                16235,LEAVES,2020-01-01,2025-07-01
                                                """,
                                                LocalDate.of(2025, 1, 1),
                                                LocalDate.of(2026, 1, 1),
                                                "0.156927",
                                                "16,235 ÷ 103,456. The text prints 14.3 %, which no formula gives from its figures: start_plus_new would take some 10,000 gained, of whom it says nothing.")
                                        .setting("churnModel", "explicit"),
                                WorkedExample.of(
                                                START,
                                                "customers",
                                                "customer_id,churned_on\nA,2026-02-10\nB,\nC,\nD,\n",
                                                LocalDate.of(2026, 2, 1),
                                                LocalDate.of(2026, 3, 1),
                                                "0.250000",
                                                "A of A, B, C and D: who is on the list without a first day has been a customer since the records begin.")
                                        .setting("churnModel", "explicit")),
                Map.of(
                        START,
                        new Parts(LOST, AT_START),
                        START_PLUS_NEW,
                        new Parts(Term.of(LOST), List.of(new Term(AT_START, 1), new Term(GAINED, 1)))));
    }

    private static WorkedExample month(String variant, String value, String explanation) {
        return WorkedExample.of(
                        variant,
                        "customers",
                        MONTH,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .setting("churnModel", "explicit");
    }
}
