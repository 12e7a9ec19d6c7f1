package dev.kennzahl.forecast.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.metrics.PurchaseModel;
import dev.kennzahl.metrics.PurchaseSummary;

/** Expects what customers will bring by the models BG/NBD and Gamma-Gamma, fitted to all of them; time is counted in months. */
@Singleton
public class ExpectedValue implements PurchaseModel {
    /** A twelfth of 365.25 days. */
    public static final double DAYS_PER_MONTH = 30.4375;

    /** Of amounts: below it digits follow from how the greatest likelihood was searched for. */
    private static final int SCALE = 6;

    private final ForecastWorkers workers;

    ExpectedValue(ForecastWorkers workers) {
        this.workers = workers;
    }

    @Override
    public Uni<List<BigDecimal>> expect(
            List<PurchaseSummary> all, List<PurchaseSummary> some, int months, int discountBasisPoints) {
        return FittedValue.isPossible(all)
                ? workers.run(() -> computed(all, some, months, discountBasisPoints))
                : Uni.createFrom().item(List.of());
    }

    /** The discount of a month, of that of a year in hundredths of a percent. */
    public static double monthly(int discountBasisPoints) {
        return Math.pow(1 + discountBasisPoints / 10_000.0, 1 / 12.0) - 1;
    }

    private static List<BigDecimal> computed(
            List<PurchaseSummary> all, List<PurchaseSummary> some, int months, int discountBasisPoints) {
        FittedValue fitted = FittedValue.of(all, DAYS_PER_MONTH);
        if (fitted.spending() == null) {
            return List.of();
        }
        LifetimeValue value =
                new LifetimeValue(fitted.purchases(), fitted.spending(), months, monthly(discountBasisPoints), 1);
        List<BigDecimal> values = new ArrayList<>(some.size());
        for (PurchaseSummary customer : some) {
            double worth = value.of(FittedValue.history(customer, DAYS_PER_MONTH));
            if (!Double.isFinite(worth)) {
                return List.of(); // the mean of all is infinite
            }
            values.add(BigDecimal.valueOf(worth).setScale(SCALE, RoundingMode.HALF_EVEN));
        }
        return values;
    }
}
