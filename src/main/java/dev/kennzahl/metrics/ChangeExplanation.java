package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.explain.Effect;

/**
 * Why the value of one period is not that of another.
 *
 * @param query its variant named
 * @param change after − before, as printed; null when either is unknown, and then there are no parts
 * @param drivers what the change is made of without a look at groups; add up to it
 * @param splits the change by each dimension asked for; each adds up to it by itself
 */
public record ChangeExplanation(
        Kpi kpi,
        ChangeQuery query,
        ZoneId timezone,
        @Nullable String currency,
        Instant asOf,
        Instant watermark,
        Method method,
        Side before,
        Side after,
        @Nullable BigDecimal change,
        List<Driver> drivers,
        List<Split> splits) {

    /** How a change is split. */
    @Enum("ChangeMethod")
    @Description("How a change is split.")
    @Schema(name = "ChangeMethod", description = "How a change is split.")
    public enum Method {
        @Description("What each group contributes: new, lost, growth and decline.")
        CONTRIBUTION,
        @Description("What each group contributes; of groups in both periods volume, mix and price.")
        PRICE_VOLUME_MIX,
        @Description("Of a quotient: other shares of groups, and other rates within them (Kitagawa 1955).")
        MIX_AND_RATE,
        @Description("Of a figure made of others: each one's mean effect over all orders of change (Shorrocks 2013).")
        PARTS
    }

    /**
     * The value of a period.
     *
     * @param partial whether the period is not over yet
     * @param late what became known after its end; null while it is not over, or when nobody asked
     */
    public record Side(ReportingPeriod period, KpiValue value, boolean partial, @Nullable Late late) {}

    /**
     * What became known of a period after its end only.
     *
     * @param end the instant it ended
     * @param known its value as it was known then
     * @param change the value now less that; null when either is unknown
     */
    public record Late(Instant end, KpiValue known, @Nullable BigDecimal change) {}

    /**
     * A part of the change without a look at groups.
     *
     * @param name of a figure that is part of another; null for other effects
     * @param part that figure, whose records are behind it; null where they are those of the KPI itself
     */
    public record Driver(
            Effect effect,
            @Nullable String name,
            @Nullable Figure part,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            BigDecimal change) {}

    /** The change by one dimension. */
    public record Split(String dimension, List<Group> groups, Map<Effect, BigDecimal> effects) {}

    /** In which of the periods a group is. */
    @Enum("ChangePresence")
    @Description("In which of the periods a group is.")
    @Schema(name = "ChangePresence", description = "In which of the periods a group is.")
    public enum Presence {
        @Description("In the later period only.")
        NEW,
        @Description("In the earlier period only.")
        LOST,
        @Description("In both.")
        BOTH
    }

    /**
     * What one group adds to the change.
     *
     * @param value the value of the dimension; null for unknown, and for the others
     * @param others how many groups beyond the limit it stands for; 0 for a single one
     * @param where filters that choose its records
     */
    public record Group(
            @Nullable String value,
            @Nullable String label,
            int others,
            Presence presence,
            KpiValue before,
            KpiValue after,
            BigDecimal change,
            Map<Effect, BigDecimal> effects,
            List<KpiQuery.Filter> where) {}
}
