package dev.kennzahl.metrics.web;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.metrics.KpiQuestion;
import dev.kennzahl.metrics.shape.ChurnRiskAnalysis;
import dev.kennzahl.metrics.shape.CustomerPages;
import dev.kennzahl.metrics.shape.RepPages;
import dev.kennzahl.metrics.shape.RfmAnalysis;
import dev.kennzahl.metrics.shape.RfmSegments;
import dev.kennzahl.metrics.shape.ShapeQuery;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Segments of customers, and pages about a customer or a rep, over GraphQL: the same answers as over REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class CustomerShapeGraphQl {
    private final RfmAnalysis rfm;
    private final ChurnRiskAnalysis risks;
    private final CustomerPages customers;
    private final RepPages reps;
    private final Caller caller;
    private final CallerPresence presence;
    private final Context fields;

    CustomerShapeGraphQl(
            RfmAnalysis rfm,
            ChurnRiskAnalysis risks,
            CustomerPages customers,
            RepPages reps,
            Caller caller,
            CallerPresence presence,
            Context fields) {
        this.fields = fields;
        this.rfm = rfm;
        this.risks = risks;
        this.customers = customers;
        this.reps = reps;
        this.caller = caller;
        this.presence = presence;
    }

    @Query("rfmSegments")
    @Description("Customers who ordered in the period, segmented by recency, frequency and monetary value.")
    public @NonNull Uni<SegmentTypes.RfmView> rfmSegments(
            @Name("query") @Description("Period, filters and currency.") @NonNull ShapeInputs.Query query) {
        return presence.whilePresent(rfm.segments(caller.tenantId(), query.query()))
                .map(SegmentTypes.RfmView::of);
    }

    @Query("rfmCustomers")
    @Description("The customers of these segments, by key, with their scores.")
    public @NonNull Uni<ShapeConnections.RfmCustomers> rfmCustomers(
            @Name("query") @Description("Period, filters and currency.") @NonNull ShapeInputs.Query query,
            @Name("segment") @Description("Only of this segment.") RfmSegments.@Nullable Name segment,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total = TotalCount.of(
                fields, () -> rfm.segments(tenantId, query.query()).map(all -> all.segments().stream()
                        .filter(one -> segment == null || one.name() == segment)
                        .mapToLong(RfmSegments.Segment::customers)
                        .sum()));
        return presence.whilePresent(rfm.customers(tenantId, query.query(), segment, Page.keyOf(after), size + 1)
                .flatMap(found -> total.map(count -> ShapeConnections.RfmCustomers.of(found, size, count))));
    }

    @Query("churnRiskSegments")
    @Description(
            "The customers of the last day of the period, or of the day of the answer where that is earlier, segmented by the signs that they may be lost.")
    public @NonNull Uni<SegmentTypes.ChurnRiskView> churnRiskSegments(
            @Name("query") @Description("Period and filters.") @NonNull ShapeInputs.Query query,
            @Name("options") @Description("Thresholds: window_days (180), value_percent (50), signals (2).") @Nullable
                    List<KpiQuestion.Option> options) {
        return presence.whilePresent(risks.segments(caller.tenantId(), query.query(), KpiQuestion.options(options)))
                .map(SegmentTypes.ChurnRiskView::of);
    }

    @Query("churnRiskCustomers")
    @Description("The customers of these segments, by key, with their signals.")
    public @NonNull Uni<ShapeConnections.ChurnRiskCustomers> churnRiskCustomers(
            @Name("query") @Description("Period and filters.") @NonNull ShapeInputs.Query query,
            @Name("options") @Description("Thresholds: window_days (180), value_percent (50), signals (2).") @Nullable
                    List<KpiQuestion.Option> options,
            @Name("segment") @Description("Only of this segment, such as declining or overdue_dissatisfied.") @Nullable
                    String segment,
            @Name("atRisk") @Description("true: only those at risk; false: only the others.") @Nullable Boolean atRisk,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total =
                TotalCount.of(fields, () -> risks.segments(tenantId, query.query(), KpiQuestion.options(options))
                        .map(all -> all.segments().stream()
                                .filter(one -> segment == null || one.name().equals(segment))
                                .mapToLong(one -> atRisk == null
                                        ? one.customers()
                                        : atRisk ? one.atRisk() : one.customers() - one.atRisk())
                                .sum()));
        return presence.whilePresent(risks.customers(
                        tenantId,
                        query.query(),
                        KpiQuestion.options(options),
                        segment,
                        atRisk,
                        Page.keyOf(after),
                        size + 1)
                .flatMap(found -> total.map(count -> ShapeConnections.ChurnRiskCustomers.of(found, size, count))));
    }

    @Query("customerPage")
    @Description(
            "All about one customer: background, purchases, open deals, contracts, answers and contacts. Of a customer that was merged, all about the one it was merged into.")
    public @NonNull Uni<CustomerPageTypes.PageView> customerPage(
            @Name("id") @Description("The customer's id, or its business key.") @Id @NonNull String id,
            @Name("query") @Description("Period and currency.") @NonNull ShapeInputs.Query query) {
        return presence.whilePresent(customers.of(caller.tenantId(), id, unfiltered(query)))
                .map(CustomerPageTypes.PageView::of);
    }

    @Query("repPage")
    @Description("All about one employee who sells: attainment, wins, pipeline, response time and activities.")
    public @NonNull Uni<RepPageTypes.PageView> repPage(
            @Name("id") @Description("The employee's id, or the business key.") @Id @NonNull String id,
            @Name("query") @Description("Period and currency.") @NonNull ShapeInputs.Query query) {
        return presence.whilePresent(reps.of(caller.tenantId(), id, unfiltered(query)))
                .map(RepPageTypes.PageView::of);
    }

    private static ShapeQuery unfiltered(ShapeInputs.Query query) {
        if (query.where != null && !query.where.isEmpty()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "where", "A page is about one customer or employee; leave where out.");
        }
        return query.query();
    }
}
