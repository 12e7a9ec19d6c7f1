package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.ChangeExplanation.Driver;
import dev.kennzahl.metrics.ChangeExplanation.Method;
import dev.kennzahl.metrics.ChangeExplanation.Split;
import dev.kennzahl.metrics.explain.Apportionment;
import dev.kennzahl.metrics.explain.Effect;
import dev.kennzahl.metrics.explain.Orders;
import dev.kennzahl.metrics.sql.BalanceFlows;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.subject.Aggregate;

/** The measured cells of two periods, and what they say of the change between them. */
final class ChangeSheet {
    private static final MathContext DIGITS = new MathContext(40);

    private final Kpis kpis;
    private final Kpi kpi;
    private final Asked asked;
    private final ChangeQuery query;
    private final ChangeForm form;
    private final List<Cells> cells;
    private final Optional<BalanceFlows> flows;
    private final int before;
    private final int after;

    /**
     * @param cells first those without groups, then those by each of the query's dimensions
     * @param flows of a balance, what came and went
     * @param before where the earlier period is in them
     */
    ChangeSheet(
            Kpis kpis,
            Kpi kpi,
            Asked asked,
            ChangeQuery query,
            List<Cells> cells,
            Optional<BalanceFlows> flows,
            int before,
            int after) {
        this.kpis = kpis;
        this.kpi = kpi;
        this.asked = asked;
        this.query = query;
        this.form = ChangeForm.of(kpi, asked);
        this.cells = cells;
        this.flows = flows;
        this.before = before;
        this.after = after;
    }

    Method method() {
        if (form == ChangeForm.FORMULA && query.by().isEmpty()) {
            return Method.PARTS;
        }
        return ChangeShape.of(kpi, asked)
                .map(shape -> !shape.below().isEmpty()
                        ? Method.MIX_AND_RATE
                        : ChangeGroups.isPriced(kpi, asked, shape) ? Method.PRICE_VOLUME_MIX : Method.CONTRIBUTION)
                .orElse(Method.PARTS);
    }

    Split split(int dimension, BigDecimal change) {
        ChangeShape shape = ChangeShape.of(kpi, asked).orElseThrow();
        ChangeGroups groups =
                new ChangeGroups(kpi, asked, shape, query, cells.get(0), cells.get(dimension + 1), before, after);
        groups.requireDisjoint(query.by().get(dimension));
        return groups.split(query.by().get(dimension), change);
    }

    /** What the change is made of without a look at groups. */
    List<Driver> drivers(BigDecimal change) {
        return switch (form) {
            case QUOTIENT -> quotient(change);
            case FORMULA -> formula(change);
            case SUM -> {
                List<Term> terms = kpi.numerator(asked);
                yield flows.map(found -> balance(found, change))
                        .orElseGet(() -> terms.size() > 1 ? terms(terms, change) : amount(change));
            }
        };
    }

    private MeasureValue value(Measure measure, boolean isAfter) {
        return cells.get(0).value(CellKey.WHOLE, isAfter ? after : before, measure);
    }

    private BigDecimal sum(List<Term> terms, boolean isAfter) {
        return known(MeasureValue.sum(terms, measure -> value(measure, isAfter)).value());
    }

    static BigDecimal known(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    /** What came and went, with how many records did. */
    private List<Driver> balance(BalanceFlows found, BigDecimal change) {
        return rounded(
                change,
                List.of(
                        flow(Effect.ENTERED, 0, found.enteredRecords(), found.entered()),
                        flow(Effect.LEFT, found.leftRecords(), 0, found.left()),
                        flow(Effect.CHANGED, found.changedRecords(), found.changedRecords(), found.changed())));
    }

    private static Part flow(Effect effect, long before, long after, BigDecimal change) {
        return new Part(effect, null, null, BigDecimal.valueOf(before), BigDecimal.valueOf(after), change);
    }

    /** Sums taken together, one by one. */
    private List<Driver> terms(List<Term> terms, BigDecimal change) {
        List<Part> parts = new ArrayList<>();
        for (Term term : terms) {
            BigDecimal was = sum(List.of(term), false);
            BigDecimal is = sum(List.of(term), true);
            parts.add(new Part(Effect.PART, name(term.measure()), null, was, is, is.subtract(was)));
        }
        return rounded(change, parts);
    }

    /** An amount by the volume behind it and what each piece of that brings. */
    private List<Driver> amount(BigDecimal change) {
        BigDecimal was = sum(kpi.numerator(asked), false);
        BigDecimal is = sum(kpi.numerator(asked), true);
        ChangeShape shape = new ChangeShape(kpi.numerator(asked), List.of());
        if (!ChangeGroups.isPriced(kpi, asked, shape)) {
            return List.of(new Driver(Effect.VOLUME, null, null, was, is, change));
        }
        BigDecimal volumeBefore = ChangeGroups.volume(kpi, shape, measure -> value(measure, false));
        BigDecimal volumeAfter = ChangeGroups.volume(kpi, shape, measure -> value(measure, true));
        if (volumeBefore.signum() <= 0 || volumeAfter.signum() <= 0) {
            return List.of(new Driver(Effect.WHOLE, null, null, was, is, change));
        }
        BigDecimal atOldPrice = was.multiply(volumeAfter).divide(volumeBefore, DIGITS);
        return rounded(
                change,
                List.of(
                        new Part(Effect.VOLUME, null, null, volumeBefore, volumeAfter, atOldPrice.subtract(was)),
                        new Part(
                                Effect.PRICE,
                                null,
                                null,
                                price(was, volumeBefore),
                                price(is, volumeAfter),
                                is.subtract(atOldPrice))));
    }

    private static BigDecimal price(BigDecimal amount, BigDecimal volume) {
        return amount.divide(volume, Unit.MONEY.scale(), RoundingMode.HALF_EVEN);
    }

    private List<Driver> quotient(BigDecimal change) {
        List<BigDecimal> above = List.of(sum(kpi.numerator(asked), false), sum(kpi.numerator(asked), true));
        List<BigDecimal> below = List.of(sum(kpi.denominator(asked), false), sum(kpi.denominator(asked), true));
        List<BigDecimal> effects = Orders.effects(
                        2, set -> above.get(set.get(0) ? 1 : 0).divide(below.get(set.get(1) ? 1 : 0), DIGITS))
                .orElseThrow();
        return rounded(
                change,
                List.of(
                        new Part(Effect.NUMERATOR, null, null, above.get(0), above.get(1), effects.get(0)),
                        new Part(Effect.DENOMINATOR, null, null, below.get(0), below.get(1), effects.get(1))));
    }

    private List<Driver> formula(BigDecimal change) {
        List<Part> parts = kpi instanceof MadeOfFigures made ? figures(made) : measures();
        return parts.isEmpty()
                ? List.of(new Driver(Effect.WHOLE, null, null, whole(false), whole(true), change))
                : rounded(change, parts);
    }

    private @Nullable BigDecimal whole(boolean isAfter) {
        return kpi.value(asked, measure -> value(measure, isAfter)).value();
    }

    /** Empty where they cannot change one by one. */
    private List<Part> figures(MadeOfFigures made) {
        List<Figure> figures = made.figures(asked);
        return parts(
                figures,
                figure -> new Part(
                        Effect.PART,
                        figure.name(),
                        kpis.isKnown(figure.kpi()) ? figure : null,
                        of(figure, false).value(),
                        of(figure, true).value(),
                        BigDecimal.ZERO),
                isAfter -> made.combined(asked, figure -> of(figure, isAfter.get(figures.indexOf(figure))))
                        .value());
    }

    private KpiValue of(Figure figure, boolean isAfter) {
        return figure.kpi().value(figure.asked(), measure -> value(measure, isAfter));
    }

    private List<Part> measures() {
        List<Measure> measures = kpi.measures(asked).stream().distinct().toList();
        return parts(
                measures,
                measure -> new Part(
                        Effect.PART,
                        name(measure),
                        null,
                        value(measure, false).value(),
                        value(measure, true).value(),
                        BigDecimal.ZERO),
                isAfter -> kpi.value(asked, measure -> value(measure, isAfter.get(measures.indexOf(measure))))
                        .value());
    }

    private static <T> List<Part> parts(
            List<T> of, Function<T, Part> plain, Function<BitSet, @Nullable BigDecimal> value) {
        if (of.size() > Orders.MOST_PARTS) {
            return List.of();
        }
        Optional<List<BigDecimal>> effects = Orders.effects(of.size(), value);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; effects.isPresent() && i < of.size(); i++) {
            parts.add(plain.apply(of.get(i)).changing(effects.get().get(i)));
        }
        return parts;
    }

    /** What a measure is called: by the KPI that it is, else by what it is taken of. */
    private String name(Measure measure) {
        if (measure.aggregate() == Aggregate.DAYS_LEFT) {
            return "days_left";
        }
        if (measure.aggregate() == Aggregate.EXPECTED) {
            return "expected_value";
        }
        return kpis.ofMeasure(measure)
                .map(simple -> simple.definition().key())
                .orElseGet(() -> measure.subject().key() + "s");
    }

    /** A driver whose change is not rounded yet. */
    private record Part(
            Effect effect,
            @Nullable String name,
            @Nullable Figure figure,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            BigDecimal change) {

        Part changing(BigDecimal exact) {
            return new Part(effect, name, figure, before, after, exact);
        }

        Driver driver(BigDecimal rounded) {
            return new Driver(effect, name, figure, before, after, rounded);
        }
    }

    private List<Driver> rounded(BigDecimal change, List<Part> parts) {
        int scale =
                Math.max(change.scale(), kpi.definition().unit(asked.variant()).scale());
        List<BigDecimal> changes =
                Apportionment.of(change, parts.stream().map(Part::change).toList(), scale);
        List<Driver> drivers = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            drivers.add(parts.get(i).driver(changes.get(i)));
        }
        return drivers;
    }
}
