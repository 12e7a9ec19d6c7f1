package dev.kennzahl.metrics.expression;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.expression.Expression.Literal;
import dev.kennzahl.metrics.expression.Expression.Negation;
import dev.kennzahl.metrics.expression.Expression.Operation;
import dev.kennzahl.metrics.expression.Expression.Operator;
import dev.kennzahl.metrics.expression.Expression.Reference;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * What a formula is counted in. Money, days, hours, years and points are multiplied and divided like numbers; what is none of these
 * is a count or a ratio: a count by a count is a ratio, anything by a count or a ratio stays what it is. Only what is alike is added;
 * a plain number fits counts and ratios.
 */
public final class UnitAlgebra {
    private UnitAlgebra() {}

    /** How a value without any unit is meant. */
    private enum Plain {
        NUMBER,
        COUNT,
        RATIO
    }

    /**
     * A unit on the way.
     *
     * @param powers of the units that are multiplied; without those of power 0
     * @param plain what it is without any
     */
    private record Measure(Map<Unit, Integer> powers, Plain plain) {
        static Measure of(Unit unit) {
            return switch (unit) {
                case COUNT -> new Measure(Map.of(), Plain.COUNT);
                case RATIO -> new Measure(Map.of(), Plain.RATIO);
                case MONEY_PER_DAY -> new Measure(Map.of(Unit.MONEY, 1, Unit.DAYS, -1), Plain.RATIO);
                case MONEY, DAYS, HOURS, YEARS, POINTS -> new Measure(Map.of(unit, 1), Plain.RATIO);
            };
        }

        @Override
        public String toString() {
            return powers.isEmpty()
                    ? plain.name().toLowerCase(java.util.Locale.ROOT)
                    : powers.entrySet().stream()
                            .map(power -> power.getKey().name().toLowerCase(java.util.Locale.ROOT)
                                    + (power.getValue() == 1 ? "" : "^" + power.getValue()))
                            .sorted()
                            .collect(Collectors.joining(" × "));
        }
    }

    /** The unit of a formula; a {@link Problem} where there is none. */
    public static Unit of(Expression expression, Function<Reference, Unit> kpi) {
        Measure found = measure(expression, kpi);
        return unit(found)
                .orElseThrow(() -> problem("expression is counted in " + found
                        + ", which no value can be given in; valid are money, money per day, days, hours, years, points, counts"
                        + " and ratios."));
    }

    private static Optional<Unit> unit(Measure measure) {
        if (measure.powers().isEmpty()) {
            return Optional.of(measure.plain() == Plain.COUNT ? Unit.COUNT : Unit.RATIO);
        }
        for (Unit unit : Unit.values()) {
            if (Measure.of(unit).powers().equals(measure.powers())) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    private static Measure measure(Expression expression, Function<Reference, Unit> kpi) {
        if (expression instanceof Literal) {
            return new Measure(Map.of(), Plain.NUMBER);
        }
        if (expression instanceof Reference reference) {
            return Measure.of(kpi.apply(reference));
        }
        if (expression instanceof Negation negation) {
            return measure(negation.of(), kpi);
        }
        Operation operation = (Operation) expression;
        Measure left = measure(operation.left(), kpi);
        Measure right = measure(operation.right(), kpi);
        return switch (operation.operator()) {
            case PLUS, MINUS -> added(operation, left, right);
            case TIMES, BY -> multiplied(left, right, operation.operator() == Operator.BY);
        };
    }

    private static Measure added(Operation operation, Measure left, Measure right) {
        boolean fits = left.plain() == right.plain() || left.plain() == Plain.NUMBER || right.plain() == Plain.NUMBER;
        if (!left.powers().equals(right.powers()) || left.powers().isEmpty() && !fits) {
            throw problem("expression puts " + left + " and " + right + " together by " + operation.operator()
                    + " at character " + operation.at()
                    + "; only what is counted in the same can be added or taken away.");
        }
        return left.plain() == Plain.NUMBER ? right : left;
    }

    private static Measure multiplied(Measure left, Measure right, boolean divides) {
        Map<Unit, Integer> powers = new EnumMap<>(Unit.class);
        powers.putAll(left.powers());
        right.powers().forEach((unit, power) -> powers.merge(unit, divides ? -power : power, Integer::sum));
        powers.values().removeIf(power -> power == 0);
        return new Measure(
                Map.copyOf(powers),
                divides ? divided(left.plain(), right.plain()) : times(left.plain(), right.plain()));
    }

    private static Plain times(Plain left, Plain right) {
        if (left == Plain.NUMBER) {
            return right;
        }
        return right == Plain.COUNT ? Plain.COUNT : left;
    }

    private static Plain divided(Plain left, Plain right) {
        if (right == Plain.NUMBER) {
            return left;
        }
        return left == Plain.COUNT && right == Plain.RATIO ? Plain.COUNT : Plain.RATIO;
    }

    private static Problem problem(String detail) {
        return new Problem(ProblemCode.INVALID_VALUE, "expression", detail);
    }
}
