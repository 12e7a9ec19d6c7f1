package dev.kennzahl.metrics.web;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.metrics.CustomKpis;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The KPIs that a tenant makes of others. */
@Path("/api/v1/custom-kpis")
@RolesAllowed(Roles.ADMIN)
@Tag(
        name = "Custom KPIs",
        description =
                "KPIs that a tenant makes of others by an expression, such as revenue / active_customers; they are asked for like all others.")
public class CustomKpiResource {
    private final CustomKpis kpis;
    private final Caller caller;

    CustomKpiResource(CustomKpis kpis, Caller caller) {
        this.kpis = kpis;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            operationId = "listCustomKpis",
            summary = "List custom KPIs",
            description = "Those that hold, by key, as one page.")
    public Uni<Page<CustomKpiView>> list() {
        return kpis.list(caller.tenantId())
                .map(found -> new Page<>(found.stream().map(CustomKpiView::of).toList(), null));
    }

    @GET
    @Path("/{key}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            operationId = "getCustomKpi",
            summary = "One custom KPI",
            description = "The version that holds. What it means in full: /api/v1/kpis/{key}.")
    public Uni<CustomKpiView> get(@Parameter(description = "The KPI's key.") @PathParam("key") String key) {
        return kpis.get(caller.tenantId(), key).map(CustomKpiView::of);
    }

    @GET
    @Path("/{key}/versions")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            operationId = "listCustomKpiVersions",
            summary = "All versions of a custom KPI",
            description = "The newest first, also of one that was deleted.")
    public Uni<Page<CustomKpiVersionView>> versions(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key) {
        return kpis.versions(caller.tenantId(), key)
                .map(found ->
                        new Page<>(found.stream().map(CustomKpiVersionView::of).toList(), null));
    }

    @POST
    @Operation(
            operationId = "createCustomKpi",
            summary = "Make a custom KPI",
            description =
                    "Of other KPIs, + − × ÷, numbers and brackets; win_rate[by_value] is a variant. Its unit follows from theirs.")
    @APIResponse(
            responseCode = "201",
            description = "Made.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CustomKpiView.class)))
    public Uni<Response> create(@Nullable CustomKpiRequest wish) {
        CustomKpiRequest given = CustomKpiRequest.given(wish);
        return kpis.create(caller.tenantId(), given.definition(given.namedKey()))
                .map(made -> Response.created(URI.create(
                                "/api/v1/custom-kpis/" + made.definition().key()))
                        .entity(CustomKpiView.of(made))
                        .build());
    }

    @PUT
    @Path("/{key}")
    @Operation(
            operationId = "replaceCustomKpi",
            summary = "Change a custom KPI",
            description =
                    "Makes a new version, by which all answers are made from now on, also those as of past moments; the one before stays listed. The same again changes nothing. A version that only has other words, another section or another direction makes the same values, and receipts stay the same.")
    public Uni<CustomKpiView> replace(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key, @Nullable CustomKpiRequest wish) {
        return kpis.replace(caller.tenantId(), CustomKpiRequest.given(wish).definition(key))
                .map(CustomKpiView::of);
    }

    @DELETE
    @Path("/{key}")
    @Operation(
            operationId = "deleteCustomKpi",
            summary = "Delete a custom KPI",
            description =
                    "It can be asked for no more; its versions stay listed, and receipts of its answers are verified as changed. Refused while others are built on it.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public Uni<Void> delete(@Parameter(description = "The KPI's key.") @PathParam("key") String key) {
        return kpis.delete(caller.tenantId(), key);
    }
}
