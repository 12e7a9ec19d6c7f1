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
 * @param per the part that names to whom it is added before anything is taken of the sums; null where each record stands alone
 * @param foreign the part that says that there is no rate for a currency the part has to do with, where it is no money itself
 */
public record Contribution(
        String sql,
        @Nullable Money money,
        int secondsPerUnit,
        Set<MasterData> needs,
        @Nullable String per,
        @Nullable String foreign) {
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
        return new Contribution(sql, null, 1, Set.of(), null, null);
    }

    /** An amount in the currency of the record, converted at the rate of the day. */
    public static Contribution money(String sql, String currency, String day) {
        return new Contribution(sql, new Money(currency, day), 1, Set.of(), null, null);
    }

    /** Seconds, shown in days of 24 hours. */
    public static Contribution days(String seconds) {
        return new Contribution(seconds, null, 86_400, Set.of(), null, null);
    }

    /** Seconds, shown in hours. */
    public static Contribution hours(String seconds) {
        return new Contribution(seconds, null, 3_600, Set.of(), null, null);
    }

    /** Seconds, shown in years of 365.25 days. */
    public static Contribution years(String seconds) {
        return new Contribution(seconds, null, 31_557_600, Set.of(), null, null);
    }

    /** The same, reading master data. */
    public Contribution needing(MasterData... data) {
        return new Contribution(sql, money, secondsPerUnit, Set.of(data), per, foreign);
    }

    /** The same, looked at per customer, or whatever the part names. */
    public Contribution per(String part) {
        return new Contribution(sql, money, secondsPerUnit, needs, part, foreign);
    }

    /** The same, not known for want of an exchange rate where the part says so. */
    public Contribution foreignIf(String part) {
        return new Contribution(sql, money, secondsPerUnit, needs, per, part);
    }

    public boolean isDuration() {
        return secondsPerUnit != 1;
    }
}
