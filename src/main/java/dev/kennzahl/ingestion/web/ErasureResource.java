package dev.kennzahl.ingestion.web;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.ingestion.Erasures;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Erasing people on request. */
@Path("/api/v1")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Erasures", description = "Erasing people on request: figures stay, who it was is nowhere any more.")
public class ErasureResource {
    private static final String WHAT_IT_DOES =
            " Texts and custom attributes are emptied in all versions and events, the key gives way to a pseudonym everywhere,"
                    + " raw deliveries that told of the person are emptied; all of that for all known times, so totals stay as they"
                    + " were, also as of a past moment; by needs and the person's own custom attributes it counts as unknown. Records that merges or a common key make the same person are erased with it."
                    + " What comes in about the person later is set aside with the code ERASED. Doing it again changes nothing.";

    private final Erasures erasures;
    private final Caller caller;

    ErasureResource(Erasures erasures, Caller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    /** What an erasure touched. */
    @Schema(name = "ErasureReport", description = "What an erasure touched; zeros when the person was erased before.")
    public record ErasureReport(
            @Schema(description = "What stands in the place of the key from now on.") String pseudonym,
            @Schema(description = "How many versions of the person's records were emptied.") int versions,
            @Schema(description = "How many change events of them were emptied.") int events,
            @Schema(description = "How many events and settings of others now name the pseudonym.") int references,
            @Schema(description = "How many raw deliveries were emptied.") int deliveries,
            @Schema(description = "How many rejected rows of files were removed.") int rejections) {
        static ErasureReport of(Erasures.Outcome outcome) {
            return new ErasureReport(
                    outcome.pseudonym(),
                    outcome.counts().versions(),
                    outcome.counts().events(),
                    outcome.counts().references(),
                    outcome.counts().deliveries(),
                    outcome.counts().rejections());
        }
    }

    /** An erasure in force. */
    @Schema(name = "Erasure", description = "An erasure in force; says nothing about who was erased.")
    public record ErasureView(
            @Schema(description = "The id, to lift it by.") UUID id,
            @Schema(description = "The kind of record: customer, employee or lead.") String kind,
            @Schema(description = "What stands in the place of the key.") String pseudonym,
            @Schema(description = "When it was erased.") Instant erasedAt) {
        static ErasureView of(Erasures.Erasure erasure) {
            return new ErasureView(erasure.id(), erasure.entity().key(), erasure.pseudonym(), erasure.erasedAt());
        }
    }

    @POST
    @Path("/customers/{id}/erasure")
    @Operation(
            operationId = "eraseCustomer",
            summary = "Erase a customer",
            description = "Erases the person that the customer is." + WHAT_IT_DOES)
    public Uni<ErasureReport> eraseCustomer(@Parameter(description = "The customer's id.") @PathParam("id") String id) {
        return erase(EntityType.CUSTOMER, id);
    }

    @POST
    @Path("/employees/{id}/erasure")
    @Operation(
            operationId = "eraseEmployee",
            summary = "Erase an employee",
            description = "Erases the person that the employee is." + WHAT_IT_DOES)
    public Uni<ErasureReport> eraseEmployee(@Parameter(description = "The employee's id.") @PathParam("id") String id) {
        return erase(EntityType.EMPLOYEE, id);
    }

    @POST
    @Path("/leads/{id}/erasure")
    @Operation(
            operationId = "eraseLead",
            summary = "Erase a lead",
            description = "Erases the person that the lead is." + WHAT_IT_DOES)
    public Uni<ErasureReport> eraseLead(@Parameter(description = "The lead's id.") @PathParam("id") String id) {
        return erase(EntityType.LEAD, id);
    }

    private Uni<ErasureReport> erase(EntityType entity, String id) {
        return erasures.erase(caller.tenantId(), entity, uuid(entity.key(), id)).map(ErasureReport::of);
    }

    @GET
    @Path("/erasures")
    @Operation(
            operationId = "listErasures",
            summary = "List erasures",
            description = "The erasures in force, newest first. Nothing in them says who was erased.")
    public Uni<Page<ErasureView>> list(
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(first);
        return erasures.list(caller.tenantId(), position(after), size + 1)
                .map(found ->
                        Page.of(found, size, erasure -> erasure.id().toString()).map(ErasureView::of));
    }

    @DELETE
    @Path("/erasures/{id}")
    @Operation(
            operationId = "liftErasure",
            summary = "Lift an erasure",
            description =
                    "The key may come in again, as a new record. What was erased does not come back: the anonymous record"
                            + " stays, under its pseudonym and a new id.")
    @APIResponse(responseCode = "204", description = "Lifted.")
    public Uni<Void> lift(@Parameter(description = "The erasure's id.") @PathParam("id") String id) {
        return erasures.lift(caller.tenantId(), uuid("erasure", id));
    }

    private static UUID uuid(String what, String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound(what, id);
        }
    }

    private static @Nullable UUID position(@Nullable String after) {
        String key = Page.keyOf(after);
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw Page.invalidCursor();
        }
    }
}
