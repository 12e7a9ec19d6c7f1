package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.KpiResult.Compared;
import dev.kennzahl.metrics.KpiResult.GroupValue;
import dev.kennzahl.metrics.KpiResult.Point;
import dev.kennzahl.metrics.KpiResult.Series;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Lays measured cells out as series: every group, every bucket, each value with what it is compared with.
 *
 * @param reach gives the windows that the values of buckets are computed over
 * @param compared per comparison, the period each bucket is compared with
 * @param positions per comparison, where in its cells a period is
 */
record AnswerSheet(
        Kpi kpi,
        Asked asked,
        Fill fill,
        List<ReportingPeriod> buckets,
        UnaryOperator<List<ReportingPeriod>> reach,
        Cells cells,
        Map<Comparison, List<ReportingPeriod>> compared,
        Map<Comparison, Map<ReportingPeriod, Integer>> positions,
        Map<Comparison, Cells> others,
        Predicate<ReportingPeriod> isPartial) {

    /** The same for other cells. */
    AnswerSheet of(Cells otherCells, Map<Comparison, Cells> otherCompared) {
        return new AnswerSheet(
                kpi, asked, fill, buckets, reach, otherCells, compared, positions, otherCompared, isPartial);
    }

    /**
     * All groups there are, in order.
     *
     * @param ranks the cells of the whole period to order groups by; null to order them by name
     */
    List<CellKey> ordered(@Nullable Cells ranks, boolean ascending) {
        Set<CellKey> groups = new LinkedHashSet<>(cells.groups());
        others.values().forEach(other -> groups.addAll(other.groups()));
        if (asked.groupBy().isEmpty()) {
            groups.add(CellKey.WHOLE);
        }
        List<CellKey> ordered = new ArrayList<>(groups);
        ordered.sort(order(ranks, ascending));
        return ordered;
    }

    /** Refuses answers that are too long. */
    void requireFewer(int maxPoints, int groups) {
        if ((long) groups * buckets.size() > maxPoints) {
            throw new Problem(
                    ProblemCode.TOO_MANY_VALUES,
                    "groupBy",
                    "The answer would have " + groups + " groups of " + buckets.size() + " buckets; at most "
                            + maxPoints + " values fit one answer. Filter, limit, or take a coarser grain.");
        }
    }

    /**
     * The series of an answer.
     *
     * @param rest of all groups that are not listed, as one; null to leave them out
     * @param totals of all groups as one, to give shares of them; null for no shares
     */
    List<Series> series(Question question, List<CellKey> listed, @Nullable AnswerSheet rest, @Nullable Cells totals) {
        List<Series> series = new ArrayList<>();
        listed.forEach(group -> series.add(new Series(groupOf(question, group), false, points(group, totals))));
        if (rest != null) {
            List<GroupValue> unnamed = question.groupBy().stream()
                    .map(dimension -> new GroupValue(dimension.name(), null, null))
                    .toList();
            series.add(new Series(unnamed, true, rest.points(CellKey.WHOLE, totals)));
        }
        return series;
    }

    private Comparator<CellKey> order(@Nullable Cells ranks, boolean ascending) {
        Comparator<CellKey> byName = (one, other) -> {
            for (int i = 0; i < one.values().size(); i++) {
                int order = Comparator.nullsLast(Comparator.<String>naturalOrder())
                        .compare(one.values().get(i), other.values().get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
        if (ranks == null) {
            return byName;
        }
        Comparator<BigDecimal> values = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return Comparator.<CellKey, @Nullable BigDecimal>comparing(
                        group -> filled(value(ranks, group, 0)).value(), Comparator.nullsLast(values))
                .thenComparing(byName);
    }

    private List<GroupValue> groupOf(Question question, CellKey group) {
        List<@Nullable String> labels = labels(group);
        List<GroupValue> values = new ArrayList<>();
        for (int i = 0; i < group.values().size(); i++) {
            String label = labels == null ? null : labels.get(i);
            values.add(new GroupValue(
                    question.groupBy().get(i).name(), group.values().get(i), label));
        }
        return values;
    }

    private @Nullable List<@Nullable String> labels(CellKey group) {
        List<@Nullable String> own = cells.labels(group);
        if (own != null) {
            return own;
        }
        return others.values().stream()
                .map(other -> other.labels(group))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<Point> points(CellKey group, @Nullable Cells totals) {
        List<ReportingPeriod> windows = reach.apply(buckets);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            int bucket = i;
            KpiValue value = filled(value(cells, group, i));
            Map<Comparison, Compared> comparisons = new LinkedHashMap<>();
            for (Comparison comparison : compared.keySet()) {
                comparisons.put(comparison, compare(comparison, group, i, value));
            }
            points.add(new Point(
                    buckets.get(i),
                    windows.get(i).from(),
                    value,
                    totals == null ? null : share(value, value(totals, CellKey.WHOLE, i)),
                    value.value() == null
                            ? null
                            : kpi.interval(asked, value, measure -> cells.value(group, bucket, measure)),
                    isPartial.test(buckets.get(i)),
                    comparisons));
        }
        return points;
    }

    private static @Nullable BigDecimal share(KpiValue value, KpiValue total) {
        return value.value() == null || total.value() == null || total.value().signum() == 0
                ? null
                : value.value().divide(total.value(), Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
    }

    private Compared compare(Comparison comparison, CellKey group, int bucket, KpiValue value) {
        ReportingPeriod period =
                Objects.requireNonNull(compared.get(comparison)).get(bucket);
        int position = Objects.requireNonNull(
                Objects.requireNonNull(positions.get(comparison)).get(period));
        Cells found = Objects.requireNonNull(others.get(comparison));
        KpiValue other = comparison == Comparison.TARGET
                ? Planned.value(found.value(group, position, Planned.measure(kpi.definition())))
                : filled(value(found, group, position));
        if (value.value() == null || other.value() == null) {
            return new Compared(period, other, null, null);
        }
        BigDecimal change = value.unrounded().subtract(other.unrounded());
        BigDecimal ratio = other.unrounded().signum() == 0
                ? null
                : change.divide(other.unrounded().abs(), Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
        int scale = Math.max(value.value().scale(), other.value().scale());
        return new Compared(period, other, change.setScale(scale, RoundingMode.HALF_EVEN), ratio);
    }

    private KpiValue value(Cells from, CellKey group, int bucket) {
        return kpi.value(asked, measure -> from.value(group, bucket, measure));
    }

    private KpiValue filled(KpiValue value) {
        return fill == Fill.NULL && value.sampleSize() == 0 && value.value() != null
                ? KpiValue.unknown(null, null, 0, NullReason.NO_DATA)
                : value;
    }
}
