package dev.kennzahl.forecast.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.backtest.Backtests;
import dev.kennzahl.forecast.backtest.Limits;
import dev.kennzahl.forecast.backtest.Origin;
import dev.kennzahl.forecast.backtest.Overall;
import dev.kennzahl.forecast.backtest.Setup;
import dev.kennzahl.forecast.kpi.KpiBacktests;
import dev.kennzahl.forecast.kpi.KpiHistory;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Back-tests that anybody can run; nothing is stored. */
@Path("/api/v1/forecasts/backtest")
@RolesAllowed(Roles.VIEWER)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class BacktestResource {
    private static final String NDJSON = "application/x-ndjson";

    private final Backtests backtests;
    private final KpiBacktests kpis;
    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final LargeBody body;
    private final Caller caller;

    BacktestResource(
            Backtests backtests,
            KpiBacktests kpis,
            ForecastWorkers workers,
            ForecastConfig config,
            LargeBody body,
            Caller caller) {
        this.backtests = backtests;
        this.kpis = kpis;
        this.workers = workers;
        this.config = config;
        this.body = body;
        this.caller = caller;
    }

    /** A back-test that can begin; {@code view} makes a series' view of its methods. */
    private record Test(
            Setup setup,
            int period,
            boolean knownAtOrigin,
            List<Backtests.Tested> series,
            IntFunction<BacktestAnswer.OfSeries> views) {}

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "backtestForecasts",
            summary = "Back-test forecasts",
            description =
                    "Makes forecasts again from past moments, each seeing only what was before it, and judges them by what came: by method and lead"
                            + " time bias, MAE, RMSE, MAPE, sMAPE, WAPE, MASE, OWA, pinball losses and the coverage of the intervals, each"
                            + " with the number of values behind it, and what the measures are. Of posted series, or of a KPI; with"
                            + " knownAtOrigin a KPI's history is what was known at each moment. With Accept: application/x-ndjson each series"
                            + " is a line as soon as it is ready; closing the connection ends the computation. An answer as a whole has a limit of time, lines have none.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = BacktestRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "What was found.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BacktestAnswer.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = BacktestAnswer.OfSeries.class))
            })
    @APIResponse(
            responseCode = "400",
            description = "A series, or what is asked of it, is not as described; nothing was computed.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    @APIResponse(
            responseCode = "504",
            description =
                    "It takes longer than an answer may; ask for application/x-ndjson, or for fewer series, origins or methods.")
    public Uni<BacktestAnswer> test(@Context RoutingContext context) {
        Uni<BacktestAnswer> answer = prepared(context).flatMap(test -> {
            BacktestAnswer.OfSeries[] inOrder =
                    new BacktestAnswer.OfSeries[test.series().size()];
            Overall overall = new Overall();
            // Who waits for one answer to all does not cancel by leaving, unlike the reader of a stream.
            return backtests
                    .run(test.series(), test.period(), test.setup(), () -> !context.response()
                            .closed())
                    .invoke(result -> {
                        inOrder[result.number()] = view(test, result);
                        overall.add(result.methods());
                    })
                    .collect()
                    .last()
                    .map(done -> new BacktestAnswer(
                            test.setup().horizon(),
                            test.setup().step(),
                            test.knownAtOrigin(),
                            Arrays.asList(inOrder),
                            overall.ranked().stream()
                                    .map(BacktestViews.OfRank::of)
                                    .toList(),
                            BacktestViews.OfMeasure.all()));
        });
        return workers.inTime(answer, LargeBody.LINE_BY_LINE + ", origins or methods");
    }

    @POST
    @Produces(NDJSON + ";qs=0.5")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Multi<BacktestAnswer.OfSeries> stream(@Context RoutingContext context) {
        return prepared(context).onItem().transformToMulti(test -> backtests
                .run(test.series(), test.period(), test.setup(), () -> true)
                .map(result -> view(test, result)));
    }

    private static BacktestAnswer.OfSeries view(Test test, Backtests.Result result) {
        BacktestAnswer.OfSeries named = test.views().apply(result.number());
        return new BacktestAnswer.OfSeries(
                named.id(),
                named.group(),
                named.labels(),
                named.origins(),
                result.methods().stream().map(BacktestViews.OfMethod::of).toList());
    }

    private Uni<Test> prepared(RoutingContext context) {
        int tenantId = caller.tenantId();
        return body.read(context, BacktestRequest.class).flatMap(request -> {
            Setup setup = request.setup(config);
            return request.kpi() == null
                    ? Uni.createFrom().item(posted(request, setup))
                    : kpis.prepare(tenantId, request.kpi().query(), setup, Boolean.TRUE.equals(request.knownAtOrigin()))
                            .map(prepared -> ofKpi(prepared, setup, Boolean.TRUE.equals(request.knownAtOrigin())));
        });
    }

    private Test posted(BacktestRequest request, Setup setup) {
        int period = request.period(config);
        List<PostedSeries.Checked> posted = PostedSeries.check(request.series(), config);
        posted.forEach(series -> series.values().check(series.field()));
        List<Backtests.Tested> tested = posted.stream()
                .map(series -> new Backtests.Tested(Origin.of(series.values().values(), setup), Limits.NONE))
                .toList();
        return new Test(
                setup,
                period,
                false,
                tested,
                number -> new BacktestAnswer.OfSeries(
                        posted.get(number).id(),
                        Map.of(),
                        Map.of(),
                        tested.get(number).origins().stream()
                                .map(origin -> new BacktestAnswer.At(origin.place(), null))
                                .toList(),
                        List.of()));
    }

    private static Test ofKpi(KpiBacktests.Prepared prepared, Setup setup, boolean knownAtOrigin) {
        List<KpiHistory.Line> lines = prepared.history().lines();
        return new Test(
                setup,
                prepared.history().period(),
                knownAtOrigin,
                prepared.series(),
                number -> new BacktestAnswer.OfSeries(
                        null,
                        KpiResult.GroupValue.values(lines.get(number).group()),
                        KpiResult.GroupValue.labels(lines.get(number).group()),
                        prepared.series().get(number).origins().stream()
                                .map(origin -> new BacktestAnswer.At(
                                        origin.place(),
                                        lines.get(number)
                                                .buckets()
                                                .get(origin.place())
                                                .from()))
                                .toList(),
                        List.of()));
    }
}
