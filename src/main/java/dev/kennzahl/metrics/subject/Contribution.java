package dev.kennzahl.metrics.subject;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a record contributes; null when it is not known.
 *
 * @param sql a numeric part, of money in the record's own currency
 * @param money how money is converted; null for what is no money
 * @param secondsPerUnit for lengths of time, which add up exactly in seconds and are shown in this unit; 1 for all else
 * @param needs the master data that the part reads
 */
public record Contribution(String sql, @Nullable Money money, int secondsPerUnit, Set<MasterData> needs) {
    /** Every record counts 1. */
    public static final Contribution ONE = number("1");

    /**
     * How an amount becomes one in another currency.
     *
     * @param currency a part that gives the record's currency; null means the tenant's
     * @param day a part that gives the day whose exchange rate holds
     */
    public record Money(String currency, String day) {}

    public static Contribution number(String sql) {
        return new Contribution(sql, null, 1, Set.of());
    }

    /** An amount in the currency of the record, converted at the rate of the day. */
    public static Contribution money(String sql, String currency, String day) {
        return new Contribution(sql, new Money(currency, day), 1, Set.of());
    }

    /** Seconds, shown in days of 24 hours. */
    public static Contribution days(String seconds) {
        return new Contribution(seconds, null, 86_400, Set.of());
    }

    /** Seconds, shown in hours. */
    public static Contribution hours(String seconds) {
        return new Contribution(seconds, null, 3_600, Set.of());
    }

    /** The same, reading master data. */
    public Contribution needing(MasterData... data) {
        return new Contribution(sql, money, secondsPerUnit, Set.of(data));
    }

    public boolean isDuration() {
        return secondsPerUnit != 1;
    }
}
