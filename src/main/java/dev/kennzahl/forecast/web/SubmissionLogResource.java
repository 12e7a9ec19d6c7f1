package dev.kennzahl.forecast.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.submission.SubmissionLog;
import dev.kennzahl.forecast.submission.SubmissionLog.Entry;
import dev.kennzahl.forecast.submission.SubmissionLog.Filter;
import dev.kennzahl.forecast.submission.SubmissionLog.Position;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What was submitted and what managers made of it, one by one. */
@Path("/api/v1/forecasts")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class SubmissionLogResource {
    private final SubmissionLog log;
    private final Caller caller;

    SubmissionLogResource(SubmissionLog log, Caller caller) {
        this.log = log;
        this.caller = caller;
    }

    /** Which entries, and how many. */
    public static class Choice {
        @Parameter(description = "Only of periods that begin on this day or later, an ISO date.")
        @QueryParam("from")
        @Nullable
        String from;

        @Parameter(description = "Only of periods that end (exclusive) on this day or before, an ISO date.")
        @QueryParam("to")
        @Nullable
        String to;

        @Parameter(description = "Only of this owner.")
        @QueryParam("owner")
        @Nullable
        String owner;

        @Parameter(description = "Only of this category: commit, best_case or pipeline.")
        @QueryParam("category")
        @Nullable
        String category;

        @Parameter(description = "How many, at most 500.")
        @QueryParam("first")
        @Nullable
        String first;

        @Parameter(description = "The 'next' of the page before.")
        @QueryParam("after")
        @Nullable
        String after;

        int size() {
            return Page.size(Parameters.number("first", first));
        }

        Filter filter() {
            return new Filter(date("from", from), date("to", to), owner, category);
        }

        private static @Nullable LocalDate date(String name, @Nullable String text) {
            return text == null ? null : Parameters.date(name, text);
        }

        @Nullable
        Position position() {
            String key = Page.keyOf(after);
            if (key == null) {
                return null;
            }
            String[] parts = key.split(" ", 2);
            try {
                if (parts.length == 2) {
                    return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                // said below
            }
            throw Page.invalidCursor();
        }

        static String key(Entry entry) {
            return entry.at() + " " + entry.id();
        }
    }

    /** A submission. */
    @Schema(name = "Submission", description = "What somebody expected to win in a period.")
    public record SubmissionView(
            @Schema(description = "Its id.") String id,
            @Schema(description = "When it was submitted.") Instant submittedAt,
            @Schema(description = "The period's first day.") LocalDate periodStart,
            @Schema(description = "The day after its last.") LocalDate periodEnd,
            @Schema(description = "commit, best_case or pipeline.") @Nullable String category,
            @Schema(description = "The employee whose figure it is; null for one that stands for all.") @Nullable
                    String ownerId,
            @Schema(description = "The amount.", type = SchemaType.STRING) @Nullable Decimal amount,
            @Schema(description = "Its currency; null for the tenant's.") @Nullable String currency,
            @Schema(description = "A note.") @Nullable String note) {

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

    /** An adjustment. */
    @Schema(name = "Adjustment", description = "What a manager made of what was submitted.")
    public record AdjustmentView(
            @Schema(description = "Its id.") String id,
            @Schema(description = "When it was made.") Instant madeAt,
            @Schema(description = "The period's first day.") LocalDate periodStart,
            @Schema(description = "The day after its last.") LocalDate periodEnd,
            @Schema(description = "commit, best_case or pipeline.") @Nullable String category,
            @Schema(description = "The employee whose figure is adjusted.") @Nullable String ownerId,
            @Schema(description = "The team whose figure is adjusted; with neither that of all.") @Nullable String team,
            @Schema(description = "amount, delta or withdraw.") String kind,
            @Schema(description = "The amount or the delta.", type = SchemaType.STRING) @Nullable Decimal amount,
            @Schema(description = "Its currency; null for the tenant's.") @Nullable String currency,
            @Schema(description = "The manager, by the key of an employee.") @Nullable String managerId,
            @Schema(description = "The id of the API key it came with.") @Nullable String recordedBy,
            @Schema(description = "Why.") @Nullable String note) {

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

    @GET
    @Path("/submissions")
    @Operation(
            operationId = "listSubmissions",
            summary = "What was submitted",
            description =
                    "One by one, the oldest first; the figures that follow from them are forecasts of the methods commit, best_case and pipeline.")
    public Uni<Page<SubmissionView>> submissions(@BeanParam Choice choice) {
        return log.submissions(caller.tenantId(), choice.filter(), choice.position(), choice.size() + 1)
                .map(found -> Page.<Entry>of(found, choice.size(), Choice::key).map(SubmissionView::of));
    }

    @GET
    @Path("/adjustments")
    @Operation(
            operationId = "listAdjustments",
            summary = "What managers made of what was submitted",
            description = "One by one, the oldest first; nothing is ever removed.")
    public Uni<Page<AdjustmentView>> adjustments(@BeanParam Choice choice) {
        return log.adjustments(caller.tenantId(), choice.filter(), choice.position(), choice.size() + 1)
                .map(found -> Page.<Entry>of(found, choice.size(), Choice::key).map(AdjustmentView::of));
    }
}
