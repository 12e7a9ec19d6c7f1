package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.ChangeExplanation.Group;
import dev.kennzahl.metrics.ChangeExplanation.Presence;
import dev.kennzahl.metrics.ChangeExplanation.Split;
import dev.kennzahl.metrics.explain.ChangeTable;
import dev.kennzahl.metrics.explain.Contributions;
import dev.kennzahl.metrics.explain.Effect;
import dev.kennzahl.metrics.explain.Quotients;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * The groups of one dimension in two periods, and what each adds to the change.
 *
 * @param shape the sums that the value is made of
 * @param whole the cells without groups
 * @param cells the cells by the dimension
 */
record ChangeGroups(
        Kpi kpi, Asked asked, ChangeShape shape, ChangeQuery query, Cells whole, Cells cells, int before, int after) {
    /** Converted amounts have more decimals than anybody reads. */
    private static final int MOST_DECIMALS = 12;

    /** Whether the figure is an amount of money with a volume behind it. */
    static boolean isPriced(Kpi kpi, Asked asked, ChangeShape shape) {
        List<Term> terms = shape.above();
        return kpi.definition().unit(asked.variant()).isMoney()
                && shape.below().isEmpty()
                && terms.size() == 1
                && terms.get(0).measure().aggregate() == Aggregate.SUM;
    }

    /** How many pieces an amount is of; records with an amount where there are no pieces. */
    static BigDecimal volume(Kpi kpi, ChangeShape shape, Function<Measure, MeasureValue> cell) {
        Measure pieces = kpi.volume();
        return pieces == null
                ? BigDecimal.valueOf(cell.apply(shape.above().get(0).measure()).known())
                : ChangeSheet.known(cell.apply(pieces).value());
    }

    /** A group before anything is rounded. */
    private record Row(List<CellKey> keys, Function<Measure, MeasureValue> was, Function<Measure, MeasureValue> is) {}

    /** Refuses groups that do not add up to the whole, of what may be in several of them or is chosen in each anew. */
    void requireDisjoint(String dimension) {
        boolean addUp = shape.measures()
                .filter(measure ->
                        measure.aggregate() != Aggregate.SUM || measure.moment().timing() == Moment.Timing.PLANNED)
                .allMatch(measure -> addsUp(measure, before) && addsUp(measure, after));
        if (!addUp) {
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    "by",
                    "In these periods the groups of '" + dimension + "' do not add up to " + key()
                            + ": something counts in several of them, such as a customer who buys in two, or in none, such as a"
                            + " target for all, or is chosen in each anew, such as the largest customers. Leave '"
                            + dimension
                            + "' out of by; what is the same for all records of a customer, such as industry, adds up more often.");
        }
    }

    private String key() {
        return kpi.definition().key();
    }

    private boolean addsUp(Measure measure, int period) {
        BigDecimal sum = cells.groups().stream()
                .map(group ->
                        ChangeSheet.known(cells.value(group, period, measure).value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.compareTo(ChangeSheet.known(
                        whole.value(CellKey.WHOLE, period, measure).value()))
                == 0;
    }

    private List<Row> rows() {
        return cells.groups().stream()
                .map(key -> new Row(
                        List.of(key),
                        measure -> cells.value(key, before, measure),
                        measure -> cells.value(key, after, measure)))
                .filter(row -> isThere(row.was()) || isThere(row.is()))
                .toList();
    }

    private boolean isThere(Function<Measure, MeasureValue> cell) {
        return shape.measures().anyMatch(measure -> cell.apply(measure).records() > 0);
    }

    Split split(String dimension, BigDecimal change) {
        List<Row> all = rows();
        List<Map<Effect, BigDecimal>> effects = effects(all);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        order.sort(Comparator.comparing((Integer i) -> sum(effects.get(i)).abs())
                .reversed()
                .thenComparing(
                        i -> all.get(i).keys().get(0).values().get(0),
                        Comparator.nullsLast(Comparator.naturalOrder())));
        List<Row> listed = new ArrayList<>();
        List<Map<Effect, BigDecimal>> ofListed = new ArrayList<>();
        order.stream().limit(query.limit()).forEach(i -> {
            listed.add(all.get(i));
            ofListed.add(effects.get(i));
        });
        if (order.size() > query.limit()) {
            List<Integer> rest = order.subList(query.limit(), order.size());
            listed.add(pooled(rest.stream().map(all::get).toList()));
            ofListed.add(added(rest.stream().map(effects::get).toList()));
        }
        ChangeTable table = ChangeTable.of(change, ofListed, decimals(change, listed));
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            boolean others = i == query.limit();
            groups.add(group(
                    dimension,
                    listed.get(i),
                    others,
                    table.changes().get(i),
                    table.rows().get(i),
                    others ? excluding(dimension, listed) : only(dimension, listed.get(i))));
        }
        return new Split(dimension, groups, table.effects());
    }

    private Group group(
            String dimension,
            Row row,
            boolean others,
            BigDecimal change,
            Map<Effect, BigDecimal> effects,
            KpiQuery.Filter filter) {
        CellKey key = row.keys().get(0);
        List<@Nullable String> labels = others ? null : cells.labels(key);
        boolean was = isThere(row.was());
        return new Group(
                others ? null : key.values().get(0),
                labels == null ? null : labels.get(0),
                others ? row.keys().size() : 0,
                !was ? Presence.NEW : isThere(row.is()) ? Presence.BOTH : Presence.LOST,
                kpi.value(asked, row.was()),
                kpi.value(asked, row.is()),
                change,
                effects,
                Stream.concat(query.where().stream(), Stream.of(filter)).toList());
    }

    private static KpiQuery.Filter only(String dimension, Row row) {
        return new KpiQuery.Filter(dimension, List.of(text(row.keys().get(0))), false);
    }

    /** All but those that stand before the last row. */
    private static KpiQuery.Filter excluding(String dimension, List<Row> listed) {
        return new KpiQuery.Filter(
                dimension,
                listed.subList(0, listed.size() - 1).stream()
                        .map(row -> text(row.keys().get(0)))
                        .toList(),
                true);
    }

    private static String text(CellKey key) {
        String value = key.values().get(0);
        return value == null ? "" : value;
    }

    private static BigDecimal sum(Map<Effect, BigDecimal> effects) {
        return effects.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Row pooled(List<Row> rows) {
        return new Row(
                rows.stream().flatMap(row -> row.keys().stream()).toList(),
                measure -> rows.stream()
                        .map(row -> row.was().apply(measure))
                        .reduce(MeasureValue.NONE, MeasureValue::plus)
                        .plain(),
                measure -> rows.stream()
                        .map(row -> row.is().apply(measure))
                        .reduce(MeasureValue.NONE, MeasureValue::plus)
                        .plain());
    }

    private static Map<Effect, BigDecimal> added(List<Map<Effect, BigDecimal>> rows) {
        Map<Effect, BigDecimal> sums = new EnumMap<>(Effect.class);
        rows.forEach(row -> row.forEach((effect, part) -> sums.merge(effect, part, BigDecimal::add)));
        return sums;
    }

    /** As many as the unit has, and where amounts have more, so many that what a group contributes is what it says. */
    private int decimals(BigDecimal change, List<Row> rows) {
        int unit = kpi.definition().unit(asked.variant()).scale();
        if (!shape.below().isEmpty()) {
            return unit;
        }
        int own = rows.stream()
                .flatMap(row -> Stream.of(above(row.was()), above(row.is())))
                .mapToInt(BigDecimal::scale)
                .max()
                .orElse(0);
        return Math.max(
                change.scale(), Math.min(MOST_DECIMALS, isPriced(kpi, asked, shape) ? Math.max(unit, own) : own));
    }

    private BigDecimal above(Function<Measure, MeasureValue> cell) {
        return ChangeSheet.known(MeasureValue.sum(shape.above(), cell).value());
    }

    private Quotients.Parts parts(Function<Measure, MeasureValue> cell) {
        return new Quotients.Parts(
                above(cell),
                ChangeSheet.known(MeasureValue.sum(shape.below(), cell).value()));
    }

    private List<Map<Effect, BigDecimal>> effects(List<Row> rows) {
        if (!shape.below().isEmpty()) {
            return Quotients.effects(
                    new Quotients.Group(
                            parts(measure -> whole.value(CellKey.WHOLE, before, measure)),
                            parts(measure -> whole.value(CellKey.WHOLE, after, measure))),
                    rows.stream()
                            .map(row -> new Quotients.Group(parts(row.was()), parts(row.is())))
                            .toList());
        }
        boolean priced = isPriced(kpi, asked, shape);
        return Contributions.effects(rows.stream()
                .map(row -> new Contributions.Group(
                        isThere(row.was()),
                        isThere(row.is()),
                        above(row.was()),
                        above(row.is()),
                        priced ? volume(kpi, shape, row.was()) : BigDecimal.ZERO,
                        priced ? volume(kpi, shape, row.is()) : BigDecimal.ZERO))
                .toList());
    }
}
