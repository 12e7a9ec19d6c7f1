package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject;

/** What the laws may ask of a KPI, as its definition and its measures say. */
final class KpiTraits {
    private static final List<String> CUSTOM_OF_DEALS = List.of("colour", "Größe 1");

    private KpiTraits() {}

    /** Everything it can be grouped by in a story, custom attributes of deals included. */
    static List<String> dimensions(Kpi kpi) {
        List<String> names = new ArrayList<>(
                kpi.definition().dimensions().stream().map(Dimension::key).toList());
        if (kpi.definition().variants().stream()
                        .flatMap(variant -> kpi.measures(asked(kpi, variant)).stream())
                        .allMatch(measure -> measure.subject().dataset().equals("deals"))
                && kpi.measures(asked(kpi, kpi.definition().defaultVariant())).stream()
                        .allMatch(measure -> measure.subject().history() == Subject.History.VERSIONS)) {
            names.addAll(CUSTOM_OF_DEALS);
        }
        return names;
    }

    /** Those that are made of records, or of what is: forecasts have laws of their own. */
    static List<Kpi> ofRecords(Kpis kpis) {
        return kpis.all().stream()
                .filter(kpi -> kpi.definition().kind() != KpiKind.FORECAST)
                .toList();
    }

    /**
     * Whether SQL can say it. Of forecasts that is what the CRM's probabilities make of open deals; for intervals and all other methods
     * stands in that forecasts and their comparisons say the same.
     */
    static boolean isCheckedBySql(Kpi kpi, String variant) {
        return kpi.definition().kind() != KpiKind.FORECAST
                || variant.startsWith("crm_weighted") && !variant.contains("coverage");
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
        return kpi.definition().kind().isOfRecords()
                && terms(kpi, variant).allMatch(term -> term.measure().aggregate() == Aggregate.SUM);
    }

    /** Whether it depends on the bucket which records count, such as those of customers who bought for the first time in it. */
    static boolean dependsOnBucket(Kpi kpi, String variant) {
        return terms(kpi, variant).anyMatch(term -> term.measure().dependsOnBucket());
    }

    /** Whether its sample is what was there when a bucket began. */
    static boolean beginsWithWhatWasThere(Kpi kpi) {
        return kpi.denominator(asked(kpi, kpi.definition().defaultVariant())).stream()
                .map(term -> term.measure().moment().timing())
                .anyMatch(timing -> timing == Moment.Timing.AT_START);
    }

    /** Whether it counts what shows signs of something when a bucket ends, which may be nothing however long the bucket is. */
    static boolean mayFindNothing(Kpi kpi) {
        Asked asked = asked(kpi, kpi.definition().defaultVariant());
        return kpi.denominator(asked).isEmpty()
                && kpi.numerator(asked).stream()
                        .anyMatch(term -> term.measure().moment().timing() == Moment.Timing.PER_BUCKET);
    }

    /** Whether they add up over time as well. */
    static boolean addsUpOverTime(Kpi kpi, String variant) {
        return addsUpOverGroups(kpi, variant)
                && terms(kpi, variant)
                        .noneMatch(term -> term.measure().moment().isState()
                                || term.measure().dependsOnBucket());
    }

    /**
     * Whether it goes on growing while nothing happens, as the length of a stay that is not over does. The same question has
     * another answer a moment later, so laws that ask twice ask as of one instant.
     */
    static boolean growsByItself(Kpi kpi) {
        return terms(kpi, kpi.definition().defaultVariant())
                .anyMatch(term -> term.measure().contribution().sql().contains(":now"));
    }

    /**
     * Whether it is made of the same parts when it is split by the dimension. Revenue per employee is not: of one employee it is
     * the revenue, and not divided.
     */
    static boolean keepsPartsBy(Kpi kpi, String variant, String dimension) {
        Asked whole = asked(kpi, variant);
        Asked split = new Asked(variant, whole.options(), List.of(dimension));
        return kpi.denominator(whole).equals(kpi.denominator(split));
    }

    /**
     * How many of the records behind a number are below the line, or are all there is to it. Those that are only above it, such as
     * costs by revenue, are no part of the sample.
     */
    static long sample(Kpi kpi, String variant, List<JsonNode> records) {
        Asked asked = asked(kpi, variant == null ? kpi.definition().defaultVariant() : variant);
        Set<Moment> below = moments(kpi.denominator(asked));
        Set<Moment> onlyAbove = new HashSet<>(moments(kpi.numerator(asked)));
        onlyAbove.removeAll(below);
        boolean isCounted = kpi.denominator(asked).stream()
                .allMatch(term -> term.measure().contribution().equals(Contribution.ONE));
        if (below.isEmpty() || onlyAbove.isEmpty() && !isCounted) {
            return records.size();
        }
        if (onlyAbove.isEmpty()) {
            // Of opportunities by those won of them, only the won ones are below the line.
            return records.stream()
                    .filter(record -> !record.path("denominator").asText().equals("0"))
                    .count();
        }
        Set<String> types = types(below);
        if (Collections.disjoint(types, types(onlyAbove))) {
            return records.stream()
                    .filter(record -> types.contains(record.path("type").asText()))
                    .count();
        }
        return records.stream()
                .filter(record -> !record.path("denominator").asText().equals("0"))
                .count();
    }

    private static Set<Moment> moments(List<Term> terms) {
        return terms.stream().map(term -> term.measure().moment()).collect(Collectors.toSet());
    }

    private static Set<String> types(Set<Moment> moments) {
        return moments.stream().map(moment -> moment.subject().key()).collect(Collectors.toSet());
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

    /** The question, of a figure that grows by itself as of one instant, so that it can be asked again. */
    static Question settled(Kpi kpi, Question question, Instant now) {
        Object asOf = question.parameters().get("asOf");
        boolean isOpen = asOf == null || Instant.parse(asOf.toString()).isAfter(now);
        return growsByItself(kpi) && isOpen ? question.with("asOf", now.toString()) : question;
    }
}
