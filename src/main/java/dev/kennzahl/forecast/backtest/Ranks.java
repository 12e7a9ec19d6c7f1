package dev.kennzahl.forecast.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Puts methods in order. Errors are equal when they are so in the digits that are shown; equals share a rank and stand by name. */
final class Ranks {
    /** Six decimals: what errors are shown with. */
    private static final double SHOWN = 1e6;

    private Ranks() {}

    /** Gives something its rank. */
    interface Giver<T> {
        T ranked(T unranked, int rank);
    }

    /**
     * The best first: two that are first are followed by the third.
     *
     * @param error the less the better
     */
    static <T> List<T> ranked(List<T> unranked, Function<T, String> name, ToDoubleFunction<T> error, Giver<T> giver) {
        ToDoubleFunction<T> shown = one -> Math.rint(error.applyAsDouble(one) * SHOWN) / SHOWN;
        List<T> sorted = unranked.stream()
                .sorted(Comparator.comparingDouble(shown).thenComparing(name))
                .toList();
        List<T> ranked = new ArrayList<>();
        int rank = 0;
        for (int i = 0; i < sorted.size(); i++) {
            boolean isEqual = i > 0 && shown.applyAsDouble(sorted.get(i)) == shown.applyAsDouble(sorted.get(i - 1));
            rank = isEqual ? rank : i + 1;
            ranked.add(giver.ranked(sorted.get(i), rank));
        }
        return ranked;
    }
}
