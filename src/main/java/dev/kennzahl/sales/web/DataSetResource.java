package dev.kennzahl.sales.web;

import java.time.LocalDate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Facts;
import dev.kennzahl.security.Roles;

/**
 * Records and facts that have no resource of their own, alike for all of them, so that a new data set needs none either. In the
 * OpenAPI document each has its own paths and schemas: see {@link DataSetPaths}.
 */
@Path("/api/v1")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Records", description = "The records that figures are made of, as they are and as they were.")
public class DataSetResource {
    private final RecordReads records;
    private final FactReads facts;
    private final ObjectMapper json;

    DataSetResource(RecordReads records, FactReads facts, ObjectMapper json) {
        this.records = records;
        this.facts = facts;
        this.json = json;
    }

    @GET
    @Path("/{dataset}")
    @Operation(operationId = "list", description = "In a stable order.")
    public Uni<Page<RecordView>> list(
            @PathParam("dataset") String dataset,
            @Parameter(description = "Only with this business key.") @QueryParam("externalId") @Nullable
                    String externalId,
            @Parameter(description = "Only of this customer.") @QueryParam("customer") @Nullable String customer,
            @Parameter(description = "Only of this employee.") @QueryParam("owner") @Nullable String owner,
            @Parameter(description = "An ISO date: only from this day on.") @QueryParam("from") @Nullable String from,
            @Parameter(description = "An ISO date: only before this day.") @QueryParam("to") @Nullable String to,
            @Parameter(description = "An instant: as believed then.") @QueryParam("asOf") @Nullable String asOf,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable Integer first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        FactType type = FactType.ofDataset(dataset).orElseThrow(NotFoundException::new);
        Facts.Filter filter = new Facts.Filter(
                externalId, customer, owner, day("from", from), day("to", to), Parameters.instant("asOf", asOf));
        return facts.list(type, filter, first, after).map(page -> page.map(fact -> RecordView.of(type, fact, json)));
    }

    private static @Nullable LocalDate day(String name, @Nullable String text) {
        return text == null ? null : Parameters.date(name, text);
    }

    @GET
    @Path("/{dataset}/{id}")
    @Operation(operationId = "get", description = "As it is believed now, or was at an instant.")
    public Uni<RecordView> get(
            @PathParam("dataset") String dataset,
            @Parameter(description = "The id.") @PathParam("id") String id,
            @Parameter(description = "An instant: as believed then.") @QueryParam("asOf") @Nullable String asOf) {
        DataSet found = DataSet.ofName(dataset).orElseThrow(NotFoundException::new);
        if (found instanceof FactType type) {
            return facts.get(type, id, Parameters.instant("asOf", asOf)).map(fact -> RecordView.of(type, fact, json));
        }
        EntityType entity = (EntityType) found;
        return records.get(entity, id, Parameters.instant("asOf", asOf))
                .map(record -> RecordView.of(entity, record, json));
    }

    @GET
    @Path("/{dataset}/{id}/history")
    @Operation(operationId = "history", description = "All versions in order of time.")
    public Uni<Page<RecordView>> history(
            @PathParam("dataset") String dataset,
            @Parameter(description = "The id.") @PathParam("id") String id,
            @Parameter(description = "An instant: the history as believed then.") @QueryParam("asOf") @Nullable
                    String asOf) {
        DataSet found = DataSet.ofName(dataset).orElseThrow(NotFoundException::new);
        if (found instanceof FactType type) {
            return facts.history(type, id)
                    .map(versions -> new Page<>(
                            versions.stream()
                                    .map(version -> RecordView.version(type, version, json))
                                    .toList(),
                            null));
        }
        EntityType entity = (EntityType) found;
        return records.history(entity, id, Parameters.instant("asOf", asOf))
                .map(versions -> new Page<>(
                        versions.stream()
                                .map(version -> RecordView.version(entity, version, json))
                                .toList(),
                        null));
    }
}
