package dev.kennzahl.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** All the KPIs there are. */
@Singleton
public class Kpis {
    private final Map<String, Kpi> byKey = new TreeMap<>();

    Kpis(@All List<Kpi> kpis) {
        kpis.forEach(kpi -> byKey.put(kpi.definition().key(), kpi));
    }

    public Collection<Kpi> all() {
        return byKey.values();
    }

    public Kpi get(String key) {
        Kpi kpi = byKey.get(key);
        if (kpi == null) {
            throw new Problem(
                    ProblemCode.UNKNOWN_KPI, "key", "There is no KPI '" + key + "'; valid are " + byKey.keySet() + ".");
        }
        return kpi;
    }

    /** Whether it can be asked for by itself; some are only parts of others. */
    boolean isKnown(Kpi kpi) {
        return kpi.equals(byKey.get(kpi.definition().key()));
    }

    /** The KPI that is just this measure. */
    Optional<Kpi> ofMeasure(Measure measure) {
        return all().stream()
                .filter(kpi ->
                        kpi instanceof SimpleKpi simple && simple.measure().equals(measure))
                .findFirst();
    }

    /** The keys of the KPIs that are built on this one, directly. */
    public List<String> usedBy(String key) {
        return all().stream()
                .map(Kpi::definition)
                .filter(other -> other.builtOn().contains(key))
                .map(KpiDefinition::key)
                .toList();
    }

    /** The variant asked for, or the default. */
    public static String variant(Kpi kpi, @Nullable String variant) {
        if (variant == null || variant.isEmpty()) {
            return kpi.definition().defaultVariant();
        }
        if (!kpi.definition().variants().contains(variant)) {
            throw new Problem(
                    ProblemCode.UNKNOWN_VARIANT,
                    "variant",
                    kpi.definition().key() + " has no variant '" + variant + "'; valid are "
                            + kpi.definition().variants() + ".");
        }
        return variant;
    }
}
