package dev.kennzahl.metrics.web;

import java.util.Locale;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.metrics.AnswerQuality;
import dev.kennzahl.metrics.KpiBooks;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.QualityCheck;
import dev.kennzahl.metrics.RecordContribution;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** KPIs: what they mean, what they are, and the records behind them. */
@Path("/api/v1/kpis")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "KPIs", description = "What the KPIs mean, their values, and the records behind a number.")
public class KpiResource {
    private static final String CSV = "text/csv";
    private static final String LANG = "de or en; comes before Accept-Language, for addresses that people pass on.";

    /** What the answer was read from: records, or kept sums and which. For those who look into its speed. */
    private static final String PLAN = "Kennzahl-Plan";

    private final KpiBooks books;
    private final KpiEngine engine;
    private final QualityCheck quality;
    private final Messages messages;
    private final Caller caller;

    KpiResource(KpiBooks books, KpiEngine engine, QualityCheck quality, Messages messages, Caller caller) {
        this.books = books;
        this.engine = engine;
        this.quality = quality;
        this.messages = messages;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listKpis",
            summary = "The catalogue",
            description =
                    "All KPIs with their meaning, in German or English. Browsers (Accept: text/html) get it as a page to read, without a key; category and q choose there as well.")
    public Uni<Page<KpiView>> list(
            @Parameter(description = "Only of this section, such as revenue, leads or pipeline.")
                    @QueryParam("category")
                    @Nullable
                    String category,
            @Parameter(description = "Only those whose key, name or description has this text.")
                    @QueryParam("q")
                    @Nullable
                    String search,
            @Parameter(description = LANG) @QueryParam("lang") @Nullable String lang,
            @Parameter(description = "de or en.") @HeaderParam("Accept-Language") @Nullable String language) {
        KpiSearch wanted = KpiSearch.of(category, search);
        Locale locale = Messages.negotiate(lang == null ? language : lang);
        return books.of(caller.tenantId())
                .map(book -> book.all().stream()
                        .map(kpi -> KpiView.of(kpi, book, messages, locale))
                        .filter(wanted::finds)
                        .toList())
                .map(found -> new Page<>(found, null));
    }

    @GET
    @Path("/{key}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getKpi",
            summary = "A KPI's definition",
            description =
                    "Formula, units, variants, dimensions, known traps, worked examples, and the KPIs it is made of and used by. Browsers (Accept: text/html) get it as a page to read, without a key.")
    public Uni<KpiView> get(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key,
            @Parameter(description = LANG) @QueryParam("lang") @Nullable String lang,
            @Parameter(description = "de or en.") @HeaderParam("Accept-Language") @Nullable String language) {
        Locale locale = Messages.negotiate(lang == null ? language : lang);
        return books.of(caller.tenantId()).map(book -> KpiView.of(book.get(key), book, messages, locale));
    }

    @GET
    @Path("/{key}/values")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getKpiValues",
            summary = "A KPI's values",
            description =
                    "By time and by dimension, with parts, sample sizes and reasons; as JSON, or as CSV with Accept: text/csv.")
    @APIResponse(
            responseCode = "200",
            description = "The values.",
            headers =
                    @Header(
                            name = PLAN,
                            description = "What was read: per kind of record 'records', or 'rollup' and its name.",
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .STRING)),
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ValuesView.class)),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING))
            })
    public Uni<ValuesView> values(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key,
            @BeanParam KpiQueryParameters parameters,
            @Context HttpServerResponse response) {
        return ask(key, parameters)
                .invoke(result -> response.putHeader(PLAN, String.join(", ", result.plan())))
                .flatMap(result -> quality(parameters, result).map(found -> ValuesView.of(result, found)));
    }

    @GET
    @Path("/{key}/values")
    @Produces(CSV + ";qs=0.5")
    @Operation(hidden = true)
    public Uni<String> csv(@PathParam("key") String key, @BeanParam KpiQueryParameters parameters) {
        return ask(key, parameters).map(ValuesCsv::write);
    }

    private Uni<Optional<AnswerQuality>> quality(KpiQueryParameters parameters, KpiResult result) {
        return parameters.wantsQuality()
                ? quality.of(caller.tenantId(), result).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    /** That there is no such KPI is said before anything else. */
    private Uni<KpiResult> ask(String key, KpiQueryParameters parameters) {
        int tenantId = caller.tenantId();
        return books.find(tenantId, key).flatMap(kpi -> engine.ask(tenantId, parameters.query(key)));
    }

    @GET
    @Path("/{key}/records")
    @Operation(
            operationId = "getKpiRecords",
            summary = "The records behind a number",
            description =
                    "With what each contributes; the contributions add up to the number's parts. Ask with the question of the number. With accumulate or rolling, records reach back to its point's since; of a question of several points, from the since of the first to the end of the last.")
    public Uni<Page<RecordView>> records(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key,
            @BeanParam KpiQueryParameters parameters,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int tenantId = caller.tenantId();
        return books.find(tenantId, key).flatMap(kpi -> {
            int size = Page.size(Parameters.number("first", first));
            return engine.records(tenantId, parameters.query(key), RecordCursor.read(after), size + 1)
                    .map(found -> Page.<RecordContribution>of(found, size, RecordCursor::key)
                            .map(RecordView::of));
        });
    }
}
