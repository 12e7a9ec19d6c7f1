package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A question, as every interface asks it.
 *
 * @param variant null for the KPI's default
 * @param from first day, in the tenant's zone
 * @param to the day after the last
 * @param groupBy up to three dimensions or custom attributes
 * @param asOf answer as it was known then; null for what is known now
 * @param currency what money is given in; null for the tenant's currency
 * @param order null for by group, or, with a limit, by value from the top
 * @param limit how many groups at most; null for all
 * @param options options of the KPI by name
 * @param extras what may be added to the plain values
 */
public record KpiQuery(
        String key,
        @Nullable String variant,
        LocalDate from,
        LocalDate to,
        Grain grain,
        List<String> groupBy,
        List<Filter> where,
        List<Comparison> compare,
        @Nullable Instant asOf,
        @Nullable String currency,
        Fill fill,
        @Nullable Order order,
        @Nullable Integer limit,
        Map<String, Integer> options,
        Extras extras) {

    public KpiQuery {
        groupBy = List.copyOf(groupBy);
        where = List.copyOf(where);
        compare = List.copyOf(compare);
        options = Map.copyOf(options);
        Objects.requireNonNull(key);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(grain);
        Objects.requireNonNull(fill);
        Objects.requireNonNull(extras);
    }

    /** The same of a variant that is named. */
    KpiQuery of(String named) {
        return new KpiQuery(
                key, named, from, to, grain, groupBy, where, compare, asOf, currency, fill, order, limit, options,
                extras);
    }

    /** The same as it was known at some other time. */
    KpiQuery asOf(Instant known) {
        return new KpiQuery(
                key, variant, from, to, grain, groupBy, where, compare, known, currency, fill, order, limit, options,
                extras);
    }

    /** The same of a shorter period, as it was known at some time. */
    public KpiQuery until(LocalDate end, @Nullable Instant known) {
        return new KpiQuery(
                key, variant, from, end, grain, groupBy, where, compare, known, currency, fill, order, limit, options,
                extras);
    }

    /**
     * What may be added to the plain values.
     *
     * @param others whether, with a limit, a last series stands for all other groups together
     * @param share whether every value's share of the total of its bucket is given
     * @param accumulate from where on values are computed; null for each bucket by itself
     * @param rolling over how many buckets values are computed, the bucket's own being the last; null for each by itself
     */
    public record Extras(boolean others, boolean share, @Nullable Accumulate accumulate, @Nullable Integer rolling) {
        /** Nothing of it. */
        public static final Extras NONE = new Extras(false, false, null, null);

        /** Whether values are computed over more than their buckets. */
        boolean isWindowed() {
            return accumulate != null || rolling != null;
        }
    }

    /**
     * Records to count, or with {@code exclude} to leave out.
     *
     * @param values the values; the empty one stands for unknown
     */
    public record Filter(String dimension, List<String> values, boolean exclude) {
        public Filter {
            Objects.requireNonNull(dimension);
            values = List.copyOf(values);
        }

        /** Reads {@code dimension:value[,value…]}; a ! in front excludes, and a comma within a value is written {@code \\,}. */
        public static Filter parse(String text) {
            boolean exclude = text.startsWith("!");
            String body = exclude ? text.substring(1) : text;
            int colon = body.indexOf(':');
            if (colon < 1) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        "where",
                        "where must be dimension:value[,value…], such as region:East.");
            }
            List<String> values = Arrays.stream(body.substring(colon + 1).split("(?<!\\\\),", -1))
                    .map(value -> value.replace("\\,", ","))
                    .toList();
            return new Filter(body.substring(0, colon), values, exclude);
        }
    }
}
