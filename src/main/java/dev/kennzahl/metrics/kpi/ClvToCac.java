package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Component;
import dev.kennzahl.metrics.Definitions;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.Term;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Customer lifetime value ÷ customer acquisition cost of the same bucket, both unrounded, with the options of both; the variants
 * are those of the lifetime value that look at what was. Ratio, six decimals half even · null without new customers or without cost · its sample is that
 * of the lifetime value · adds up over nothing. By rule of thumb 3 is healthy.
 */
@Singleton
public final class ClvToCac implements Kpi {
    private final KpiDefinition definition;
    private final CustomerLifetimeValue lifetimeValue;
    private final NewCustomers customers;

    ClvToCac(CustomerLifetimeValue lifetimeValue, NewCustomers customers) {
        this.lifetimeValue = lifetimeValue;
        this.customers = customers;
        List<Measure> all = Stream.of(CustomerLifetimeValue.HISTORIC, CustomerLifetimeValue.SIMPLE)
                .flatMap(variant -> measures(new Asked(variant, Map.of(), List.of())).stream())
                .toList();
        this.definition = Definitions.of(
                kpi("clv_to_cac")
                        .category(KpiCategory.CUSTOMERS)
                        .version("4")
                        .builtOn(lifetimeValue.definition(), customers.definition())
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .variants(CustomerLifetimeValue.HISTORIC, CustomerLifetimeValue.SIMPLE)
                        .options(CustomerLifetimeValue.DISCOUNT, CustomerAcquisitionCost.COST_LAG)
                        .examples(
                                example(
                                        CustomerLifetimeValue.HISTORIC,
                                        "3.000000",
                                        "450 ÷ 150: 150 won the one new customer D."),
                                example(CustomerLifetimeValue.SIMPLE, "1.666667", "250 ÷ 150.")),
                KpiKind.DERIVED,
                all);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return CustomerLifetimeValue.example(variant, value, explanation)
                .with("costs", "cost_id,incurred_on,category,amount\nK1,2025-06-01,marketing,150\n");
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return Stream.concat(
                        lifetimeValue.measures(asked).stream(),
                        Stream.of(CustomerAcquisitionCost.COST, customers.measure()))
                .toList();
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return measures(asked).stream().map(measure -> new Term(measure, 1)).toList();
    }

    @Override
    public List<Component> components(Asked asked) {
        return Stream.concat(
                        lifetimeValue.components(asked).stream(),
                        Stream.of(new Component(
                                "customer_acquisition_cost",
                                Term.of(CustomerAcquisitionCost.COST),
                                Term.of(customers.measure()))))
                .toList();
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        MeasureValue cost = cell.apply(CustomerAcquisitionCost.COST);
        long won = cell.apply(customers.measure()).records();
        Fraction spent = Fraction.of(Fraction.amount(cost), BigDecimal.valueOf(won), won, cost.foreign());
        return lifetimeValue.fraction(asked, cell).by(spent).value(definition.unit());
    }
}
