package dev.kennzahl.metrics.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A formula. */
public sealed interface Expression {
    /** A number. */
    record Literal(BigDecimal value) implements Expression {}

    /**
     * A KPI.
     *
     * @param variant null for its default
     * @param at where it is written, from 1
     */
    record Reference(String key, @Nullable String variant, int at) implements Expression {
        @Override
        public String toString() {
            return variant == null ? key : key + "[" + variant + "]";
        }
    }

    /** The opposite. */
    record Negation(Expression of) implements Expression {}

    /** Two put together; {@code at} is where the operator is written, from 1. */
    record Operation(Operator operator, Expression left, Expression right, int at) implements Expression {}

    /** The four operations. */
    enum Operator {
        PLUS("+"),
        MINUS("−"),
        TIMES("×"),
        BY("÷");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    /** The KPIs in it, in the order they are written, each as often. */
    default List<Reference> references() {
        return all().toList();
    }

    private Stream<Reference> all() {
        if (this instanceof Reference reference) {
            return Stream.of(reference);
        }
        if (this instanceof Negation negation) {
            return negation.of().all();
        }
        return this instanceof Operation operation
                ? Stream.concat(operation.left().all(), operation.right().all())
                : Stream.of();
    }

    /** The first division that divides by zero whatever the KPIs are, as by {@code 0} or {@code 2 − 2}. */
    default Optional<Operation> divisionByZero() {
        if (this instanceof Negation negation) {
            return negation.of().divisionByZero();
        }
        if (!(this instanceof Operation operation)) {
            return Optional.empty();
        }
        return operation
                .left()
                .divisionByZero()
                .or(() -> operation.right().divisionByZero())
                .or(() -> Optional.of(operation)
                        .filter(division -> division.operator() == Operator.BY && isZero(division.right())));
    }

    private static boolean isZero(Expression expression) {
        return expression.references().isEmpty()
                && Quotient.of(expression, none -> Quotient.of(BigDecimal.ZERO))
                        .map(value -> value.above().signum() == 0)
                        .orElse(false);
    }

    /** The same as if it had been written nowhere, so that what means the same is equal, whatever blanks are between. */
    default Expression withoutPlaces() {
        if (this instanceof Reference reference) {
            return new Reference(reference.key(), reference.variant(), 0);
        }
        if (this instanceof Negation negation) {
            return new Negation(negation.of().withoutPlaces());
        }
        return this instanceof Operation operation
                ? new Operation(
                        operation.operator(),
                        operation.left().withoutPlaces(),
                        operation.right().withoutPlaces(),
                        0)
                : this;
    }

    /** The same with every KPI replaced. */
    default Expression replace(Function<Reference, Expression> by) {
        if (this instanceof Reference reference) {
            return by.apply(reference);
        }
        if (this instanceof Negation negation) {
            return new Negation(negation.of().replace(by));
        }
        return this instanceof Operation operation
                ? new Operation(
                        operation.operator(),
                        operation.left().replace(by),
                        operation.right().replace(by),
                        operation.at())
                : this;
    }
}
