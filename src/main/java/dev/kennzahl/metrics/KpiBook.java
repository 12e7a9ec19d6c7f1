package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The KPIs of a tenant: the built-in ones, which all have, and those that it made itself. */
public final class KpiBook {
    private static final int MOST_SUGGESTIONS = 3;

    private final Map<String, Kpi> byKey = new TreeMap<>();

    KpiBook(Collection<Kpi> builtIn, Collection<? extends Kpi> custom) {
        custom.forEach(kpi -> byKey.put(kpi.definition().key(), kpi));
        // What came with a later release takes its name from a custom one.
        builtIn.forEach(kpi -> byKey.put(kpi.definition().key(), kpi));
    }

    public Collection<Kpi> all() {
        return byKey.values();
    }

    public Optional<Kpi> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public Kpi get(String key) {
        return find(key)
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNKNOWN_KPI,
                        "key",
                        "There is no KPI '" + key + "'; valid are " + byKey.keySet() + "."));
    }

    /** The keys of the KPIs that are built on this one, directly. */
    public List<String> usedBy(String key) {
        return all().stream()
                .map(Kpi::definition)
                .filter(other -> other.builtOn().contains(key))
                .map(KpiDefinition::key)
                .toList();
    }

    /** The keys that are most like this one. */
    List<String> similar(String key) {
        List<String> keys = new ArrayList<>(byKey.keySet());
        keys.sort(Comparator.comparing(known -> distance(key, known)));
        return keys.subList(0, Math.min(MOST_SUGGESTIONS, keys.size()));
    }

    /** How many letters must be put in, left out or replaced (Levenshtein 1966); part of the other is near. */
    private static int distance(String one, String other) {
        if (!one.isEmpty() && other.contains(one)) {
            return 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
