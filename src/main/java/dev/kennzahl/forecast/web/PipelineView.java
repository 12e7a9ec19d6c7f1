package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.pipeline.PastPipelines.PastPipeline;
import dev.kennzahl.metrics.OpenDeal;

/** The open deals at an instant, in REST. */
@Schema(name = "Pipeline", description = "The open deals at an instant.")
public record PipelineView(
        @Schema(description = "The instant; deals count as they were just before it.") Instant at,
        @Schema(description = "The first day of the period that they were expected to close in; null for all deals.")
                @Nullable
                LocalDate periodFrom,
        @Schema(description = "The day after its last.") @Nullable LocalDate periodTo,
        @Schema(description = "What money is given in, at the rate of the day the answer is as of.") String currency,
        @Schema(description = "As of when it was known.") Instant asOf,
        @Schema(description = "One per group that has deals.") List<GroupSum> series) {
    private static final int AGE_SCALE = 2;

    /** The deals of a group. */
    @Schema(name = "PipelineSeries", description = "The open deals of one group.")
    public record GroupSum(
            @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Schema(description = "Dimension to a name for people, where there is one.") Map<String, String> labels,
            @Schema(description = "The deals and what they are worth.") DealSumView open,
            @Schema(description = "Amounts times the deals' own probabilities.", type = SchemaType.STRING) @Nullable
                    Decimal weighted,
            @Schema(description = "How many deals have an amount and no probability, and add nothing to weighted.")
                    long unweighted,
            @Schema(
                            description = "The mean of local days since creation, of deals whose creation is known.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal averageAgeDays,
            @Schema(description = "How many deals that is the mean of.") long aged,
            @Schema(description = "How often the expected closing dates were moved to a later one, all deals together.")
                    long pushes,
            @Schema(description = "How many deals were pushed at least once.") long pushedDeals) {

        static GroupSum of(OpenDeal.Sum sum) {
            return new GroupSum(
                    GroupView.values(sum.group()),
                    GroupView.labels(sum.group()),
                    DealSumView.of(sum.open()),
                    Decimal.of(sum.weighted()),
                    sum.unweighted(),
                    sum.aged() == 0
                            ? null
                            : Decimal.of(BigDecimal.valueOf(sum.ageDays())
                                    .divide(BigDecimal.valueOf(sum.aged()), AGE_SCALE, RoundingMode.HALF_EVEN)),
                    sum.aged(),
                    sum.pushes(),
                    sum.pushed());
        }
    }

    /** An open deal. */
    @Schema(name = "PipelineDeal", description = "An open deal at an instant.")
    public record DealAtInstant(
            @Schema(description = "The deal's id.") String id,
            @Schema(description = "The sender's id, or the business key.") String externalId,
            @Schema(description = "Its name.") @Nullable String name,
            @Schema(description = "Its stage.") @Nullable String stage,
            @Schema(description = "The employee who owns it.") @Nullable String ownerId,
            @Schema(description = "Its amount in its own currency.", type = SchemaType.STRING) @Nullable Decimal amount,
            @Schema(description = "That currency.") @Nullable String currency,
            @Schema(description = "What it adds to the sum, in the currency asked for.", type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @Schema(description = "Its probability, 0 to 1.", type = SchemaType.STRING) @Nullable Decimal probability,
            @Schema(description = "The day it is expected to close.") @Nullable LocalDate expectedCloseOn,
            @Schema(description = "When it was created.") @Nullable Instant createdAt,
            @Schema(description = "Local days since then.") @Nullable Integer ageDays,
            @Schema(description = "How often the expected closing date was moved to a later one.") int pushes,
            @Schema(description = "How many of these moves were to a later month.") int monthPushes) {

        static DealAtInstant of(OpenDeal deal) {
            return new DealAtInstant(
                    deal.id().toString(),
                    deal.externalId(),
                    deal.name(),
                    deal.stage(),
                    deal.ownerId(),
                    Decimal.of(deal.ownAmount()),
                    deal.ownCurrency(),
                    Decimal.of(deal.amount()),
                    Decimal.of(deal.probability()),
                    deal.expectedCloseOn(),
                    deal.createdAt(),
                    deal.ageDays(),
                    deal.pushes(),
                    deal.monthPushes());
        }
    }

    static PipelineView of(PastPipeline pipeline) {
        ReportingPeriod period = pipeline.period();
        return new PipelineView(
                pipeline.at(),
                period == null ? null : period.from(),
                period == null ? null : period.to(),
                pipeline.currency(),
                pipeline.asOf(),
                pipeline.groups().stream().map(GroupSum::of).toList());
    }
}
