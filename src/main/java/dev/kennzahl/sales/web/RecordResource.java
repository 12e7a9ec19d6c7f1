package dev.kennzahl.sales.web;

import java.time.Instant;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.Records.Entry;
import dev.kennzahl.sales.Records.Filter;
import dev.kennzahl.security.Roles;

/** The records that figures are made of. */
@Path("/api/v1")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Records", description = "The records that figures are made of, as they are and as they were.")
public class RecordResource {
    private final RecordReads reads;
    private final ObjectMapper json;

    RecordResource(RecordReads reads, ObjectMapper json) {
        this.reads = reads;
        this.json = json;
    }

    /** A version of a deal. */
    @Schema(name = "DealVersion", description = "How a deal was for a while, and since when we knew.")
    public record DealVersion(
            @Schema(description = "Since when it was so in the CRM; null for since ever.") @Nullable Instant validFrom,
            @Schema(description = "Until when; null for until further notice.") @Nullable Instant validTo,
            @Schema(description = "Since when we knew.") Instant knownFrom,
            @Schema(description = "Until when we believed it; null for we still do.") @Nullable Instant knownTo,
            @Schema(description = "The deal as it was.") DealView deal) {
        static DealVersion of(Entry entry) {
            return new DealVersion(
                    entry.validFrom(), entry.validTo(), entry.knownFrom(), entry.knownTo(), DealView.of(entry));
        }
    }

    /** A version of a customer. */
    @Schema(name = "CustomerVersion", description = "How a customer was for a while, and since when we knew.")
    public record CustomerVersion(
            @Schema(description = "Since when it was so; null for since ever.") @Nullable Instant validFrom,
            @Schema(description = "Until when; null for until further notice.") @Nullable Instant validTo,
            @Schema(description = "Since when we knew.") Instant knownFrom,
            @Schema(description = "Until when we believed it; null for we still do.") @Nullable Instant knownTo,
            @Schema(description = "The customer as it was.") CustomerView customer) {
        static CustomerVersion of(Entry entry) {
            return new CustomerVersion(
                    entry.validFrom(), entry.validTo(), entry.knownFrom(), entry.knownTo(), CustomerView.of(entry));
        }
    }

    @GET
    @Path("/deals")
    @Operation(
            operationId = "listDeals",
            summary = "List deals",
            description = "Deals as they are now, in a stable order.")
    public Uni<Page<DealView>> deals(
            @Parameter(description = "Only of this connection.") @QueryParam("connection") @Nullable String connection,
            @Parameter(description = "Only with this id of the sender's, or business key.")
                    @QueryParam("externalId")
                    @Nullable
                    String externalId,
            @Parameter(description = "Only in this status: open, won, lost, deleted, merged or unknown.")
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Parameter(description = "Only of this owner.") @QueryParam("owner") @Nullable String owner,
            @Parameter(description = "Only with this region of their own.") @QueryParam("region") @Nullable
                    String region,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        Filter filter = new Filter(Parameters.uuid("connection", connection), externalId, status, owner, region);
        return reads.list(EntityType.DEAL, filter, first, after).map(page -> page.map(DealView::of));
    }

    @GET
    @Path("/deals/{id}")
    @Operation(operationId = "getDeal", summary = "One deal", description = "A deal as it is now.")
    public Uni<DealView> deal(@Parameter(description = "The deal's id.") @PathParam("id") String id) {
        return reads.get(EntityType.DEAL, id).map(DealView::of);
    }

    @GET
    @Path("/deals/{id}/history")
    @Operation(
            operationId = "getDealHistory",
            summary = "A deal's history",
            description = "All versions in order of valid time, as believed now or at an instant.")
    public Uni<Page<DealVersion>> history(
            @Parameter(description = "The deal's id.") @PathParam("id") String id,
            @Parameter(description = "An instant: the history as believed then.") @QueryParam("asOf") @Nullable
                    String asOf) {
        return reads.history(EntityType.DEAL, id, Parameters.instant("asOf", asOf))
                .map(versions ->
                        new Page<>(versions.stream().map(DealVersion::of).toList(), null));
    }

    @GET
    @Path("/customers")
    @Operation(
            operationId = "listCustomers",
            summary = "List customers",
            description = "Customers as they are now, in a stable order.")
    public Uni<Page<CustomerView>> customers(
            @Parameter(description = "Only of this connection.") @QueryParam("connection") @Nullable String connection,
            @Parameter(description = "Only with this id of the sender's, or business key.")
                    @QueryParam("externalId")
                    @Nullable
                    String externalId,
            @Parameter(description = "Only in this status: active, deleted, merged or unknown.")
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Parameter(description = "Only of this owner.") @QueryParam("owner") @Nullable String owner,
            @Parameter(description = "Only in this region.") @QueryParam("region") @Nullable String region,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        Filter filter = new Filter(Parameters.uuid("connection", connection), externalId, status, owner, region);
        return reads.list(EntityType.CUSTOMER, filter, first, after).map(page -> page.map(CustomerView::of));
    }

    @GET
    @Path("/customers/{id}")
    @Operation(operationId = "getCustomer", summary = "One customer", description = "A customer as it is now.")
    public Uni<CustomerView> customer(@Parameter(description = "The customer's id.") @PathParam("id") String id) {
        return reads.get(EntityType.CUSTOMER, id).map(CustomerView::of);
    }

    @GET
    @Path("/customers/{id}/history")
    @Operation(
            operationId = "getCustomerHistory",
            summary = "A customer's history",
            description = "All versions in order of valid time, as believed now or at an instant.")
    public Uni<Page<CustomerVersion>> customerHistory(
            @Parameter(description = "The customer's id.") @PathParam("id") String id,
            @Parameter(description = "An instant: the history as believed then.") @QueryParam("asOf") @Nullable
                    String asOf) {
        return reads.history(EntityType.CUSTOMER, id, Parameters.instant("asOf", asOf))
                .map(versions ->
                        new Page<>(versions.stream().map(CustomerVersion::of).toList(), null));
    }

    @GET
    @Path("/leads")
    @Operation(
            operationId = "listLeads",
            summary = "List leads",
            description = "Leads as they are now, in a stable order.")
    @APIResponse(
            responseCode = "200",
            description = "A page of leads.",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "LeadPage")))
    public Uni<Page<RecordView>> leads(
            @Parameter(description = "Only of this connection.") @QueryParam("connection") @Nullable String connection,
            @Parameter(description = "Only with this id of the sender's, or business key.")
                    @QueryParam("externalId")
                    @Nullable
                    String externalId,
            @Parameter(
                            description =
                                    "Only in this status: open, qualified, disqualified, converted, deleted, merged or unknown.")
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Parameter(description = "Only of this owner.") @QueryParam("owner") @Nullable String owner,
            @Parameter(description = "Only in this region.") @QueryParam("region") @Nullable String region,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        Filter filter = new Filter(Parameters.uuid("connection", connection), externalId, status, owner, region);
        return list(EntityType.LEAD, filter, first, after);
    }

    @GET
    @Path("/products")
    @Operation(
            operationId = "listProducts",
            summary = "List products",
            description = "Products as they are now, in a stable order.")
    @APIResponse(
            responseCode = "200",
            description = "A page of products.",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "ProductPage")))
    public Uni<Page<RecordView>> products(
            @Parameter(description = "Only with this business key.") @QueryParam("externalId") @Nullable
                    String externalId,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        return list(EntityType.PRODUCT, new Filter(null, externalId, null, null, null), first, after);
    }

    @GET
    @Path("/employees")
    @Operation(
            operationId = "listEmployees",
            summary = "List employees",
            description = "Employees as they are now, in a stable order.")
    @APIResponse(
            responseCode = "200",
            description = "A page of employees.",
            content = @Content(mediaType = "application/json", schema = @Schema(ref = "EmployeePage")))
    public Uni<Page<RecordView>> employees(
            @Parameter(description = "Only with this business key.") @QueryParam("externalId") @Nullable
                    String externalId,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        return list(EntityType.EMPLOYEE, new Filter(null, externalId, null, null, null), first, after);
    }

    private Uni<Page<RecordView>> list(
            EntityType entity, Filter filter, @Nullable Integer first, @Nullable String after) {
        return reads.list(entity, filter, first, after)
                .map(page -> page.map(entry -> RecordView.of(entity, entry, json)));
    }
}
