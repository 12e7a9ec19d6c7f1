package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Component;
import dev.kennzahl.metrics.Definitions;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.PurchaseModel;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.CustomerOrders;
import dev.kennzahl.metrics.subject.CustomerPurchases;
import dev.kennzahl.metrics.subject.Customers;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * What a customer is worth. Variants: {@code historic} (default), of everybody who had become a customer by the bucket's end, lost
 * since or not, margin of all orders by then ÷ their number; {@code simple}, margin per customer and bucket × retention ÷ (1 + discount −
 * retention), where margin per customer is the margin of the bucket ÷ the mean of customers when it begins and ends, and retention
 * is (start − lost) ÷ start, at least 0. Margin is net amount less the variable cost of the line. Option {@code
 * discount_basis_points}: the discount rate of one bucket in hundredths of a percent, so a yearly rate needs yearly buckets. Money,
 * four decimals half even · adds up over nothing. Source of {@code simple}: Gupta and Lehmann, Customers as Assets (2003).
 *
 * <p>{@code predictive}: the mean over everybody who bought by the bucket's end of what a model expects of each within the next {@code
 * horizon_months}, from how often, how long and how much they bought, up to the day of the answer where the bucket is not over; the model is fitted anew for each bucket, to all customers whatever
 * the filters. {@code discount_basis_points} is that of a year. Counts margin of sales; returns and cancellations take nothing away ·
 * null while too few came back to fit the model · its model is that of who implements {@link PurchaseModel}.
 */
@Singleton
public final class CustomerLifetimeValue implements Kpi {
    /** The KPI's key. */
    public static final String KEY = "customer_lifetime_value";

    /** The variant that a model makes. */
    public static final String PREDICTIVE = "predictive";

    static final String HISTORIC = "historic";
    static final String SIMPLE = "simple";
    static final KpiOption DISCOUNT = new KpiOption("discount_basis_points", 1_000, 0, 10_000);
    static final KpiOption HORIZON = new KpiOption("horizon_months", 12, 1, 120);

    private static final Measure MARGIN_TO_DATE = Measure.sum(CustomerOrders.TO_DATE, Condition.ANY, OrderLines.MARGIN);
    private static final Measure CUSTOMERS_TO_DATE = Measure.count(Customers.TO_DATE, Condition.ANY);
    private static final Measure BUYERS_TO_DATE = Measure.count(CustomerPurchases.TO_DATE, Condition.ANY);
    private static final Measure MARGIN = Measure.sum(CustomerOrders.ORDERED, Condition.ANY, OrderLines.MARGIN);
    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);

    private final KpiDefinition definition;
    private final ActiveCustomers active;
    private final Measure expected;

    CustomerLifetimeValue(ActiveCustomers active, PurchaseModel model) {
        this.active = active;
        this.expected = Measure.expected(CustomerPurchases.TO_DATE, CustomerPurchases.FREQUENCY, model);
        this.definition = Definitions.of(
                kpi(KEY).category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .builtOn(active.definition())
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .variants(HISTORIC, SIMPLE, PREDICTIVE)
                        .options(DISCOUNT, HORIZON)
                        .examples(
                                example(
                                        HISTORIC,
                                        "450.0000",
                                        "Margins of (500 + 400 + 300 + 500 − 80 + 180) ÷ 4 customers by the end of 2025, C lost long ago among them."),
                                listedExample(),
                                example(
                                        SIMPLE,
                                        "250.0000",
                                        "A and B at the start, A lost in March, D gained: margin 600 ÷ ((2 + 2) ÷ 2) = 300; 300 × 1/2 ÷ (1 + 0.1 − 1/2)."),
                                example(SIMPLE, "300.0000", "Without discount: 300 × 1/2 ÷ (1 − 1/2).")
                                        .option(DISCOUNT.name(), 0),
                                predictiveExample()),
                KpiKind.DERIVED,
                List.of(
                        MARGIN_TO_DATE,
                        CUSTOMERS_TO_DATE,
                        MARGIN,
                        ChurnRate.AT_START,
                        ChurnRate.LOST,
                        active.measure(),
                        expected,
                        BUYERS_TO_DATE));
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

    /** Customers of whom nobody says since when. */
    private static WorkedExample listedExample() {
        return WorkedExample.of(
                        HISTORIC,
                        "customers",
                        "customer_id,became_customer_on\nA,\nB,\nP,2999-01-01\n",
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 2, 1),
                        "50.0000",
                        "100 ÷ 2: A, who never bought, is a customer as B is; P is none yet, and what P brought does not count before.")
                .with("orders", "order_id,ordered_at,customer_id,net_amount\n1,2026-01-10,B,100\n2,2026-01-11,P,40\n")
                .setting("churnModel", "explicit");
    }

    /** Orders of 75 customers, 30 of whom came back. */
    private static WorkedExample predictiveExample() {
        return WorkedExample.of(
                PREDICTIVE,
                "orders",
                """
                times,order_id,ordered_at,customer_id,net_amount
                30,A1,2025-01-20,A-#,40
                15,B1,2025-07-01,B-#,60
                4,C1,2025-01-10,C-#,50
                4,C2,2025-01-25,C-#,12
                4,D1,2025-01-12,D-#,50
                4,D2,2025-01-29,D-#,30
                6,E1,2025-02-01,E-#,20
                6,E2,2025-02-15,E-#,65
                4,F1,2025-02-01,F-#,20
                4,F2,2025-02-15,F-#,140
                4,G1,2025-02-01,G-#,80
                4,G2,2025-02-15,G-#,90
                4,G3,2025-03-01,G-#,70
                4,H1,2025-02-01,H-#,20
                4,H2,2025-06-01,H-#,25
                4,H3,2025-11-15,H-#,16
                2,I1,2025-01-10,I-#,17
                2,I2,2025-01-25,I-#,20
                2,I3,2025-02-20,I-#,20
                2,I4,2025-04-01,I-#,16
                2,I5,2025-05-15,I-#,15
                2,I6,2025-07-01,I-#,16
                2,I7,2025-08-20,I-#,19
                2,I8,2025-10-05,I-#,16
                2,I9,2025-11-20,I-#,24
                2,J1,2025-01-10,J-#,110
                2,J2,2025-01-25,J-#,125
                2,J3,2025-02-20,J-#,130
                2,J4,2025-04-01,J-#,100
                2,J5,2025-05-15,J-#,97
                2,J6,2025-07-01,J-#,105
                2,J7,2025-08-20,J-#,122
                2,J8,2025-10-05,J-#,105
                2,J9,2025-11-20,J-#,150
                """,
                LocalDate.of(2025, 1, 1),
                LocalDate.of(2026, 1, 1),
                "28.5394",
                "Greatest likelihood gives r 0.1634, α 0.3454 months, a 0.4553, b 0.3139; p 5.3852, q 2.0906, γ 13.9876. So A is expected to bring 8.56 each"
                        + " within a year at 10 %, H 30.38, and J, who buys often and much, 645.55; the mean of all 75 is 28.54.");
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return switch (asked.variant()) {
            case HISTORIC -> List.of(MARGIN_TO_DATE, CUSTOMERS_TO_DATE);
            case PREDICTIVE -> List.of(expected, BUYERS_TO_DATE);
            default -> List.of(MARGIN, ChurnRate.AT_START, ChurnRate.LOST, active.measure());
        };
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return measures(asked).stream().map(measure -> new Term(measure, 1)).toList();
    }

    /** Of margin to date by customers, and of what is expected of them; the other is made of more than one quotient. */
    @Override
    public Optional<Component> sums(Asked asked) {
        return switch (asked.variant()) {
            case HISTORIC -> Optional.of(new Component(KEY, Term.of(MARGIN_TO_DATE), Term.of(CUSTOMERS_TO_DATE)));
            case PREDICTIVE ->
                Optional.of(new Component(KEY + "[" + PREDICTIVE + "]", Term.of(expected), Term.of(BUYERS_TO_DATE)));
            default -> Optional.empty();
        };
    }

    @Override
    public List<Component> components(Asked asked) {
        return sums(asked)
                .map(List::of)
                .orElseGet(() -> List.of(
                        Component.of("margin", MARGIN),
                        Component.of("customers_at_start", ChurnRate.AT_START),
                        Component.of("customers_lost", ChurnRate.LOST),
                        Component.of("customers_at_end", active.measure())));
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        Fraction fraction = fraction(asked, cell);
        if (asked.variant().equals(SIMPLE)) {
            return fraction.value(definition.unit());
        }
        return fraction.reason() == NullReason.VALUE_UNKNOWN
                ? new KpiValue(null, null, fraction.below(), fraction.sampleSize(), NullReason.VALUE_UNKNOWN)
                : fraction.quotient(definition.unit());
    }

    /** The value before it is rounded. */
    Fraction fraction(Asked asked, Function<Measure, MeasureValue> cell) {
        if (asked.variant().equals(HISTORIC)) {
            MeasureValue margin = cell.apply(MARGIN_TO_DATE);
            long customers = cell.apply(CUSTOMERS_TO_DATE).records();
            return Fraction.of(Fraction.amount(margin), BigDecimal.valueOf(customers), customers, margin.foreign());
        }
        if (asked.variant().equals(PREDICTIVE)) {
            return expectation(cell.apply(expected), cell.apply(BUYERS_TO_DATE).records());
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

    private static Fraction expectation(MeasureValue value, long customers) {
        Fraction mean = Fraction.of(Fraction.amount(value), BigDecimal.valueOf(customers), customers, value.foreign());
        boolean isTooLittle = mean.reason() == null && value.known() == 0;
        return isTooLittle
                ? new Fraction(mean.above(), mean.below(), mean.sampleSize(), NullReason.VALUE_UNKNOWN)
                : mean;
    }

    private static BigDecimal count(Measure measure, Function<Measure, MeasureValue> cell) {
        return BigDecimal.valueOf(cell.apply(measure).records());
    }
}
