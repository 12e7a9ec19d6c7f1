package dev.kennzahl.ingestion.web;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.DryRunReport;
import dev.kennzahl.ingestion.ImportIntake;
import dev.kennzahl.ingestion.ImportJob;
import dev.kennzahl.ingestion.ImportStore;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Files of records. */
@Path("/api/v1/imports")
@RolesAllowed(Roles.INGEST)
@Tag(name = "Imports", description = "Files of records: streamed, applied row by row, bad rows listed, idempotent.")
public class ImportResource {
    private static final int REJECTIONS_PER_READ = 1000;

    private final ImportIntake intake;
    private final ImportStore store;
    private final TenantTransactions transactions;
    private final Caller caller;
    private final ObjectMapper json;

    ImportResource(
            ImportIntake intake, ImportStore store, TenantTransactions transactions, Caller caller, ObjectMapper json) {
        this.intake = intake;
        this.store = store;
        this.transactions = transactions;
        this.caller = caller;
        this.json = json;
    }

    /** An import and how far it is. */
    @Schema(name = "Import", description = "An import and how far it is.")
    public record ImportView(
            @Schema(description = "The id.") UUID id,
            @Schema(description = "The data set.") String dataset,
            @Schema(description = "running, completed or failed.") String status,
            @Schema(description = "How many rows were read so far.") long received,
            @Schema(description = "How many of them were applied.") long accepted,
            @Schema(description = "How many of them were set aside.") long rejected,
            @Schema(description = "How much of the file is done, 0 to 1.") double progress,
            @Schema(description = "When it came in.") Instant createdAt,
            @Schema(description = "When it was finished.") @Nullable Instant finishedAt,
            @Schema(description = "Why it failed.") @Nullable String error,
            @Schema(description = "Whether the file was only to be tried.") boolean dryRun,
            @Schema(
                            description =
                                    "What a dry run found, once it ended; only for keys that may read, with the role viewer.")
                    @Nullable
                    DryRunReport report) {
        static ImportView of(ImportJob job, @Nullable DryRunReport report) {
            return new ImportView(
                    job.id(),
                    job.dataset(),
                    job.status(),
                    job.rowsDone(),
                    job.accepted(),
                    job.rejected(),
                    job.progress(),
                    job.createdAt(),
                    job.finishedAt(),
                    job.error(),
                    job.dryRun(),
                    report);
        }
    }

    /** A row that was set aside. */
    @Schema(name = "ImportRejection", description = "A row that was set aside, and why.")
    public record RejectionView(
            @Schema(description = "The line the row begins in, counted from 1.") long line,
            @Schema(description = "The problem code.") String code,
            @Schema(description = "The column at fault.") @Nullable String field,
            @Schema(description = "What was wrong and what would be right.") String message,
            @Schema(
                            description = "The row as read.",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                    JsonNode row) {}

    @POST
    @Path("/{dataset}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "importFile",
            summary = "Import a file",
            description =
                    "Takes in a file of any size. It is answered when the file is durably stored; it is then applied in the background."
                            + " Good rows are applied, bad rows are listed. The same file again changes nothing. With dryRun=true"
                            + " all is done as for an import and then taken back; what it would have changed, and which KPIs"
                            + " would move, stands in the report of the import. Until it ends nothing else of the tenant is"
                            + " applied, so it tries the first 100,000 rows at most, unless configured otherwise.")
    @RequestBody(
            description = "text/csv with a header row (RFC 4180, UTF-8), or application/x-ndjson.",
            required = true,
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "202",
            description = "Durably stored; being applied.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "400", description = "Not CSV, or a required column is missing; nothing was stored.")
    @APIResponse(responseCode = "403", description = "A dry run needs a key that may also read, with the role viewer.")
    @APIResponse(responseCode = "404", description = "There is no such data set.")
    @APIResponse(responseCode = "415", description = "The content type is neither of the two.")
    public Uni<Response> upload(
            @Parameter(description = "The data set.") @PathParam("dataset") String dataset,
            @Parameter(description = "The name of a column mapping, for files with foreign columns.")
                    @QueryParam("mapping")
                    @Nullable
                    String mapping,
            @Parameter(
                            description =
                                    "true to only try the file: nothing of it is kept but a report of what it would change. The default is false.",
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .BOOLEAN))
                    @QueryParam("dryRun")
                    @Nullable
                    String dryRun,
            @Parameter(
                            description =
                                    "A key of yours: the same key with the same file is answered again and not imported again.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String idempotencyKey,
            @Parameter(hidden = true) @HeaderParam("Content-Type") @Nullable String contentType,
            HttpServerRequest request) {
        return intake.receive(
                        caller.tenantId(),
                        new ImportIntake.Wish(
                                dataset,
                                contentType == null ? "" : contentType,
                                mapping,
                                isDryRun(dryRun, request),
                                idempotencyKey),
                        request)
                .map(job -> Response.accepted(ImportView.of(job, null))
                        .location(URI.create("/api/v1/imports/" + job.id()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build());
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getImport",
            summary = "How far an import is",
            description = "Counts of rows so far, and the state.")
    public Uni<ImportView> get(@Parameter(description = "The import's id.") @PathParam("id") String id) {
        int tenantId = caller.tenantId();
        return job(id).flatMap(job -> job.dryRun() && caller.mayRead()
                ? transactions
                        .read(tenantId, tx -> store.report(tx, tenantId, job.id()))
                        .map(report -> ImportView.of(job, report.orElse(null)))
                : Uni.createFrom().item(ImportView.of(job, null)));
    }

    private boolean isDryRun(@Nullable String dryRun, HttpServerRequest request) {
        if (!DryRun.isAsked(dryRun, request)) {
            return false;
        }
        if (!caller.mayRead()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "dryRun",
                    "A dry run tells what is stored; it needs a key with the role viewer besides ingest.");
        }
        return true;
    }

    @GET
    @Path("/{id}/rejections")
    @Produces("application/x-ndjson")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listRejections",
            summary = "The rows set aside",
            description =
                    "One JSON object per line, in the order of the file; with Accept: application/json an array of them.")
    public Multi<RejectionView> rejections(@Parameter(description = "The import's id.") @PathParam("id") String id) {
        int tenantId = caller.tenantId();
        AtomicLong after = new AtomicLong();
        return job(id).onItem().transformToMulti(job -> Multi.createBy()
                .repeating()
                .uni(() -> transactions.read(
                        tenantId, tx -> store.rejections(tx, tenantId, job.id(), after.get(), REJECTIONS_PER_READ)))
                .whilst(page -> {
                    page.forEach(row -> after.set(row.line()));
                    return !page.isEmpty();
                })
                .onItem()
                .<ImportStore.RejectedRow>disjoint()
                .map(this::view));
    }

    /** The same for who takes JSON only. */
    @GET
    @Path("/{id}/rejections")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Multi<RejectionView> rejectionsInOneArray(
            @Parameter(description = "The import's id.") @PathParam("id") String id) {
        return rejections(id);
    }

    private Uni<ImportJob> job(String id) {
        UUID importId;
        try {
            importId = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("import", id);
        }
        int tenantId = caller.tenantId();
        return transactions
                .read(tenantId, tx -> store.get(tx, tenantId, importId))
                .map(found -> found.orElseThrow(() -> Problem.notFound("import", id)));
    }

    private RejectionView view(ImportStore.RejectedRow row) {
        try {
            return new RejectionView(row.line(), row.code(), row.field(), row.message(), json.readTree(row.row()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rejected row is stored as JSON", e);
        }
    }
}
