package dev.kennzahl.metrics.kpi;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.ContractChanges;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * As net revenue retention, but without expansion: of each customer no more counts than when the bucket began, (start − contraction
 * − churn) ÷ start. Never above net revenue retention, nor above 1 where values are positive. Ratio, six decimals half even.
 */
@Singleton
public final class GrossRevenueRetention extends RatioKpi {
    GrossRevenueRetention() {
        super(
                kpi("gross_revenue_retention")
                        .category(KpiCategory.CUSTOMERS)
                        .version("2")
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .examples(NetRevenueRetention.example(
                                "0.800000",
                                "(2000 − 200 of B − 200 of C) ÷ 2000 at the start; that A took more does not count.")),
                Map.of("default", NetRevenueRetention.kept(ContractChanges.LOSS)));
    }
}
