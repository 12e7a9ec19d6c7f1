package dev.kennzahl.metrics.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;

import dev.kennzahl.metrics.expression.Expression.Literal;
import dev.kennzahl.metrics.expression.Expression.Negation;
import dev.kennzahl.metrics.expression.Expression.Operation;
import dev.kennzahl.metrics.expression.Expression.Reference;

/** An exact value: one number divided by another, which is not zero. */
public record Quotient(BigDecimal above, BigDecimal below) {

    /** A number as it is. */
    public static Quotient of(BigDecimal number) {
        return new Quotient(number, BigDecimal.ONE);
    }

    /** The value of a formula, from those of the KPIs in it; empty where it divides by zero. */
    public static Optional<Quotient> of(Expression expression, Function<Reference, Quotient> kpi) {
        if (expression instanceof Literal literal) {
            return Optional.of(of(literal.value()));
        }
        if (expression instanceof Reference reference) {
            return Optional.of(kpi.apply(reference));
        }
        if (expression instanceof Negation negation) {
            return of(negation.of(), kpi).map(value -> new Quotient(value.above.negate(), value.below));
        }
        Operation operation = (Operation) expression;
        return of(operation.left(), kpi)
                .flatMap(left -> of(operation.right(), kpi).flatMap(right -> left.with(operation, right)));
    }

    private Optional<Quotient> with(Operation operation, Quotient other) {
        return switch (operation.operator()) {
            case PLUS -> Optional.of(plus(other.above, other.below));
            case MINUS -> Optional.of(plus(other.above.negate(), other.below));
            case TIMES -> Optional.of(new Quotient(above.multiply(other.above), below.multiply(other.below)));
            case BY ->
                other.above.signum() == 0
                        ? Optional.empty()
                        : Optional.of(new Quotient(above.multiply(other.below), below.multiply(other.above)));
        };
    }

    private Quotient plus(BigDecimal otherAbove, BigDecimal otherBelow) {
        return below.compareTo(otherBelow) == 0
                ? new Quotient(above.add(otherAbove), below)
                : new Quotient(above.multiply(otherBelow).add(otherAbove.multiply(below)), below.multiply(otherBelow));
    }

    /** Rounded half even. */
    public BigDecimal rounded(int scale) {
        return above.divide(below, scale, RoundingMode.HALF_EVEN);
    }
}
