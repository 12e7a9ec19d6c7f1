package dev.kennzahl.forecast;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.forecast.kpi.SeriesOutlooks;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Forecasts of what is stored, by any of the methods there are. */
@Singleton
public class Forecasts {
    private static final String OF_DEALS = "simulation";
    private static final String OF_SERIES = "auto";

    private final Map<String, PeriodForecast> methods;
    private final ForecastWorkers workers;

    Forecasts(@All List<PeriodForecast> all, SeriesOutlooks outlooks, ForecastWorkers workers) {
        this.methods = Stream.concat(all.stream(), outlooks.all().stream())
                .sorted(Comparator.comparing(PeriodForecast::key))
                .collect(Collectors.toMap(PeriodForecast::key, method -> method, (a, b) -> a, LinkedHashMap::new));
        this.workers = workers;
    }

    /**
     * Answers.
     *
     * @return fails with a {@link Problem} that names the parameter at fault
     */
    public Uni<ForecastAnswer> ask(int tenantId, String method, ForecastQuestion question) {
        return workers.inTime(
                method(method, question.target()).prepare(tenantId, question).flatMap(work -> compute(List.of(work))
                        .map(answers -> answers.get(0))),
                "a shorter period, fewer groups, or another method");
    }

    /** The method of this name, which must be one for the KPI. */
    public PeriodForecast method(String key, String target) {
        List<String> targets = methods.values().stream()
                .flatMap(method -> method.targets().stream())
                .distinct()
                .sorted()
                .toList();
        if (!targets.contains(target)) {
            throw new Problem(ProblemCode.INVALID_VALUE, "target", "target must be one of " + targets + ".");
        }
        PeriodForecast method = methods.get(key);
        if (method == null || !method.targets().contains(target)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "method",
                    "method must be, for " + target + ", one of " + keys(target) + ".");
        }
        return method;
    }

    /** The method that is taken when nobody says: it gives intervals, and needs no more than what is always there. */
    public String usual(String target) {
        return keys(target).contains(OF_DEALS) ? OF_DEALS : OF_SERIES;
    }

    /** The methods that forecast a KPI. */
    public List<String> keys(String target) {
        return methods.values().stream()
                .filter(method -> method.targets().contains(target))
                .map(PeriodForecast::key)
                .toList();
    }

    /** The results of work that was prepared, in its order. */
    public <T> Uni<List<T>> compute(List<Supplier<T>> tasks) {
        return workers.all(tasks);
    }
}
