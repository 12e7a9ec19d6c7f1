package dev.kennzahl.catalogue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a KPI is, in every respect but its texts, which are in {@code i18n/messages_*.properties} under {@code kpi.<key>.…}.
 *
 * @param unit what the default variant is counted in
 * @param variants the named definitions in use, the default first
 * @param otherUnits what variants are counted in that differ from it
 * @param ranges what values lie between, of the variants that something is said of
 * @param options what a question may set besides
 * @param described the data sets whose records the dimensions are those of: customers, also where orders tell who is one
 * @param builtOn the keys of the KPIs that it is made of
 * @param version goes up when the same records would give another value
 * @param examples worked examples, run as tests
 */
public record KpiDefinition(
        String key,
        KpiCategory category,
        Unit unit,
        Direction direction,
        KpiKind kind,
        List<String> variants,
        Map<String, Unit> otherUnits,
        Map<String, ValueRange> ranges,
        List<KpiOption> options,
        List<Dimension> dimensions,
        List<String> sources,
        List<String> described,
        List<String> builtOn,
        String version,
        List<WorkedExample> examples) {

    public String defaultVariant() {
        return variants.get(0);
    }

    /** What a variant is counted in. */
    public Unit unit(String variant) {
        return otherUnits.getOrDefault(variant, unit);
    }

    /** What the values of a variant lie between. */
    public ValueRange range(String variant) {
        return ranges.getOrDefault(variant, ValueRange.ANY);
    }

    /** What its values are usually compared with. */
    public Comparison defaultComparison() {
        return kind.usualComparison();
    }

    /** Starts a definition. */
    public static Builder kpi(String key) {
        return new Builder(key);
    }

    /** Collects the parts of a definition, so that a KPI class reads as a sentence. */
    public static final class Builder {
        private final String key;
        private KpiCategory category = KpiCategory.PIPELINE;
        private Unit unit = Unit.COUNT;
        private Direction direction = Direction.NEUTRAL;
        private List<String> variants = List.of("default");
        private final Map<String, Unit> otherUnits = new LinkedHashMap<>();
        private final Map<String, ValueRange> ranges = new LinkedHashMap<>();
        private @Nullable ValueRange range;
        private List<KpiOption> options = List.of();
        private List<String> builtOn = List.of();
        private List<String> alsoReads = List.of();
        private List<WorkedExample> examples = List.of();
        private String version = "1";

        private Builder(String key) {
            this.key = key;
        }

        public Builder category(KpiCategory value) {
            category = value;
            return this;
        }

        public Builder unit(Unit value) {
            unit = value;
            return this;
        }

        public Builder direction(Direction value) {
            direction = value;
            return this;
        }

        public Builder version(String value) {
            version = value;
            return this;
        }

        public Builder higherIsBetter() {
            direction = Direction.HIGHER_IS_BETTER;
            return this;
        }

        public Builder lowerIsBetter() {
            direction = Direction.LOWER_IS_BETTER;
            return this;
        }

        /** The named definitions, the default first. */
        public Builder variants(String... values) {
            variants = List.of(values);
            return this;
        }

        /** The unit of a variant that is not counted in that of the default. */
        public Builder unitOf(String variant, Unit value) {
            otherUnits.put(variant, value);
            return this;
        }

        /** That the values of all variants lie between these. */
        public Builder between(double least, double most) {
            range = new ValueRange(least, most);
            return this;
        }

        /** That the values of these variants, of all when none is named, are shares of something and lie between 0 and 1. */
        public Builder share(String... ofVariants) {
            range = ofVariants.length == 0 ? ValueRange.SHARE : range;
            Arrays.stream(ofVariants).forEach(variant -> ranges.put(variant, ValueRange.SHARE));
            return this;
        }

        /** The KPIs that it is made of. */
        public Builder builtOn(KpiDefinition... parts) {
            builtOn = Arrays.stream(parts).map(KpiDefinition::key).toList();
            return this;
        }

        /** Data sets that its records are looked up in, besides those that they come in by. */
        public Builder alsoReads(String... datasets) {
            alsoReads = List.of(datasets);
            return this;
        }

        public Builder examples(WorkedExample... values) {
            examples = List.of(values);
            return this;
        }

        /** What a question may set besides. */
        public Builder options(KpiOption... values) {
            options = List.of(values);
            return this;
        }

        /** The definition of a figure of that kind. */
        public KpiDefinition of(
                KpiKind kind, List<Dimension> dimensions, List<String> sources, List<String> described) {
            if (range != null) {
                variants.forEach(variant -> ranges.putIfAbsent(variant, Objects.requireNonNull(range)));
            }
            return new KpiDefinition(
                    key,
                    category,
                    unit,
                    direction,
                    kind,
                    variants,
                    Map.copyOf(otherUnits),
                    Map.copyOf(ranges),
                    options,
                    dimensions,
                    Stream.concat(sources.stream(), alsoReads.stream())
                            .distinct()
                            .toList(),
                    described,
                    builtOn,
                    version,
                    examples);
        }
    }
}
