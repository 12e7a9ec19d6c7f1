package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.pipeline.PastPipelines.PastPipeline;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.OpenDeal;

/** The open deals at an instant, in REST and in GraphQL. */
@RegisterForReflection
@Name("PastPipeline")
@Description("The open deals at an instant.")
@Schema(name = "Pipeline", description = "The open deals at an instant.")
public record PipelineView(
        @NonNull
                @Description("The instant; deals count as they were just before it.")
                @Schema(description = "The instant; deals count as they were just before it.")
                Instant at,
        @Description("The first day of the period that they were expected to close in; null for all deals.")
                @Schema(
                        description =
                                "The first day of the period that they were expected to close in; null for all deals.")
                @Nullable
                LocalDate periodFrom,
        @Description("The day after its last.") @Schema(description = "The day after its last.") @Nullable
                LocalDate periodTo,
        @NonNull
                @Description("What money is given in, at the rate of the day that is looked back to.")
                @Schema(description = "What money is given in, at the rate of the day that is looked back to.")
                String currency,
        @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                Instant asOf,
        @NonNull @Description("One per group that has deals.") @Schema(description = "One per group that has deals.")
                List<@NonNull GroupSum> series) {
    private static final int AGE_SCALE = 2;

    /** The deals of a group. */
    @RegisterForReflection
    @JsonIgnoreProperties("groupValues")
    @Name("PastPipelineSeries")
    @Description("The open deals of one group.")
    @Schema(name = "PipelineSeries", description = "The open deals of one group.")
    public record GroupSum(
            @Ignore @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Ignore @Schema(description = "Dimension to a name for people, where there is one.")
                    Map<String, String> labels,
            @Name("group") @NonNull @Description("The group; empty without grouping.")
                    List<KpiResult.@NonNull GroupValue> groupValues,
            @NonNull
                    @Description("The deals and what they are worth.")
                    @Schema(description = "The deals and what they are worth.")
                    DealSumView open,
            @NonNull
                    @Description("Amounts times the deals' own probabilities.")
                    @Schema(description = "Amounts times the deals' own probabilities.", type = SchemaType.STRING)
                    @Nullable
                    Decimal weighted,
            @NonNull
                    @Description("How many deals have an amount and no probability, and add nothing to weighted.")
                    @Schema(
                            description =
                                    "How many deals have an amount and no probability, and add nothing to weighted.")
                    Integer unweighted,
            @Description("The mean of local days since creation, of deals whose creation is known.")
                    @Schema(
                            description = "The mean of local days since creation, of deals whose creation is known.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal averageAgeDays,
            @NonNull
                    @Description("How many deals that is the mean of.")
                    @Schema(description = "How many deals that is the mean of.")
                    Integer aged,
            @NonNull
                    @Description("How often the expected closing dates were moved to a later one, all deals together.")
                    @Schema(
                            description =
                                    "How often the expected closing dates were moved to a later one, all deals together.")
                    Integer pushes,
            @NonNull
                    @Description("How many deals were pushed at least once.")
                    @Schema(description = "How many deals were pushed at least once.")
                    Integer pushedDeals) {

        static GroupSum of(OpenDeal.Sum sum) {
            return new GroupSum(
                    GroupView.values(sum.group()),
                    GroupView.labels(sum.group()),
                    sum.group().values(),
                    DealSumView.of(sum.open()),
                    Decimal.of(sum.weighted()),
                    Math.toIntExact(sum.unweighted()),
                    sum.aged() == 0
                            ? null
                            : Decimal.of(BigDecimal.valueOf(sum.ageDays())
                                    .divide(BigDecimal.valueOf(sum.aged()), AGE_SCALE, RoundingMode.HALF_EVEN)),
                    Math.toIntExact(sum.aged()),
                    Math.toIntExact(sum.pushes()),
                    Math.toIntExact(sum.pushed()));
        }
    }

    /** An open deal. */
    @RegisterForReflection
    @Name("PastPipelineDeal")
    @Description("An open deal at an instant.")
    @Schema(name = "PipelineDeal", description = "An open deal at an instant.")
    public record DealAtInstant(
            @Id @NonNull @Description("The deal's id.") @Schema(description = "The deal's id.") String id,
            @NonNull
                    @Description("The sender's id, or the business key.")
                    @Schema(description = "The sender's id, or the business key.")
                    String externalId,
            @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
            @Description("Its stage.") @Schema(description = "Its stage.") @Nullable String stage,
            @Description("The employee who owns it.") @Schema(description = "The employee who owns it.") @Nullable
                    String ownerId,
            @Description("Its amount in its own currency.")
                    @Schema(description = "Its amount in its own currency.", type = SchemaType.STRING)
                    @Nullable
                    Decimal amount,
            @Description("That currency.") @Schema(description = "That currency.") @Nullable String currency,
            @Description("What it adds to the sum, in the currency asked for.")
                    @Schema(
                            description = "What it adds to the sum, in the currency asked for.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @Description("Its probability, 0 to 1.")
                    @Schema(description = "Its probability, 0 to 1.", type = SchemaType.STRING)
                    @Nullable
                    Decimal probability,
            @Description("The day it is expected to close.")
                    @Schema(description = "The day it is expected to close.")
                    @Nullable
                    LocalDate expectedCloseOn,
            @Description("When it was created.") @Schema(description = "When it was created.") @Nullable
                    Instant createdAt,
            @Description("Local days since then.") @Schema(description = "Local days since then.") @Nullable
                    Integer ageDays,
            @NonNull
                    @Description(
                            "How often the expected closing date was moved to a later one, of the dates it had while open; by reopening too.")
                    @Schema(
                            description =
                                    "How often the expected closing date was moved to a later one, of the dates it had while open; by reopening too.")
                    Integer pushes,
            @NonNull
                    @Description("How many of these moves were to a later month.")
                    @Schema(description = "How many of these moves were to a later month.")
                    Integer monthPushes) {

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
