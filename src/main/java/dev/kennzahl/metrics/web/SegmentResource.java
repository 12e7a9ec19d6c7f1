package dev.kennzahl.metrics.web;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.QuestionText;
import dev.kennzahl.metrics.shape.ChurnRiskAnalysis;
import dev.kennzahl.metrics.shape.ChurnRisks;
import dev.kennzahl.metrics.shape.RfmAnalysis;
import dev.kennzahl.metrics.shape.RfmSegments;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Segments of customers over REST. */
@Path("/api/v1/segments")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class SegmentResource {
    private final RfmAnalysis rfm;
    private final ChurnRiskAnalysis risks;
    private final Caller caller;

    SegmentResource(RfmAnalysis rfm, ChurnRiskAnalysis risks, Caller caller) {
        this.rfm = rfm;
        this.risks = risks;
        this.caller = caller;
    }

    @GET
    @Path("/rfm")
    @Operation(
            operationId = "getRfmSegments",
            summary = "Customers by recency, frequency and monetary value",
            description =
                    "Of the customers who ordered in the period; each measure is scored 1 to 5 by fifths of these customers, and the scores make the segment.")
    public Uni<SegmentTypes.RfmView> rfm(
            @BeanParam ShapeParameters parameters,
            @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
                    @QueryParam("currency")
                    @Nullable
                    String currency) {
        return rfm.segments(caller.tenantId(), parameters.query(currency)).map(SegmentTypes.RfmView::of);
    }

    @GET
    @Path("/rfm/customers")
    @Operation(
            operationId = "listRfmCustomers",
            summary = "The customers of the segments by recency, frequency and monetary value",
            description = "By key, with their scores.")
    public Uni<Page<SegmentTypes.RfmCustomerView>> rfmCustomers(
            @BeanParam ShapeParameters parameters,
            @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
                    @QueryParam("currency")
                    @Nullable
                    String currency,
            @Parameter(description = "Only of this segment, such as champions or at_risk.")
                    @QueryParam("segment")
                    @Nullable
                    String segment,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(Parameters.number("first", first));
        return rfm.customers(
                        caller.tenantId(),
                        parameters.query(currency),
                        segment == null ? null : Parameters.oneOf("segment", segment, RfmSegments.Name.values()),
                        Page.keyOf(after),
                        size + 1)
                .map(found -> Page.<RfmSegments.Customer>of(found, size, RfmSegments.Customer::id)
                        .map(SegmentTypes.RfmCustomerView::of));
    }

    @GET
    @Path("/churn-risk")
    @Operation(
            operationId = "getChurnRiskSegments",
            summary = "Customers by the signs that they may be lost",
            description =
                    "The customers of the last day of the period, or of the day of the answer where that is earlier, segmented by how they buy and what they said, with how many of each segment are at risk; the figures of at_risk_customer_share by risk_segment.")
    public Uni<SegmentTypes.ChurnRiskView> churnRisk(
            @BeanParam ShapeParameters parameters,
            @Parameter(
                            description =
                                    "name:number, repeatable: a threshold: window_days (180), value_percent (50), signals (2).")
                    @QueryParam("option")
                    List<String> option) {
        return risks.segments(caller.tenantId(), parameters.query(null), QuestionText.options(option))
                .map(SegmentTypes.ChurnRiskView::of);
    }

    @GET
    @Path("/churn-risk/customers")
    @Operation(
            operationId = "listChurnRiskCustomers",
            summary = "The customers of the segments by risk",
            description = "By key, with their signals.")
    public Uni<Page<SegmentTypes.ChurnRiskCustomerView>> churnRiskCustomers(
            @BeanParam ShapeParameters parameters,
            @Parameter(
                            description =
                                    "name:number, repeatable: a threshold: window_days (180), value_percent (50), signals (2).")
                    @QueryParam("option")
                    List<String> option,
            @Parameter(description = "Only of this segment, such as declining or overdue_dissatisfied.")
                    @QueryParam("segment")
                    @Nullable
                    String segment,
            @Parameter(description = "true: only those at risk; false: only the others.")
                    @QueryParam("atRisk")
                    @Nullable
                    String atRisk,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(Parameters.number("first", first));
        return risks.customers(
                        caller.tenantId(),
                        parameters.query(null),
                        QuestionText.options(option),
                        segment,
                        atRisk == null ? null : KpiQueryParameters.flag("atRisk", atRisk),
                        Page.keyOf(after),
                        size + 1)
                .map(found -> Page.<ChurnRisks.Customer>of(found, size, ChurnRisks.Customer::id)
                        .map(SegmentTypes.ChurnRiskCustomerView::of));
    }
}
