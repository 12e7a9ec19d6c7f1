package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.ValueRange;
import dev.kennzahl.sales.TenantSettings;

/**
 * An answer.
 *
 * @param currency what money is given in; null for figures that are no money
 * @param asOf as of when it was known
 * @param watermark when the newest change that the answer can hold became known
 * @param partial whether any bucket is cut or not over yet
 * @param plan what was read: kept sums or records, per kind of record
 * @param receipt what the answer can be verified by; the same when it is given again
 * @param basis what it follows from beside the question; null when it changes from one second to the next
 */
public record KpiResult(
        Kpi kpi,
        String variant,
        KpiQuery query,
        ZoneId timezone,
        @Nullable String currency,
        Instant asOf,
        Instant watermark,
        boolean partial,
        List<String> plan,
        ReceiptOnDemand receipt,
        @Nullable Basis basis,
        List<Series> series) {

    /** What its values lie between. */
    public ValueRange range() {
        return kpi.isProportion(QuestionReader.asked(query, kpi))
                ? ValueRange.SHARE
                : kpi.definition().range(variant);
    }

    /** The same answer given again: nothing that it follows from has changed. */
    KpiResult again(Instant now) {
        return new KpiResult(
                kpi,
                variant,
                query,
                timezone,
                currency,
                now,
                watermark,
                partial,
                List.of("remembered"),
                receipt,
                basis,
                series);
    }

    /**
     * What an answer follows from beside the question: the settings hold the tenant and what is known of it.
     *
     * @param asked the instant it was asked as of; null for now
     */
    public record Basis(TenantSettings settings, @Nullable Instant asked, LocalDate today) {}

    /** One value of a group: a dimension, the value (null for unknown), and a name for people where there is one. */
    @RegisterForReflection
    @Name("GroupValue")
    @Description("The value of one dimension of a group.")
    public record GroupValue(
            @NonNull @Description("The dimension.") String dimension,
            @Description("The value; null means unknown.") @Nullable String value,
            @Description("A name for people, where there is one.") @Nullable String label) {
        /** Dimension to value. */
        public static Map<String, @Nullable String> values(List<GroupValue> group) {
            Map<String, @Nullable String> values = new LinkedHashMap<>();
            group.forEach(value -> values.put(value.dimension(), value.value()));
            return values;
        }

        /** Dimension to a name for people, where there is one. */
        public static Map<String, String> labels(List<GroupValue> group) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (GroupValue value : group) {
                if (value.label() != null) {
                    labels.put(value.dimension(), value.label());
                }
            }
            return labels;
        }
    }

    /**
     * The points of one group, in order of time; without grouping there is one series and its group is empty.
     *
     * @param others whether it stands for all groups beyond the limit; its values are then null without meaning unknown
     */
    public record Series(List<GroupValue> group, boolean others, List<Point> points) {}

    /**
     * The value of one bucket, compared as asked.
     *
     * @param since the first day that the value is computed over
     * @param share value ÷ the total over all groups; null unless asked for, and where either is unknown or the total is zero
     * @param interval of shares of records and differences of them, where there are any; null for all other figures
     */
    public record Point(
            ReportingPeriod bucket,
            LocalDate since,
            KpiValue value,
            @Nullable BigDecimal share,
            @Nullable Interval interval,
            boolean partial,
            Map<Comparison, Compared> comparisons) {}

    /**
     * A value to compare with.
     *
     * @param change value − compared; null when either is unknown
     * @param changeRatio change ÷ |compared|; null when compared is zero or unknown
     */
    public record Compared(
            ReportingPeriod bucket, KpiValue value, @Nullable BigDecimal change, @Nullable BigDecimal changeRatio) {}
}
