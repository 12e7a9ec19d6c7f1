package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Moment;

/** What the laws may ask of a KPI, as its definition and its measures say. */
final class KpiTraits {
    private static final List<String> CUSTOM_OF_DEALS = List.of("colour", "Größe 1");

    private KpiTraits() {}

    /** Everything it can be grouped by in a story, custom attributes of deals included. */
    static List<String> dimensions(Kpi kpi) {
        List<String> names = new ArrayList<>(
                kpi.definition().dimensions().stream().map(Dimension::key).toList());
        if (kpi.definition().sources().equals(List.of("deals"))
                && kpi.measures(asked(kpi, kpi.definition().defaultVariant())).stream()
                        .allMatch(measure -> measure.subject().key().equals("deal"))) {
            names.addAll(CUSTOM_OF_DEALS);
        }
        return names;
    }

    static Asked asked(Kpi kpi, String variant) {
        Map<String, Integer> options = new LinkedHashMap<>();
        for (KpiOption option : kpi.definition().options()) {
            options.put(option.name(), option.value());
        }
        return new Asked(variant, options, List.of());
    }

    /** Whether its value is a numerator divided by a denominator. */
    static boolean isQuotient(Kpi kpi) {
        KpiKind kind = kpi.definition().kind();
        return kind == KpiKind.RATIO || kind == KpiKind.CONVERSION || kind == KpiKind.DISTRIBUTION;
    }

    /** Whether its parts, or the value that is no quotient, add up over groups. */
    static boolean addsUpOverGroups(Kpi kpi, String variant) {
        return kpi.definition().kind() != KpiKind.DERIVED
                && terms(kpi, variant).allMatch(term -> term.measure().aggregate() == Aggregate.SUM);
    }

    /** Whether they add up over time as well. */
    static boolean addsUpOverTime(Kpi kpi, String variant) {
        return addsUpOverGroups(kpi, variant)
                && terms(kpi, variant).noneMatch(term -> term.measure().moment().isState());
    }

    /** Whether a group's value is a part of the total. */
    static boolean hasShares(Kpi kpi, String variant) {
        return addsUpOverGroups(kpi, variant) && !isQuotient(kpi);
    }

    /** Whether a group's value is made as that of all is; a KPI may have reason to make it otherwise for some dimension. */
    static boolean isTheSameInGroups(Kpi kpi, String variant, String dimension) {
        Asked plain = asked(kpi, variant);
        Asked grouped = new Asked(variant, plain.options(), List.of(dimension));
        return kpi.numerator(plain).equals(kpi.numerator(grouped))
                && kpi.denominator(plain).equals(kpi.denominator(grouped));
    }

    /** Whether it can be accumulated or rolling: not where a balance is in it. */
    static boolean hasWindows(Kpi kpi, String variant) {
        return kpi.definition().kind() != KpiKind.BALANCE
                && kpi.measures(asked(kpi, variant)).stream()
                        .noneMatch(measure -> measure.moment().timing() == Moment.Timing.STANDING);
    }

    private static Stream<Term> terms(Kpi kpi, String variant) {
        Asked asked = asked(kpi, variant);
        return Stream.concat(kpi.numerator(asked).stream(), kpi.denominator(asked).stream());
    }
}
