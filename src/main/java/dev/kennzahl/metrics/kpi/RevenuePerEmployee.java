package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Employees;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Revenue ÷ average head count, in full-time equivalents: FTE-days ÷ days of the bucket. All of the data set are taken to sell; an
 * unknown first or last day is open, an unknown share of a position is a whole one. Grouped by employee there is nothing below the
 * line: it is that employee's revenue. Money, four decimals half even (of an employee unrounded).
 */
@Singleton
public final class RevenuePerEmployee extends RatioKpi {
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,employee_id,net_amount
            1,2026-02-03,C1,E1,9000
            2,2026-02-20,C2,E2,3000
            """;
    private static final String EMPLOYEES =
            """
            employee_id,fte,hired_on,left_on
            E1,,2020-01-01,
            E2,0.5,2026-02-15,
            E3,,2020-01-01,2026-02-07
            """;

    RevenuePerEmployee(Revenue revenue) {
        super(
                kpi("revenue_per_employee")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .builtOn(revenue.definition())
                        .examples(
                                example(
                                        "8000.0000",
                                        "12000 ÷ 1.5 positions: E1 all of the month, E2 half a position for half of it, E3 for a quarter."),
                                example("9000", "Grouped by employee: the revenue of E1.")
                                        .by("owner")),
                Map.of(
                        "default",
                        new Parts(revenue.measure(), Measure.sum(Employees.EMPLOYED, Employees.ANY, Employees.FTE))));
    }

    @Override
    protected Parts parts(Asked asked) {
        Parts parts = super.parts(asked);
        return asked.groupBy().contains(Dimension.OWNER.key()) ? new Parts(parts.numerator(), List.<Term>of()) : parts;
    }

    private static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                        "default",
                        "orders",
                        ORDERS,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with("employees", EMPLOYEES);
    }
}
