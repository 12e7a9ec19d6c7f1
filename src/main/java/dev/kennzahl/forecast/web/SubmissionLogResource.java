package dev.kennzahl.forecast.web;

import java.time.LocalDate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.submission.SubmissionLog;
import dev.kennzahl.forecast.submission.SubmissionLog.Entry;
import dev.kennzahl.forecast.submission.SubmissionLog.Filter;
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
    }

    @GET
    @Path("/submissions")
    @Operation(
            operationId = "listSubmissions",
            summary = "What was submitted",
            description =
                    "One by one, the oldest first; the figures that follow from them are forecasts of the methods commit, best_case and pipeline.")
    public Uni<Page<SubmissionView>> submissions(@BeanParam Choice choice) {
        return log.submissions(caller.tenantId(), choice.filter(), EntryCursor.read(choice.after), choice.size() + 1)
                .map(found ->
                        Page.<Entry>of(found, choice.size(), EntryCursor::key).map(SubmissionView::of));
    }

    @GET
    @Path("/adjustments")
    @Operation(
            operationId = "listAdjustments",
            summary = "What managers made of what was submitted",
            description = "One by one, the oldest first; nothing is ever removed.")
    public Uni<Page<AdjustmentView>> adjustments(@BeanParam Choice choice) {
        return log.adjustments(caller.tenantId(), choice.filter(), EntryCursor.read(choice.after), choice.size() + 1)
                .map(found ->
                        Page.<Entry>of(found, choice.size(), EntryCursor::key).map(AdjustmentView::of));
    }
}
