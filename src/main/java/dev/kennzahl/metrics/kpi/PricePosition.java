package dev.kennzahl.metrics.kpi;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.CompetitorPrices;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * The rank of the own list price among the prices observed for the product on the day, averaged over the products and days of the
 * bucket on which any was: 1 + the number of cheaper competitors, so 1 is the cheapest and equal prices share the better rank. The
 * same prices as in {@code price_index}. Count, four decimals half even; adds up over nothing.
 */
@Singleton
public final class PricePosition extends RatioKpi {
    PricePosition() {
        super(
                kpi("price_position")
                        .category(KpiCategory.MARKET)
                        .alsoReads("products")
                        .examples(
                                PriceIndex.example(
                                        "1.6667",
                                        "P1 is second to Acme on the 3rd and first, with the same price, on the 4th; P2 is second: (2 + 1 + 2) ÷ 3."),
                                PriceIndex.example(
                                                "1.6667",
                                                "By competitor, the first: two of three times Acme is cheaper.")
                                        .by("competitor")),
                Map.of(
                        "default",
                        new Parts(
                                List.of(
                                        new Term(PriceIndex.productDays(), 1),
                                        new Term(
                                                Measure.sum(
                                                        CompetitorPrices.OBSERVED_ON,
                                                        CompetitorPrices.COMPARABLE,
                                                        CompetitorPrices.CHEAPER),
                                                1)),
                                Term.of(PriceIndex.productDays()))));
    }
}
