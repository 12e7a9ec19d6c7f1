package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The value of a measure in one cell.
 *
 * @param value null when nothing is known
 * @param records how many records meet the condition
 * @param known how many of them have the value in question
 * @param foreign how many of them have an amount in a currency that there is no rate for
 */
public record MeasureValue(@Nullable BigDecimal value, long records, long known, long foreign) {
    /** The value of an empty cell. */
    public static final MeasureValue NONE = new MeasureValue(null, 0, 0, 0);

    /** The measures added up with their signs; what is unknown adds nothing. */
    public static MeasureValue sum(List<Term> terms, Function<Measure, MeasureValue> cell) {
        MeasureValue sum = NONE;
        for (Term term : terms) {
            MeasureValue value = cell.apply(term.measure());
            BigDecimal signed = value.value() == null || term.sign() > 0
                    ? value.value()
                    : value.value().negate();
            sum = sum.plus(new MeasureValue(signed, value.records(), value.known(), value.foreign()));
        }
        return sum;
    }

    /** Without the decimals of amounts that have left: how a period is cut, or records are grouped, must not show in the digits. */
    public MeasureValue plain() {
        if (value == null) {
            return this;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        int scale = stripped.scale() < 0 ? 0 : stripped.scale() == 1 ? 2 : stripped.scale();
        return new MeasureValue(stripped.setScale(scale), records, known, foreign);
    }

    /** Both together; an unknown value adds nothing to a known one. */
    public MeasureValue plus(MeasureValue other) {
        if (this == NONE || other == NONE) { // for speed; what is empty may still change a balance
            return this == NONE ? other : this;
        }
        BigDecimal both = value == null ? other.value : other.value == null ? value : value.add(other.value);
        return new MeasureValue(both, records + other.records, known + other.known, foreign + other.foreign);
    }
}
