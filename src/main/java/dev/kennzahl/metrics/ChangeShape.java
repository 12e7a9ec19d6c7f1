package dev.kennzahl.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennzahl.metrics.expression.Expression;
import dev.kennzahl.metrics.expression.Expression.Literal;
import dev.kennzahl.metrics.expression.Expression.Negation;
import dev.kennzahl.metrics.expression.Expression.Operation;
import dev.kennzahl.metrics.expression.Expression.Operator;
import dev.kennzahl.metrics.expression.Expression.Reference;

/**
 * A value as sums of measures, one divided by the other, so that groups have their parts in it.
 *
 * @param below empty where nothing is divided
 */
record ChangeShape(List<Term> above, List<Term> below) {

    /** Empty where the value is made in some other way. */
    static Optional<ChangeShape> of(Kpi kpi, Asked asked) {
        if (kpi instanceof CustomKpi custom) {
            return of(custom, asked, custom.expression());
        }
        return kpi.sums(asked).map(sums -> new ChangeShape(sums.numerator(), sums.denominator()));
    }

    private static Optional<ChangeShape> of(CustomKpi kpi, Asked asked, Expression expression) {
        if (expression instanceof Operation operation && operation.operator() == Operator.BY) {
            return sum(kpi, asked, operation.left())
                    .flatMap(above -> sum(kpi, asked, operation.right()).map(below -> new ChangeShape(above, below)));
        }
        return sum(kpi, asked, expression).map(above -> new ChangeShape(above, List.of()));
    }

    private static Optional<List<Term>> sum(CustomKpi kpi, Asked asked, Expression expression) {
        if (expression instanceof Literal) {
            return Optional.empty();
        }
        if (expression instanceof Reference reference) {
            Figure figure = kpi.figure(reference, asked);
            boolean isSum = figure.kpi().definition().kind().isOfRecords()
                    && figure.kpi().denominator(figure.asked()).isEmpty();
            return isSum ? Optional.of(figure.kpi().numerator(figure.asked())) : Optional.empty();
        }
        if (expression instanceof Negation negation) {
            return sum(kpi, asked, negation.of()).map(ChangeShape::negated);
        }
        Operation operation = (Operation) expression;
        return switch (operation.operator()) {
            case PLUS, MINUS ->
                sum(kpi, asked, operation.left())
                        .flatMap(left -> sum(kpi, asked, operation.right()).map(right -> Stream.concat(
                                        left.stream(),
                                        operation.operator() == Operator.MINUS
                                                ? negated(right).stream()
                                                : right.stream())
                                .toList()));
            case TIMES, BY -> Optional.empty();
        };
    }

    private static List<Term> negated(List<Term> terms) {
        return terms.stream()
                .map(term -> new Term(term.measure(), -term.sign()))
                .toList();
    }

    /** All measures in it. */
    Stream<Measure> measures() {
        return Stream.concat(above.stream(), below.stream()).map(Term::measure);
    }
}
