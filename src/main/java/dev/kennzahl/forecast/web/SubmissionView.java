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

/** A submission, in REST and in GraphQL. */
@RegisterForReflection
@Name("ForecastSubmission")
@Description("What somebody expected to win in a period.")
@Schema(name = "Submission", description = "What somebody expected to win in a period.")
public record SubmissionView(
        @Id @NonNull @Description("Its id.") @Schema(description = "Its id.") String id,
        @NonNull @Description("When it was submitted.") @Schema(description = "When it was submitted.")
                Instant submittedAt,
        @NonNull @Description("The period's first day.") @Schema(description = "The period's first day.")
                LocalDate periodStart,
        @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                LocalDate periodEnd,
        @Description("commit, best_case or pipeline.") @Schema(description = "commit, best_case or pipeline.") @Nullable
                String category,
        @Description(
                        "The employee whose figure it is; null for one of nobody, which is added to those of employees and takes the place of none.")
                @Schema(
                        description =
                                "The employee whose figure it is; null for one of nobody, which is added to those of employees and takes the place of none.")
                @Nullable
                String ownerId,
        @Description("The amount.") @Schema(description = "The amount.", type = SchemaType.STRING) @Nullable
                Decimal amount,
        @Description("Its currency; null for the tenant's.")
                @Schema(description = "Its currency; null for the tenant's.")
                @Nullable
                String currency,
        @Description("A note.") @Schema(description = "A note.") @Nullable String note) {

    static SubmissionView of(Entry entry) {
        return new SubmissionView(
                entry.id().toString(),
                entry.at(),
                entry.periodStart(),
                entry.periodEnd(),
                entry.category(),
                entry.owner(),
                Decimal.of(entry.amount()),
                entry.currency(),
                entry.note());
    }
}
