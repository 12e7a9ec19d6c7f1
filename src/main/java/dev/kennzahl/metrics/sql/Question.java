package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.sales.ChurnModel;

/**
 * Whose records are looked at, and how: all that is common to the statements of one answer.
 *
 * @param now the instant the answer is as of, given or the clock's
 * @param asOf the known time; null for all that is known
 * @param watermark when the newest of all that is known became known
 * @param currency what amounts are given in
 * @param tenantCurrency what amounts without a currency are in
 * @param churn by what the tenant tells who is a customer
 * @param options the KPI's options
 * @param besides groups whose records do not count; null for none
 */
public record Question(
        int tenantId,
        ZoneId zone,
        Instant now,
        @Nullable Instant asOf,
        Instant watermark,
        String currency,
        String tenantCurrency,
        ChurnModel churn,
        List<DimensionRef> groupBy,
        List<Restriction> where,
        Map<String, Integer> options,
        @Nullable Besides besides) {

    /** The same without groups, of the records that are in none of those listed. */
    public Question besides(List<CellKey> listed) {
        return new Question(
                tenantId,
                zone,
                now,
                asOf,
                watermark,
                currency,
                tenantCurrency,
                churn,
                List.of(),
                where,
                options,
                listed.isEmpty() ? null : new Besides(groupBy, listed));
    }

    /** The same by other dimensions. */
    public Question by(List<DimensionRef> others) {
        return new Question(
                tenantId,
                zone,
                now,
                asOf,
                watermark,
                currency,
                tenantCurrency,
                churn,
                List.copyOf(others),
                where,
                options,
                besides);
    }

    /** Groups by the values of their dimensions. */
    public record Besides(List<DimensionRef> groupBy, List<CellKey> groups) {}

    /** Whether it asks what was known when a day began on the tenant's clocks. */
    boolean isOfTheBeginningOfADay() {
        return asOf != null
                && LocalDate.ofInstant(asOf, zone)
                        .atStartOfDay(zone)
                        .toInstant()
                        .equals(asOf);
    }

    /** The day the answer is as of. */
    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    /** The same question as it was known then. */
    public Question asOf(Instant knownAt) {
        return new Question(
                tenantId,
                zone,
                now,
                knownAt,
                watermark,
                currency,
                tenantCurrency,
                churn,
                groupBy,
                where,
                options,
                besides);
    }

    /** The same question as if it was asked at an instant: amounts are converted at its day's rate. */
    public Question at(Instant instant) {
        return new Question(
                tenantId,
                zone,
                instant,
                asOf,
                watermark,
                currency,
                tenantCurrency,
                churn,
                groupBy,
                where,
                options,
                besides);
    }

    /** The same with money in another currency. */
    public Question in(String otherCurrency) {
        return new Question(
                tenantId,
                zone,
                now,
                asOf,
                watermark,
                otherCurrency,
                tenantCurrency,
                churn,
                groupBy,
                where,
                options,
                besides);
    }

    /** Whether there are neither groups nor filters. */
    boolean isPlain() {
        return groupBy.isEmpty() && where.isEmpty() && besides == null;
    }

    /** The same question without groups and filters. */
    Question plain() {
        return new Question(
                tenantId,
                zone,
                now,
                asOf,
                watermark,
                currency,
                tenantCurrency,
                churn,
                List.of(),
                List.of(),
                options,
                null);
    }

    /** A dimension of ours, or a custom attribute; exactly one is set. */
    public record DimensionRef(@Nullable Dimension dimension, @Nullable String customAttribute) {
        /** The name the caller used. */
        public String name() {
            return dimension == null ? String.valueOf(customAttribute) : dimension.key();
        }
    }

    /** @param unknown whether records without a value are meant too */
    public record Restriction(DimensionRef dimension, List<String> values, boolean unknown, boolean exclude) {}
}
