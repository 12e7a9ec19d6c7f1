package dev.kennzahl.ingestion.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.TargetBook;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Field;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Sets single targets; reading and deleting them is alike for all data sets, and many come in by a file. */
@Path("/api/v1")
@RolesAllowed(Roles.INGEST)
@Tag(name = "Records", description = "The records that figures are made of, as they are and as they were.")
public class TargetResource {
    private final TargetBook targets;
    private final Caller caller;

    TargetResource(TargetBook targets, Caller caller) {
        this.targets = targets;
        this.caller = caller;
    }

    /** A target to be set. */
    @Schema(name = "TargetWish", description = "A target to be set; team, region, owner and product say for what.")
    public record TargetWish(
            @Schema(description = "The KPI it is set for, by its key.", required = true) @Nullable String kpi,
            @Schema(description = "The first day of the period, an ISO date.", required = true) @Nullable
                    String periodStart,
            @Schema(description = "The first day after the period, an ISO date.", required = true) @Nullable
                    String periodEnd,
            @Schema(description = "What is to be reached, a decimal.", required = true) @Nullable String value,
            @Schema(description = "The currency of the value, if it is money; without one the tenant's.") @Nullable
                    String currency,
            @Schema(description = "The employee it is set for; without one for all.") @Nullable String ownerId,
            @Schema(description = "The team it is set for; without one for all.") @Nullable String team,
            @Schema(description = "The region it is set for; without one for all.") @Nullable String region,
            @Schema(description = "The product it is set for; without one for all.") @Nullable String productId) {

        private Map<String, @Nullable String> cells() {
            Map<String, @Nullable String> cells = new LinkedHashMap<>();
            cells.put("kpi", said(kpi));
            cells.put("period_start", said(periodStart));
            cells.put("period_end", said(periodEnd));
            cells.put("value", said(value));
            cells.put("currency", said(currency));
            cells.put("owner_id", said(ownerId));
            cells.put("team", said(team));
            cells.put("region", said(region));
            cells.put("product_id", said(productId));
            return cells;
        }

        static @Nullable String said(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    /** A target that was set. */
    @Schema(name = "TargetReference", description = "A target that was set.")
    public record TargetReference(
            @Schema(description = "Its id.") UUID id,
            @Schema(description = "Its business key: the parts of it, with slashes between them.") String externalId) {}

    @POST
    @Path("/targets")
    @Operation(
            operationId = "createTarget",
            summary = "Set a target",
            description = "Known from now on: figures as of an earlier instant do not have it.")
    @APIResponse(
            responseCode = "201",
            description = "Set.",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = TargetReference.class)))
    @APIResponse(responseCode = "409", description = "A target for just this is set already.")
    public Uni<Response> create(@Nullable TargetWish wish) {
        return named(targets.add(caller.tenantId(), cells(wish)))
                .map(taken -> Response.created(URI.create("/api/v1/targets/" + taken.id()))
                        .entity(new TargetReference(taken.id(), taken.externalId()))
                        .build());
    }

    @PUT
    @Path("/targets/{id}")
    @Operation(
            operationId = "replaceTarget",
            summary = "Change a target",
            description =
                    "Replaces it as a whole, from now on. What it is set for (KPI, period, team, region, owner, product) is"
                            + " its key and stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "Changed.",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = TargetReference.class)))
    @APIResponse(responseCode = "404", description = "There is none of this id.")
    public Uni<TargetReference> replace(
            @Parameter(description = "The id.") @PathParam("id") String id, @Nullable TargetWish wish) {
        UUID key;
        try {
            key = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound(FactType.TARGET.key(), id);
        }
        return named(targets.replace(caller.tenantId(), key, cells(wish)))
                .map(taken -> new TargetReference(taken.id(), taken.externalId()));
    }

    private static Map<String, @Nullable String> cells(@Nullable TargetWish wish) {
        if (wish == null) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, "kpi", "kpi must not be empty; the body says which target to set.");
        }
        return wish.cells();
    }

    /** What is wrong, by the name of the member and not of the column. */
    static <T> Uni<T> named(Uni<T> done) {
        return done.onFailure(Problem.class).transform(problem -> {
            String detail = problem.detail();
            for (FactType type : List.of(FactType.TARGET, FactType.FORECAST_SUBMISSION)) {
                for (Field column : type.describedFields()) {
                    detail = detail.replace(column.name(), member(column.name()));
                }
            }
            return detail.equals(problem.detail())
                    ? problem
                    : new Problem(
                            problem.code(),
                            problem.field().map(TargetResource::member).orElse(null),
                            detail);
        });
    }

    /** {@code periodStart} for {@code period_start}. */
    private static String member(String column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
