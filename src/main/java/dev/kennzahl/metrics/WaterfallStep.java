package dev.kennzahl.metrics;

import java.util.Locale;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came between a pipeline and a later one. A deal is in one step, by what it was before and what it is after. */
@Description("What came between a pipeline and a later one.")
@Schema(description = "What came between a pipeline and a later one.")
public enum WaterfallStep {
    @Description(
            "Not there before; also deals that came and were decided in between, which leave as won or lost again.")
    ADDED,
    @Description("Won or lost before, open now.")
    REOPENED,
    @Description(
            "Expected later before, now in the period; also deals that were expected later and were decided since and are the period's, which leave as won or lost again.")
    PULLED_IN,
    @Description(
            "Expected earlier before, now in the period: what an earlier period left over; also when decided since, which leaves as won or lost again.")
    SLIPPED_IN,
    @Description(
            "Expected on no date before, now in the period; also when decided since, which leaves as won or lost again.")
    DATED,
    @Description("Deleted or merged before, open now.")
    RESTORED,
    @Description("Of another group before, or outside the filters.")
    TRANSFERRED_IN,
    @Description("In the pipeline at both instants, worth more now: the difference.")
    INCREASED,
    @Description("In the pipeline at both instants, worth less now: the difference.")
    DECREASED,
    @Description("In the pipeline at both instants, worth the same.")
    UNCHANGED,
    @Description("Won since, with what it was worth before, or now where it was not in the pipeline before.")
    WON,
    @Description("Lost since, with what it was worth before, or now where it was not in the pipeline before.")
    LOST,
    @Description("Expected after the period now.")
    SLIPPED_OUT,
    @Description("Expected before the period now.")
    PULLED_OUT,
    @Description("Expected on no date now.")
    UNDATED,
    @Description("Deleted, or merged into another deal.")
    REMOVED,
    @Description("Of another group now, or outside the filters.")
    TRANSFERRED_OUT;

    /** The name in queries: {@code slipped_out}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
