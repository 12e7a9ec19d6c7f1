package dev.kennzahl.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The KPIs that every tenant has. */
@Singleton
public class Kpis {
    private final KpiBook book;

    Kpis(@All List<Kpi> kpis) {
        book = new KpiBook(kpis, List.of());
    }

    /** All of them. */
    public KpiBook book() {
        return book;
    }

    public Collection<Kpi> all() {
        return book.all();
    }

    public Kpi get(String key) {
        return book.get(key);
    }

    /** Whether it can be asked for by itself; some are only parts of others. */
    boolean isKnown(Kpi kpi) {
        return book.find(kpi.definition().key()).filter(kpi::equals).isPresent();
    }

    /** The KPI that is just this measure. */
    Optional<Kpi> ofMeasure(Measure measure) {
        return all().stream()
                .filter(kpi ->
                        kpi instanceof SimpleKpi simple && simple.measure().equals(measure))
                .findFirst();
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
