package dev.kennzahl.forecast.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Makes forecasts again from past moments, with a rolling origin, and judges them by what came.
 *
 * <p>Source: Tashman (2000), Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16(4).
 */
@Singleton
public class Backtests {
    private final ForecastWorkers workers;
    private final ForecastConfig config;

    Backtests(ForecastWorkers workers, ForecastConfig config) {
        this.workers = workers;
        this.config = config;
    }

    /**
     * A series to be tested.
     *
     * @param origins none when it is too short
     */
    public record Tested(List<Origin> origins, Limits limits) {}

    /** @param number which of the series it is */
    public record Result(int number, List<Tally.Result> methods) {}

    private record Done(int number, @Nullable OriginForecasts forecasts) {}

    /**
     * The results of the series as they become ready, in no order. Only the series under way are held in memory.
     *
     * @param isWanted asked before each origin: who has left wants nothing more
     * @return fails with a {@link Problem}: more forecasts than one back-test may make, or too many requests under way
     */
    public Multi<Result> run(List<Tested> series, int period, Setup setup, BooleanSupplier isWanted) {
        long forecasts = series.stream()
                .mapToLong(tested ->
                        (long) tested.origins().size() * setup.methods().size())
                .sum();
        if (forecasts > config.maxBacktestForecasts()) {
            return Multi.createFrom()
                    .failure(
                            new Problem(
                                    ProblemCode.INVALID_VALUE,
                                    "origins",
                                    "series × origins × methods is " + forecasts + "; at most "
                                            + config.maxBacktestForecasts()
                                            + " forecasts can be made in one back-test. Take fewer series, origins or methods."));
        }
        return Multi.createFrom().deferred(() -> {
            Progress progress = new Progress(series, setup);
            List<Supplier<Done>> tasks = new ArrayList<>();
            IntStream.range(0, series.size()).forEach(number -> {
                Tested tested = series.get(number);
                tested.origins()
                        .forEach(origin -> tasks.add(() -> new Done(
                                number,
                                isWanted.getAsBoolean()
                                        ? OriginForecasts.of(origin, period, setup, tested.limits())
                                        : null)));
                if (tested.origins().isEmpty()) {
                    tasks.add(() -> new Done(number, null));
                }
            });
            return workers.compute(tasks)
                    .map(progress::finished)
                    .filter(Optional::isPresent)
                    .map(Optional::get);
        });
    }

    /** What is collected of the series under way. */
    private static final class Progress {
        private final Setup setup;
        private final int[] left;
        private final @Nullable Tally[] tallies;

        Progress(List<Tested> series, Setup setup) {
            this.setup = setup;
            left = series.stream()
                    .mapToInt(tested -> Math.max(1, tested.origins().size()))
                    .toArray();
            tallies = new Tally[left.length];
        }

        Optional<Result> finished(Done done) {
            int number = done.number();
            Tally tally = tallies[number] == null ? new Tally(setup) : tallies[number];
            tallies[number] = tally;
            if (done.forecasts() != null) {
                tally.add(done.forecasts());
            }
            left[number]--;
            if (left[number] > 0) {
                return Optional.empty();
            }
            tallies[number] = null;
            return Optional.of(new Result(number, tally.results()));
        }
    }
}
