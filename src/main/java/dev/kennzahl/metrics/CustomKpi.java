package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.metrics.expression.Expression;
import dev.kennzahl.metrics.expression.Expression.Reference;
import dev.kennzahl.metrics.expression.Quotient;

/**
 * A KPI that a tenant made of others by an expression. Computed in every cell from the unrounded values of the others, and rounded
 * once, half even, to the decimals of its unit; unknown where any of them is, or where it divides by zero. Its sample is the smallest
 * of theirs. Adds up over nothing.
 */
final class CustomKpi implements MadeOfFigures {
    private final KpiDefinition definition;
    private final CustomDefinition written;
    private final Expression expression;
    private final Map<String, Kpi> parts;

    /**
     * @param expression with those of other custom KPIs in their places
     * @param parts the KPIs in it by their keys
     */
    CustomKpi(KpiDefinition definition, CustomDefinition written, Expression expression, Map<String, Kpi> parts) {
        this.definition = definition;
        this.written = written;
        this.expression = expression;
        this.parts = parts;
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    CustomDefinition written() {
        return written;
    }

    Expression expression() {
        return expression;
    }

    /** Whether the values of both are made alike, whatever they are called. */
    boolean isMadeLike(CustomKpi other) {
        return expression.withoutPlaces().equals(other.expression.withoutPlaces());
    }

    @Override
    public Optional<String> ownText(String part, Locale language) {
        return switch (part) {
            case "label" -> Optional.of(text(written.labels(), language, definition.key()));
            case "description" -> Optional.of(text(written.descriptions(), language, written.expression()));
            case "formula" -> Optional.of(written.expression());
            default -> Optional.empty();
        };
    }

    private static String text(Map<String, String> texts, Locale language, String otherwise) {
        return texts.getOrDefault(
                language.getLanguage(),
                texts.getOrDefault(
                        Locale.ENGLISH.getLanguage(),
                        texts.values().stream().findFirst().orElse(otherwise)));
    }

    @Override
    public List<Figure> figures(Asked asked) {
        return expression.references().stream()
                .map(reference -> figure(reference, asked))
                .distinct()
                .toList();
    }

    Figure figure(Reference reference, Asked asked) {
        Kpi part = Objects.requireNonNull(parts.get(reference.key()));
        Map<String, Integer> options = new LinkedHashMap<>();
        part.definition().options().forEach(option -> options.put(option.name(), asked.option(option.name())));
        return new Figure(part, new Asked(Kpis.variant(part, reference.variant()), options, asked.groupBy()));
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return figures(asked).stream()
                .flatMap(figure -> figure.kpi().measures(figure.asked()).stream())
                .distinct()
                .toList();
    }

    /** Everything any part is made of: the records behind it are those behind its parts. */
    @Override
    public List<Term> numerator(Asked asked) {
        return figures(asked).stream()
                .flatMap(figure -> Stream.concat(
                        figure.kpi().numerator(figure.asked()).stream(),
                        figure.kpi().denominator(figure.asked()).stream()))
                .distinct()
                .toList();
    }

    /** Where nothing but sums are added or divided, these. */
    @Override
    public Optional<Component> sums(Asked asked) {
        return ChangeShape.of(this, asked).map(shape -> new Component(definition.key(), shape.above(), shape.below()));
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        return combined(asked, figure -> figure.kpi().value(figure.asked(), cell));
    }

    @Override
    public KpiValue combined(Asked asked, Function<Figure, KpiValue> figure) {
        Map<Figure, KpiValue> values = new LinkedHashMap<>();
        figures(asked).forEach(part -> values.put(part, figure.apply(part)));
        long sample =
                values.values().stream().mapToLong(KpiValue::sampleSize).min().orElse(0);
        List<NullReason> reasons = values.values().stream()
                .map(KpiValue::reason)
                .filter(Objects::nonNull)
                .toList();
        if (!reasons.isEmpty()) {
            NullReason reason = reasons.contains(NullReason.EXCHANGE_RATE_MISSING)
                    ? NullReason.EXCHANGE_RATE_MISSING
                    : reasons.get(0);
            return KpiValue.unknown(null, null, sample, reason);
        }
        return Quotient.of(expression, reference -> exact(Objects.requireNonNull(values.get(figure(reference, asked)))))
                .map(value -> new KpiValue(value.rounded(definition.unit().scale()), null, null, sample, null))
                .orElseGet(() -> KpiValue.unknown(null, null, sample, NullReason.NO_DENOMINATOR));
    }

    /** Before it was rounded, where that is known. */
    private static Quotient exact(KpiValue value) {
        BigDecimal above = value.numerator();
        BigDecimal below = value.denominator();
        return above != null && below != null
                ? new Quotient(above, below)
                : Quotient.of(Objects.requireNonNull(value.value()));
    }
}
