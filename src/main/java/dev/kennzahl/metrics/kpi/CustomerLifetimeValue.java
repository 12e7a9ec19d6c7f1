package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Definitions;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.CustomerOrders;
import dev.kennzahl.metrics.subject.Customers;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * What a customer is worth. Variants: {@code historic} (default), margin of all orders by the bucket's end ÷ everybody who had
 * become a customer by then, lost since or not; {@code simple}, margin per customer and bucket × retention ÷ (1 + discount −
 * retention), where margin per customer is the margin of the bucket ÷ the mean of customers when it begins and ends, and retention
 * is (start − lost) ÷ start, at least 0. Margin is net amount less the variable cost of the line. Option {@code
 * discount_basis_points}: the discount rate of one bucket in hundredths of a percent, so a yearly rate needs yearly buckets. Money,
 * four decimals half even · adds up over nothing. Source of {@code simple}: Gupta and Lehmann, Customers as Assets (2003).
 */
@Singleton
public final class CustomerLifetimeValue implements Kpi {
    static final String HISTORIC = "historic";
    static final String SIMPLE = "simple";
    static final KpiOption DISCOUNT = new KpiOption("discount_basis_points", 1_000, 0, 10_000);

    private static final Measure MARGIN_TO_DATE = Measure.sum(CustomerOrders.TO_DATE, Condition.ANY, OrderLines.MARGIN);
    private static final Measure CUSTOMERS_TO_DATE = Measure.count(Customers.TO_DATE, Condition.ANY);
    private static final Measure MARGIN = Measure.sum(CustomerOrders.ORDERED, Condition.ANY, OrderLines.MARGIN);
    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);

    private final KpiDefinition definition;
    private final ActiveCustomers active;

    CustomerLifetimeValue(ActiveCustomers active) {
        this.active = active;
        this.definition = Definitions.of(
                kpi("customer_lifetime_value")
                        .category(KpiCategory.CUSTOMERS)
                        .builtOn(active.definition())
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .variants(HISTORIC, SIMPLE)
                        .options(DISCOUNT)
                        .examples(
                                example(
                                        HISTORIC,
                                        "450.0000",
                                        "Margins of (500 + 400 + 300 + 500 − 80 + 180) ÷ 4 customers by the end of 2025, C lost long ago among them."),
                                example(
                                        SIMPLE,
                                        "250.0000",
                                        "A and B at the start, A lost in March, D gained: margin 600 ÷ ((2 + 2) ÷ 2) = 300; 300 × 1/2 ÷ (1 + 0.1 − 1/2)."),
                                example(SIMPLE, "300.0000", "Without discount: 300 × 1/2 ÷ (1 − 1/2).")
                                        .option(DISCOUNT.name(), 0)),
                KpiKind.DERIVED,
                List.of(
                        MARGIN_TO_DATE,
                        CUSTOMERS_TO_DATE,
                        MARGIN,
                        ChurnRate.AT_START,
                        ChurnRate.LOST,
                        active.measure()));
    }

    /** Orders that make a customer for 365 days each. */
    static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant,
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,variable_cost,kind
                1,2022-05-01,C,700,200,sale
                2,2024-03-01,A,500,100,sale
                3,2024-06-01,B,300,,sale
                4,2025-04-01,B,600,100,sale
                5,2025-05-10,B,100,20,return
                6,2025-07-01,D,180,,sale
                """,
                LocalDate.of(2025, 1, 1),
                LocalDate.of(2026, 1, 1),
                value,
                explanation);
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return asked.variant().equals(HISTORIC)
                ? List.of(MARGIN_TO_DATE, CUSTOMERS_TO_DATE)
                : List.of(MARGIN, ChurnRate.AT_START, ChurnRate.LOST, active.measure());
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return measures(asked).stream().map(measure -> new Term(measure, 1)).toList();
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        return fraction(asked, cell).value(definition.unit());
    }

    /** The value before it is rounded. */
    Fraction fraction(Asked asked, Function<Measure, MeasureValue> cell) {
        if (asked.variant().equals(HISTORIC)) {
            MeasureValue margin = cell.apply(MARGIN_TO_DATE);
            long customers = cell.apply(CUSTOMERS_TO_DATE).records();
            return Fraction.of(Fraction.amount(margin), BigDecimal.valueOf(customers), customers, margin.foreign());
        }
        MeasureValue margin = cell.apply(MARGIN);
        BigDecimal start = count(ChurnRate.AT_START, cell);
        BigDecimal lost = count(ChurnRate.LOST, cell);
        BigDecimal end = count(active.measure(), cell);
        BigDecimal discount = BigDecimal.valueOf(asked.option(DISCOUNT.name()));
        // 2 margin ÷ (start + end) × kept ÷ ((1 + discount) start − kept), with the discount in ten thousandths.
        BigDecimal kept = start.subtract(lost).max(BigDecimal.ZERO);
        BigDecimal above = Fraction.amount(margin)
                .multiply(BigDecimal.valueOf(2))
                .multiply(kept)
                .multiply(WHOLE);
        BigDecimal below =
                start.add(end).multiply(WHOLE.add(discount).multiply(start).subtract(WHOLE.multiply(kept)));
        return Fraction.of(above, below, start.longValueExact(), margin.foreign());
    }

    private static BigDecimal count(Measure measure, Function<Measure, MeasureValue> cell) {
        return BigDecimal.valueOf(cell.apply(measure).records());
    }
}
