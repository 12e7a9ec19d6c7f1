package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.PricedDeals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Won ÷ (won + lost) by closing date, of the deals whose product had a price position at closing; to be split by the dimension
 * {@code price_position}. The position is that of {@code price_position} on the newest day of the product on which prices were
 * observed, at most {@code max_age_days} (option, default 90) before closing. Ratio, six decimals half even.
 */
@Singleton
public final class WinRateByPricePosition extends RatioKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,product_id,closed_at
            A,won,won,P1,2026-02-03
            B,lost,lost,P1,2026-02-20
            C,lost,lost,P1,2026-02-25
            D,won,won,P1,2026-02-26
            E,won,won,P2,2026-02-26
            F,won,won,P1,2026-01-31
            """;

    WinRateByPricePosition() {
        super(
                kpi("win_rate_by_price_position")
                        .category(KpiCategory.MARKET)
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .options(new KpiOption("max_age_days", 90, 0, 3_650))
                        .alsoReads("competitor-prices", "products")
                        .examples(
                                example("0.500000", "2 of 4; nobody observed prices of P2, and F was closed earlier."),
                                example("1.000000", "By position, the cheapest first: A was won at position 1.")
                                        .by("price_position"),
                                example("0.000000", "Only B and C have a price observed within 5 days before closing.")
                                        .option("max_age_days", 5)),
                Map.of(
                        "default",
                        Parts.proportion(
                                Measure.count(PricedDeals.CLOSED, PricedDeals.WON),
                                Measure.count(PricedDeals.CLOSED, PricedDeals.WON_OR_LOST))));
    }

    private static WorkedExample example(String value, String explanation) {
        return new WorkedExample(
                        "default", DEALS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation)
                .with("products", "product_id,list_price\nP1,120\nP2,50\n")
                .with(
                        "competitor-prices",
                        """
                        observed_on,product_id,competitor,price
                        2026-01-10,P1,Acme,130
                        2026-02-10,P1,Acme,110
                        2026-02-10,P1,Bolt,140
                        2026-02-20,P1,Acme,100
                        2026-02-20,P1,Bolt,90
                        """);
    }
}
