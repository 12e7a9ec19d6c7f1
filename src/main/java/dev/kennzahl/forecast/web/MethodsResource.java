package dev.kennzahl.forecast.web;

import java.time.LocalDate;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.backtest.Setup;
import dev.kennzahl.forecast.kpi.LeaderBoards;
import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.Methods;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The methods there are, what the measures of error are, and which methods are good on a tenant's own KPIs. */
@Path("/api/v1/forecasts/methods")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class MethodsResource {
    private static final int USUAL_HORIZON = 3;

    private final LeaderBoards boards;
    private final ForecastConfig config;
    private final Caller caller;

    MethodsResource(LeaderBoards boards, ForecastConfig config, Caller caller) {
        this.boards = boards;
        this.config = config;
        this.caller = caller;
    }

    /** A method. */
    @Schema(name = "ForecastMethod", description = "A method.")
    public record OfMethod(
            @Schema(description = "The name it is asked for by.") String key,
            @Schema(description = "What it makes of a series.") String about,
            @Schema(description = "The fewest values it needs, of months.") int leastMonths,
            @Schema(description = "Whether the series must have seasons.") boolean needsSeason,
            @Schema(description = "Whether all values must be above zero.") boolean needsPositiveValues) {

        static OfMethod of(ForecastMethod method) {
            return new OfMethod(
                    method.key(),
                    method.about(),
                    method.leastLength(12),
                    method.needsSeason(),
                    method.needsPositiveValues());
        }
    }

    /** A leader board. */
    @Schema(name = "MethodLeaderBoard", description = "The methods ranked on a tenant's own KPIs by a back-test.")
    public record Board(
            @Schema(description = "The first day of the histories.") LocalDate from,
            @Schema(description = "The day after their last.") LocalDate to,
            @Schema(description = "The KPIs it is made of, each as a whole.") List<String> kpis,
            @Schema(description = "Those whose history is too short.") List<String> leftOut,
            @Schema(description = "How many steps ahead were judged.") int horizon,
            @Schema(description = "From how many past moments at most.") int origins,
            @Schema(description = "The methods, the best first.") List<BacktestViews.OfRank> ranks) {}

    /** All of it. */
    @Schema(name = "ForecastMethods", description = "The methods there are, and which are good on a tenant's own KPIs.")
    public record All(
            @Schema(description = "The methods, the default first.") List<OfMethod> methods,
            @Schema(description = "How they did on the tenant's own KPIs.") Board leaderBoard,
            @Schema(description = "What the measures are, and where each misleads.")
                    List<BacktestViews.OfMeasure> measures) {}

    @GET
    @Operation(
            operationId = "listForecastMethods",
            summary = "Forecast methods and their leader board",
            description =
                    "The methods there are, what the measures of error are, and the methods ranked by a back-test on the tenant's own KPIs: over the last 48"
                            + " buckets, from the last moments whose outcome is known. It takes some seconds.")
    @APIResponse(responseCode = "200", description = "The methods and their ranks.")
    @APIResponse(responseCode = "400", description = "A parameter is not as described.")
    @APIResponse(responseCode = "404", description = "There is no such KPI.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<All> methods(
            @Parameter(
                            description =
                                    "The KPIs to rank them on, separated by commas; won_revenue, revenue, deals_won, opportunities_created, leads_created and new_customers when left out.")
                    @QueryParam("kpi")
                    @Nullable
                    String kpi,
            @Parameter(description = "day, week, month (default), quarter or year.") @QueryParam("grain") @Nullable
                    String grain,
            @Parameter(description = "How many steps ahead are judged; 3 when left out.")
                    @QueryParam("horizon")
                    @Nullable
                    String horizon,
            @Parameter(description = "From how many past moments, at most 100; 6 when left out.")
                    @QueryParam("origins")
                    @Nullable
                    String origins,
            @Parameter(description = "The methods, separated by commas; all when left out.")
                    @QueryParam("methods")
                    @Nullable
                    String methods,
            @Parameter(description = "An instant: only what was known then counts.") @QueryParam("asOf") @Nullable
                    String asOf) {
        Setup setup = Setup.of(
                orElse(Parameters.number("horizon", horizon), USUAL_HORIZON),
                orElse(Parameters.number("origins", origins), BacktestRequest.USUAL_ORIGINS),
                1,
                Parameters.list(methods),
                config);
        Grain by = grain == null ? Grain.MONTH : Parameters.oneOf("grain", grain, Grain.values());
        return boards.of(caller.tenantId(), Parameters.list(kpi), by, setup, Parameters.instant("asOf", asOf))
                .map(board -> new All(
                        Methods.all().stream().map(OfMethod::of).toList(),
                        view(board, setup),
                        BacktestViews.OfMeasure.all()));
    }

    private static Board view(LeaderBoards.Board board, Setup setup) {
        return new Board(
                board.from(),
                board.to(),
                board.kpis(),
                board.leftOut(),
                setup.horizon(),
                setup.origins(),
                board.ranks().stream().map(BacktestViews.OfRank::of).toList());
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
