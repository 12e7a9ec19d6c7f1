package dev.kennzahl.forecast.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.PageInfo;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.forecast.submission.SubmissionLog;
import dev.kennzahl.forecast.submission.SubmissionLog.Entry;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What was submitted and what managers made of it over GraphQL: the same entries as in REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class SubmissionGraphQl {
    private final SubmissionLog log;
    private final Caller caller;
    private final CallerPresence presence;
    private final Context fields;

    SubmissionGraphQl(SubmissionLog log, Caller caller, CallerPresence presence, Context fields) {
        this.log = log;
        this.caller = caller;
        this.presence = presence;
        this.fields = fields;
    }

    /** Which entries. */
    @RegisterForReflection
    @Input("ForecastSubmissionFilterInput")
    @Description("Which submissions or adjustments; all conditions must be met.")
    public static class Choice {
        @Description("Only of periods that begin on this day or later.")
        public @Nullable LocalDate from;

        @Description("Only of periods that end (exclusive) on this day or before.")
        public @Nullable LocalDate to;

        @Description("Only of this owner.")
        public @Nullable String owner;

        @Description("Only of this category: commit, best_case or pipeline.")
        public @Nullable String category;

        static SubmissionLog.Filter filter(@Nullable Choice choice) {
            return choice == null
                    ? new SubmissionLog.Filter(null, null, null, null)
                    : new SubmissionLog.Filter(choice.from, choice.to, choice.owner, choice.category);
        }
    }

    /** A page of submissions. */
    @RegisterForReflection
    @Name("ForecastSubmissionConnection")
    @Description("A page of submissions, the oldest first.")
    public record SubmissionConnection(
            @NonNull @Description("The submissions, each with its cursor.") List<@NonNull SubmissionEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** A submission and its place. */
    @RegisterForReflection
    @Name("ForecastSubmissionEdge")
    @Description("A submission and its cursor.")
    public record SubmissionEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this submission.") String cursor,
            @NonNull @Description("The submission.") SubmissionView node) {}

    /** A page of adjustments. */
    @RegisterForReflection
    @Name("ForecastAdjustmentConnection")
    @Description("A page of adjustments, the oldest first.")
    public record AdjustmentConnection(
            @NonNull @Description("The adjustments, each with its cursor.") List<@NonNull AdjustmentEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** An adjustment and its place. */
    @RegisterForReflection
    @Name("ForecastAdjustmentEdge")
    @Description("An adjustment and its cursor.")
    public record AdjustmentEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this adjustment.") String cursor,
            @NonNull @Description("The adjustment.") AdjustmentView node) {}

    @Query("forecastSubmissions")
    @Description("What was submitted, one by one, the oldest first; the figures that follow from them are forecasts.")
    public @NonNull Uni<SubmissionConnection> submissions(
            @Name("filter") @Description("Which of them; all when absent.") @Nullable Choice filter,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total =
                TotalCount.of(fields, () -> log.countSubmissions(tenantId, Choice.filter(filter)));
        return presence.whilePresent(log.submissions(tenantId, Choice.filter(filter), EntryCursor.read(after), size + 1)
                .flatMap(found -> total.map(count -> {
                    Page<Entry> page = Page.of(found, size, EntryCursor::key);
                    return new SubmissionConnection(
                            page.items().stream()
                                    .map(entry -> new SubmissionEdge(
                                            Page.cursor(EntryCursor.key(entry)), SubmissionView.of(entry)))
                                    .toList(),
                            PageInfo.of(page),
                            count.orElse(null));
                })));
    }

    @Query("forecastAdjustments")
    @Description("What managers made of what was submitted, one by one, the oldest first; nothing is ever removed.")
    public @NonNull Uni<AdjustmentConnection> adjustments(
            @Name("filter") @Description("Which of them; all when absent.") @Nullable Choice filter,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total =
                TotalCount.of(fields, () -> log.countAdjustments(tenantId, Choice.filter(filter)));
        return presence.whilePresent(log.adjustments(tenantId, Choice.filter(filter), EntryCursor.read(after), size + 1)
                .flatMap(found -> total.map(count -> {
                    Page<Entry> page = Page.of(found, size, EntryCursor::key);
                    return new AdjustmentConnection(
                            page.items().stream()
                                    .map(entry -> new AdjustmentEdge(
                                            Page.cursor(EntryCursor.key(entry)), AdjustmentView.of(entry)))
                                    .toList(),
                            PageInfo.of(page),
                            count.orElse(null));
                })));
    }
}
