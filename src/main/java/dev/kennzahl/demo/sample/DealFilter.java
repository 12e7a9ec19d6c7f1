package dev.kennzahl.demo.sample;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which deals a true figure is about: those that have one of the wanted values in every dimension named. */
public final class DealFilter {
    private static final DealFilter ALL = new DealFilter(Map.of());

    private final Map<Dimension, Set<String>> wanted;

    private DealFilter(Map<Dimension, Set<String>> wanted) {
        this.wanted = wanted;
    }

    public static DealFilter all() {
        return ALL;
    }

    public static DealFilter of(Dimension dimension, String... values) {
        return ALL.and(dimension, values);
    }

    /** This filter narrowed; a dimension named before is replaced. */
    public DealFilter and(Dimension dimension, String... values) {
        Map<Dimension, Set<String>> narrowed = new EnumMap<>(Dimension.class);
        narrowed.putAll(wanted);
        narrowed.put(dimension, Set.of(values));
        return new DealFilter(narrowed);
    }

    boolean accepts(Function<Dimension, String> valueOf) {
        for (Map.Entry<Dimension, Set<String>> entry : wanted.entrySet()) {
            if (!entry.getValue().contains(valueOf.apply(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
