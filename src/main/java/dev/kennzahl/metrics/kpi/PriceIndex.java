package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.CompetitorPrices;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Own list price ÷ mean of the competitors' prices observed for the product on the day, averaged over the products and days of the
 * bucket on which any was; 1.05 means 5 % dearer. Of one competitor, that one's prices. The own price is the one valid at the end of
 * the day, in its own currency; the competitors' are converted at the rate of the day. Products without a list price, and prices of
 * 0, are left out. Ratio, six decimals half even; adds up over nothing, as a day counts once for all competitors.
 */
@Singleton
public final class PriceIndex extends RatioKpi {
    private static final String PRODUCTS = "product_id,list_price,currency\nP1,120,EUR\nP2,50,\nP3,,EUR\n";
    private static final String PRICES =
            """
            observed_on,product_id,competitor,price,currency
            2026-02-03,P1,Acme,100,EUR
            2026-02-03,P1,Bolt,140,EUR
            2026-02-04,P1,Acme,150,USD
            2026-02-04,P2,Acme,40,
            2026-02-05,P3,Acme,9,EUR
            """;
    private static final String RATES = "rate_on,base,quote,rate\n2026-01-01,USD,EUR,0.8\n";

    PriceIndex() {
        super(
                kpi("price_index")
                        .category(KpiCategory.MARKET)
                        .unit(Unit.RATIO)
                        .alsoReads("products")
                        .examples(
                                example(
                                        "1.083333",
                                        "P1 120 ÷ 120 on the 3rd and 120 ÷ (150 × 0.8) on the 4th, P2 50 ÷ 40: (1 + 1 + 1.25) ÷ 3. P3 has no list price."),
                                example(
                                                "1.150000",
                                                "By competitor, the first: to Acme (120 ÷ 100 + 120 ÷ 120 + 50 ÷ 40) ÷ 3.")
                                        .by("competitor")),
                Map.of(
                        "default",
                        new Parts(
                                new Measure(
                                        CompetitorPrices.OBSERVED_ON,
                                        CompetitorPrices.COMPARABLE,
                                        CompetitorPrices.RELATIVE,
                                        Aggregate.INVERSE),
                                productDays())));
    }

    /** The products and days of which prices can be compared. */
    static Measure productDays() {
        return new Measure(
                CompetitorPrices.OBSERVED_ON,
                CompetitorPrices.COMPARABLE,
                CompetitorPrices.PRODUCT_DAY,
                Aggregate.DISTINCT);
    }

    /** Of the prices above. */
    static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                        "default",
                        "products",
                        PRODUCTS,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with("exchange-rates", RATES)
                .with("competitor-prices", PRICES);
    }
}
