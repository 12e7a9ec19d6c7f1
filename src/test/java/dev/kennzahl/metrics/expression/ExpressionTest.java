package dev.kennzahl.metrics.expression;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExpressionTest {
    private static final Map<String, Unit> UNITS = Map.of(
            "m",
            Unit.MONEY,
            "n",
            Unit.COUNT,
            "r",
            Unit.RATIO,
            "d",
            Unit.DAYS,
            "h",
            Unit.HOURS,
            "v",
            Unit.MONEY_PER_DAY,
            "p",
            Unit.POINTS);

    @ParameterizedTest
    @CsvSource({
        "1 + 2 × 3, 7",
        "(1 + 2) * 3, 9",
        "10 - 2 − 3, 5",
        "12 / 2 ÷ 3, 2",
        "2 · -3, -6",
        "-(1.5 + .5), ",
        "a × b[c] − 0.50, 5.5"
    })
    void bindsAsArithmeticDoes(String text, String value) {
        if (value == null) {
            assertThatThrownBy(() -> ExpressionParser.parse(text)).isInstanceOf(Problem.class);
            return;
        }
        assertThat(Quotient.of(
                                ExpressionParser.parse(text),
                                reference -> Quotient.of(new BigDecimal(reference.variant() == null ? 2 : 3)))
                        .orElseThrow()
                        .rounded(1))
                .isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            revenue /            | a KPI, a number or an opening bracket at the end
            (revenue             | a closing bracket at the end
            revenue orders       | an operator (+ − × ÷) or the end at character 9, where 'o' is
            revenue[             | the name of a variant of revenue at the end
            win_rate[by_value    | a closing square bracket after the variant at the end
            2 ^ 3                | an operator (+ − × ÷) or the end at character 3, where '^' is
            1.                   | a digit after the decimal point at the end
            Revenue              | a KPI, a number or an opening bracket at character 1, where 'R' is
            """)
    void saysWhereItCannotBeRead(String text, String what) {
        assertThatThrownBy(() -> ExpressionParser.parse(text)).hasMessage("expression needs " + what + ".");
    }

    @Test
    void hasBounds() {
        assertThatThrownBy(() -> ExpressionParser.parse("(".repeat(33) + "1" + ")".repeat(33)))
                .hasMessageContaining("deeper than 32");
        assertThatThrownBy(() -> ExpressionParser.parse("1+".repeat(600) + "1"))
                .hasMessageContaining("1000 characters");
    }

    @Test
    void dividesByZeroIntoNothing() {
        assertThat(Quotient.of(ExpressionParser.parse("1 / (a - a)"), reference -> Quotient.of(BigDecimal.ONE)))
                .isEmpty();
    }

    @Property(tries = 200)
    void isExactUntilTheEnd(
            @ForAll @IntRange(min = 1, max = 9999) int one, @ForAll @IntRange(min = 1, max = 9999) int other) {
        // (x ÷ y) × y − x is nothing, whatever x ÷ y is in decimals.
        assertThat(Quotient.of(
                                ExpressionParser.parse("x / y * y - x"),
                                reference -> Quotient.of(
                                        BigDecimal.valueOf(reference.key().equals("x") ? one : other)))
                        .orElseThrow()
                        .rounded(10))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "m / n, MONEY",
        "m / m, RATIO",
        "n / n, RATIO",
        "n × r, COUNT",
        "n / r, COUNT",
        "1 - r, RATIO",
        "n + 1, COUNT",
        "2 × m − m, MONEY",
        "m / d, MONEY_PER_DAY",
        "v × d, MONEY",
        "m × r / n + m, MONEY",
        "d / n, DAYS",
        "h × 0.5, HOURS",
        "p − p, POINTS",
        "m × m / m, MONEY"
    })
    void knowsWhatItIsCountedIn(String text, Unit unit) {
        assertThat(unit(text)).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            m + n   | puts money and count together by + at character 3
            m + 1   | puts money and number together
            n − r   | puts count and ratio together
            d + h   | puts days and hours together
            m × m   | is counted in money^2
            1 / m   | is counted in money^-1
            """)
    void refusesWhatIsCountedInNothing(String text, String what) {
        assertThatThrownBy(() -> unit(text)).hasMessageContaining(what);
    }

    private static Unit unit(String text) {
        return UnitAlgebra.of(
                ExpressionParser.parse(text), reference -> Objects.requireNonNull(UNITS.get(reference.key())));
    }
}
