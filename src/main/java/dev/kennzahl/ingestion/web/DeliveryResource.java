package dev.kennzahl.ingestion.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.Deliveries;
import dev.kennzahl.ingestion.DeliveryStore;
import dev.kennzahl.ingestion.DryReplays;
import dev.kennzahl.ingestion.DryRunReport;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What came in, and what became of it. */
@Path("/api/v1/deliveries")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Deliveries", description = "What came in by webhook, and what became of it.")
public class DeliveryResource {
    private static final String DRY_RUN =
            "With true the replay is only tried and taken back: the answer tells what it would change, of the oldest deliveries as many as fit one transaction.";
    private static final Set<String> STATUSES = Set.of("received", "applied", "dead");

    private final TenantTransactions transactions;
    private final DeliveryStore store;
    private final Deliveries deliveries;
    private final Caller caller;

    DeliveryResource(TenantTransactions transactions, DeliveryStore store, Deliveries deliveries, Caller caller) {
        this.transactions = transactions;
        this.store = store;
        this.deliveries = deliveries;
        this.caller = caller;
    }

    /** A delivery as listed. */
    @Schema(name = "Delivery", description = "A delivery and what became of it.")
    public record DeliveryView(
            @Schema(description = "The id.") String id,
            @Schema(description = "The connection it came in on.") UUID connection,
            @Schema(description = "When it was received.") Instant receivedAt,
            @Schema(description = "received, applied or dead.") String status,
            @Schema(description = "When it was applied.") @Nullable Instant appliedAt,
            @Schema(description = "How many events it held.") @Nullable Integer events,
            @Schema(description = "How many of them were known already.") @Nullable Integer duplicates,
            @Schema(description = "How many items are of kinds without effect.") @Nullable Integer ignored,
            @Schema(description = "The items set aside, with reasons.") List<Rejection> rejections,
            @Schema(description = "Why it is dead.") @Nullable String reason,
            @Schema(description = "What to do about a dead delivery.") @Nullable String remedy,
            @Schema(description = "When its request was taken out of the store; it cannot be replayed since.") @Nullable
                    Instant purgedAt) {}

    /** A delivery with the request itself. */
    @Schema(name = "DeliveryDetail", description = "A delivery with the request itself.")
    public record DeliveryDetail(
            @Schema(description = "The delivery.") DeliveryView delivery,
            @Schema(description = "The headers as received, without those that authenticate; empty once purged.")
                    Map<String, String> headers,
            @Schema(description = "The body as received, read as UTF-8; empty once purged.") String body) {}

    /** How many deliveries are applied again. */
    @Schema(name = "Replay", description = "How many deliveries are applied again.")
    public record Replay(
            @Schema(description = "The number of deliveries put back in line; with dryRun, of those tried.")
                    int deliveries,
            @Schema(description = "What the replay would change, when that was asked for; else null.") @Nullable
                    DryRunReport dryRun) {
        static Replay of(DryReplays.Tried tried) {
            return new Replay(tried.deliveries(), tried.report());
        }
    }

    /** How many requests were taken out. */
    @Schema(name = "Purge", description = "How many raw requests were taken out of the store.")
    public record Purge(@Schema(description = "The number of deliveries purged now.") int deliveries) {}

    @GET
    @Operation(operationId = "listDeliveries", summary = "List deliveries", description = "Newest first.")
    public Uni<Page<DeliveryView>> list(
            @Parameter(description = "Only of this connection.") @QueryParam("connection") @Nullable String connection,
            @Parameter(description = "Only in this state: received, applied or dead.") @QueryParam("status") @Nullable
                    String status,
            @Parameter(description = "Only received at or after this instant.") @QueryParam("from") @Nullable
                    String from,
            @Parameter(description = "Only received before this instant.") @QueryParam("to") @Nullable String to,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(first);
        DeliveryStore.Filter filter = filter(connection, status, from, to);
        Long below = below(after);
        int tenantId = caller.tenantId();
        return transactions
                .read(tenantId, tx -> store.list(tx, tenantId, filter, below, size + 1))
                .map(found -> Page.of(found, size, delivery -> Long.toString(delivery.deliveryId()))
                        .map(DeliveryResource::view));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getDelivery", summary = "One delivery", description = "The raw request and its outcome.")
    public Uni<DeliveryDetail> get(@Parameter(description = "The delivery's id.") @PathParam("id") String id) {
        return deliveries
                .get(caller.tenantId(), number(id))
                .map(stored -> new DeliveryDetail(
                        view(stored),
                        stored.delivery().headers(),
                        new String(stored.delivery().body(), StandardCharsets.UTF_8)));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            operationId = "replayDelivery",
            summary = "Apply a delivery again",
            description =
                    "Reads the stored request again, with the connection's present options. What it says is known already, so nothing is counted twice; what it says differently since the options changed replaces what it said before, from now on.")
    @APIResponse(
            responseCode = "200",
            description = "Put back in line.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Replay.class)))
    @APIResponse(responseCode = "410", description = "Its request was purged, so it cannot be read again.")
    public Uni<Replay> replay(
            @Parameter(description = "The delivery's id.") @PathParam("id") String id,
            @Parameter(description = DRY_RUN, schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam(DryRun.NAME)
                    @Nullable
                    String dryRun,
            @Context HttpServerRequest request) {
        return DryRun.isAsked(dryRun, request)
                ? deliveries.tryReplay(caller.tenantId(), number(id)).map(Replay::of)
                : deliveries.replay(caller.tenantId(), number(id)).map(count -> new Replay(count, null));
    }

    @POST
    @Path("/replay")
    @Operation(
            operationId = "replayDeliveries",
            summary = "Apply deliveries again",
            description =
                    "Reads all stored requests that fit the filter again, but for those purged; at least one filter must be given.")
    public Uni<Replay> replayRange(
            @Parameter(description = "Only of this connection.") @QueryParam("connection") @Nullable String connection,
            @Parameter(description = "Only in this state: received, applied or dead.") @QueryParam("status") @Nullable
                    String status,
            @Parameter(description = "Only received at or after this instant.") @QueryParam("from") @Nullable
                    String from,
            @Parameter(description = "Only received before this instant.") @QueryParam("to") @Nullable String to,
            @Parameter(description = DRY_RUN, schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam(DryRun.NAME)
                    @Nullable
                    String dryRun,
            @Context HttpServerRequest request) {
        DeliveryStore.Filter filter = filter(connection, status, from, to);
        if (connection == null && status == null && from == null && to == null) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, "from", "Give at least one of connection, status, from and to.");
        }
        return DryRun.isAsked(dryRun, request)
                ? deliveries.tryReplay(caller.tenantId(), filter).map(Replay::of)
                : deliveries.replay(caller.tenantId(), filter).map(count -> new Replay(count, null));
    }

    @DELETE
    @Path("/{id}/body")
    @Operation(
            operationId = "purgeDelivery",
            summary = "Take a raw request out of the store",
            description =
                    "Empties body, headers and query of an applied or dead delivery. What it said stays; it cannot be replayed any more.")
    @APIResponse(responseCode = "204", description = "Purged, now or before.")
    @APIResponse(responseCode = "409", description = "It is not applied yet.")
    public Uni<Void> purge(@Parameter(description = "The delivery's id.") @PathParam("id") String id) {
        return deliveries.purge(caller.tenantId(), number(id));
    }

    @DELETE
    @Operation(
            operationId = "purgeDeliveries",
            summary = "Take raw requests out of the store",
            description =
                    "Empties body, headers and query of all applied and dead deliveries received before an instant. What they said stays; they cannot be replayed any more.")
    public Uni<Purge> purgeBefore(
            @Parameter(description = "Those received before this instant; required.", required = true)
                    @QueryParam("to")
                    @Nullable
                    String to) {
        Instant before = Parameters.instant("to", to);
        if (before == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, "to", "to must be given, such as 2026-01-01T00:00:00Z.");
        }
        return deliveries.purgeBefore(caller.tenantId(), before).map(Purge::new);
    }

    private static DeliveryStore.Filter filter(
            @Nullable String connection, @Nullable String status, @Nullable String from, @Nullable String to) {
        if (status != null && !STATUSES.contains(status)) {
            throw new Problem(ProblemCode.INVALID_VALUE, "status", "status must be one of received, applied, dead.");
        }
        return new DeliveryStore.Filter(
                Parameters.uuid("connection", connection),
                status,
                Parameters.instant("from", from),
                Parameters.instant("to", to));
    }

    private static @Nullable Long below(@Nullable String after) {
        String key = Page.keyOf(after);
        try {
            return key == null ? null : Long.valueOf(key);
        } catch (NumberFormatException e) {
            throw Page.invalidCursor();
        }
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw Problem.notFound("delivery", id);
        }
    }

    private static DeliveryView view(DeliveryStore.Stored stored) {
        return new DeliveryView(
                Long.toString(stored.deliveryId()),
                stored.connectionId(),
                stored.delivery().receivedAt(),
                stored.status(),
                stored.appliedAt(),
                stored.events(),
                stored.duplicates(),
                stored.ignored(),
                stored.rejections(),
                stored.reason(),
                stored.reasonKind() == null ? null : stored.reasonKind().remedy(),
                stored.purgedAt());
    }
}
