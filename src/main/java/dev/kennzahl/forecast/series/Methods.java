package dev.kennzahl.forecast.series;

import java.util.List;
import java.util.stream.Collectors;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** All methods, by the name they are asked for. */
public final class Methods {
    private static final List<ForecastMethod> ALL = List.of(
            new Combination(),
            new Naive(),
            new SeasonalNaive(),
            new AdjustedNaive(),
            new Drift(),
            new SimpleSmoothing(),
            new Holt(),
            new DampedHolt(),
            new HoltWintersAdditive(),
            new HoltWintersMultiplicative(),
            new AutoEts(),
            new Theta(),
            new OptimisedTheta());

    private Methods() {}

    /** All of them, the default first. */
    public static List<ForecastMethod> all() {
        return ALL;
    }

    /** @throws Problem {@code INVALID_VALUE} when there is none of this name; final */
    public static ForecastMethod get(String key) {
        return ALL.stream()
                .filter(method -> method.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        ProblemCode.INVALID_VALUE,
                        "method",
                        "method must be one of "
                                + ALL.stream().map(ForecastMethod::key).collect(Collectors.joining(", ")) + "."));
    }
}
