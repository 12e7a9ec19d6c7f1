package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.time.LocalDate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.forecast.submission.SubmissionLog.Entry;

/** An adjustment, in REST and in GraphQL. */
@RegisterForReflection
@Name("ForecastAdjustment")
@Description("What a manager made of what was submitted.")
@Schema(name = "Adjustment", description = "What a manager made of what was submitted.")
public record AdjustmentView(
        @Id @NonNull @Description("Its id.") @Schema(description = "Its id.") String id,
        @NonNull @Description("When it was made.") @Schema(description = "When it was made.") Instant madeAt,
        @NonNull @Description("The period's first day.") @Schema(description = "The period's first day.")
                LocalDate periodStart,
        @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                LocalDate periodEnd,
        @Description("commit, best_case or pipeline.") @Schema(description = "commit, best_case or pipeline.") @Nullable
                String category,
        @Description("The employee whose figure is adjusted.")
                @Schema(description = "The employee whose figure is adjusted.")
                @Nullable
                String ownerId,
        @Description("The team whose figure is adjusted; with neither that of all.")
                @Schema(description = "The team whose figure is adjusted; with neither that of all.")
                @Nullable
                String team,
        @NonNull @Description("amount, delta or withdraw.") @Schema(description = "amount, delta or withdraw.")
                String kind,
        @Description("The amount or the delta.")
                @Schema(description = "The amount or the delta.", type = SchemaType.STRING)
                @Nullable
                Decimal amount,
        @Description("Its currency; null for the tenant's.")
                @Schema(description = "Its currency; null for the tenant's.")
                @Nullable
                String currency,
        @Description("The manager, by the key of an employee.")
                @Schema(description = "The manager, by the key of an employee.")
                @Nullable
                String managerId,
        @Description("The id of the API key it came with.")
                @Schema(description = "The id of the API key it came with.")
                @Nullable
                String recordedBy,
        @Description("Why.") @Schema(description = "Why.") @Nullable String note) {

    static AdjustmentView of(Entry entry) {
        return new AdjustmentView(
                entry.id().toString(),
                entry.at(),
                entry.periodStart(),
                entry.periodEnd(),
                entry.category(),
                entry.owner(),
                entry.team(),
                entry.kind(),
                Decimal.of(entry.amount()),
                entry.currency(),
                entry.manager(),
                entry.recordedBy(),
                entry.note());
    }
}
