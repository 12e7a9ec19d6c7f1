package dev.kennzahl.forecast.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.SeriesForecast;
import dev.kennzahl.problem.Problem;

/** Collects what the methods said at the origins of a series, and judges it. Used by one thread at a time. */
public final class Tally {
    private final Map<String, OfMethod> byMethod = new LinkedHashMap<>();

    public Tally(Setup setup) {
        for (ForecastMethod method : setup.methods()) {
            byMethod.put(method.key(), new OfMethod(setup.horizon()));
        }
    }

    /** What is known of one method. */
    private static final class OfMethod {
        private final List<JudgedPoints> byLead = new ArrayList<>();
        private int origins;
        private int silent;
        private @Nullable Problem problem;

        OfMethod(int horizon) {
            for (int lead = 0; lead < horizon; lead++) {
                byLead.add(new JudgedPoints());
            }
        }

        JudgedPoints all() {
            JudgedPoints all = new JudgedPoints();
            byLead.forEach(all::addAll);
            return all;
        }
    }

    /**
     * A method's result.
     *
     * @param rank from 1 for the best, the same for equal errors; of methods that said nothing, the last
     * @param origins at how many origins it had a forecast
     * @param silent at how many it had none
     * @param problem why, the first time; null when it always had one
     * @param all over all lead times; null when nothing could be judged
     * @param byLead for one step ahead, two and so on; null where nothing could be judged
     */
    public record Result(
            String method,
            int rank,
            int origins,
            int silent,
            @Nullable Problem problem,
            @Nullable Scores all,
            List<@Nullable Scores> byLead) {}

    /** Adds an origin. */
    public void add(OriginForecasts forecasts) {
        byMethod.forEach((key, tally) -> {
            OriginForecasts.Said said = forecasts.byMethod().get(key);
            if (said == null || said.forecast() == null) {
                tally.silent++;
                tally.problem = tally.problem == null && said != null ? said.problem() : tally.problem;
                return;
            }
            tally.origins++;
            SeriesForecast benchmark = forecasts.benchmark() == null ? said.forecast() : forecasts.benchmark();
            for (int lead = 0; lead < tally.byLead.size(); lead++) {
                if (!Double.isNaN(forecasts.origin().actual()[lead])) {
                    tally.byLead.get(lead).add(forecasts, said.forecast(), benchmark, lead);
                }
            }
        });
    }

    /** The methods, the best first. */
    public List<Result> results() {
        List<Result> unranked = new ArrayList<>();
        byMethod.forEach((key, tally) -> unranked.add(new Result(
                key,
                0,
                tally.origins,
                tally.silent,
                tally.problem,
                scores(tally.all()),
                tally.byLead.stream().map(Tally::scores).toList())));
        return Ranks.ranked(
                unranked,
                Result::method,
                result -> result.all() == null
                        ? Double.POSITIVE_INFINITY
                        : result.all().rank(),
                (r, rank) -> new Result(r.method(), rank, r.origins(), r.silent(), r.problem(), r.all(), r.byLead()));
    }

    private static @Nullable Scores scores(JudgedPoints points) {
        return points.count() == 0 ? null : Scores.of(points);
    }
}
