package dev.kennzahl.forecast.value;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.PurchaseSummary;

/**
 * Both models fitted to customers.
 *
 * @param purchases how often they buy
 * @param spending how much; null when too few tell of amounts
 * @param fitted how many customers they were fitted to
 * @param spenders how many of those tell of amounts
 * @param correlation of how often and how much, which the models take to be none; NaN without spenders
 */
public record FittedValue(
        BgNbd purchases, @Nullable GammaGamma spending, int fitted, int spenders, double correlation) {
    /** So many must have come back: with fewer, four parameters are a guess. */
    public static final int FEWEST_REPEATERS = 30;

    /** Of more customers an even choice is made: what is gained beyond these are digits that chance hides. */
    private static final int MOST_FITTED = 10_000;

    private static final int FEWEST_SPENDERS = 2;

    /** Whether customers tell enough to fit the model of purchases. */
    public static boolean isPossible(List<PurchaseSummary> customers) {
        return customers.stream().filter(customer -> customer.frequency() > 0).count() >= FEWEST_REPEATERS;
    }

    /** @param customers that it {@link #isPossible} for, in an order that is always the same */
    public static FittedValue of(List<PurchaseSummary> customers, double daysPerUnit) {
        List<PurchaseHistory> histories = even(customers).stream()
                .map(customer -> history(customer, daysPerUnit))
                .toList();
        return of(histories);
    }

    /** @param histories two of them at least with repeat purchases */
    public static FittedValue of(List<PurchaseHistory> histories) {
        List<PurchaseHistory> spenders =
                histories.stream().filter(GammaGamma::counts).toList();
        boolean isKnown = spenders.size() >= FEWEST_SPENDERS;
        return new FittedValue(
                BgNbd.fit(histories),
                isKnown ? GammaGamma.fit(histories) : null,
                histories.size(),
                spenders.size(),
                isKnown ? GammaGamma.correlation(spenders) : Double.NaN);
    }

    /** What the models take of a customer. */
    public static PurchaseHistory history(PurchaseSummary customer, double daysPerUnit) {
        return new PurchaseHistory(
                customer.frequency(),
                customer.recencyDays() / daysPerUnit,
                customer.ageDays() / daysPerUnit,
                customer.value() == null || customer.isForeign()
                        ? 0
                        : Math.max(0, customer.value().doubleValue()));
    }

    private static List<PurchaseSummary> even(List<PurchaseSummary> customers) {
        if (customers.size() <= MOST_FITTED) {
            return customers;
        }
        List<PurchaseSummary> some = new ArrayList<>(MOST_FITTED);
        for (int i = 0; i < MOST_FITTED; i++) {
            some.add(customers.get((int) ((long) i * customers.size() / MOST_FITTED)));
        }
        return isPossible(some) ? some : customers;
    }
}
