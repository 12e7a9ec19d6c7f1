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

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
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
 * @param compared per comparison, the period each bucket is compared with
 * @param positions per comparison, where in its cells a period is
 */
record AnswerSheet(
        Kpi kpi,
        Asked asked,
        Fill fill,
        List<ReportingPeriod> buckets,
        Cells cells,
        Map<Comparison, List<ReportingPeriod>> compared,
        Map<Comparison, Map<ReportingPeriod, Integer>> positions,
        Map<Comparison, Cells> others,
        Predicate<ReportingPeriod> isPartial) {

    /** @param ranks the cells of the whole period to order groups by; null to order them by name */
    List<Series> series(Question question, @Nullable Cells ranks, KpiQuery query, int maxPoints) {
        Set<CellKey> groups = new LinkedHashSet<>(cells.groups());
        others.values().forEach(other -> groups.addAll(other.groups()));
        if (question.groupBy().isEmpty()) {
            groups.add(new CellKey(List.of()));
        }
        List<CellKey> ordered = new ArrayList<>(groups);
        ordered.sort(order(ranks, query.order() == Order.VALUE_ASCENDING));
        if (query.limit() != null && query.limit() < ordered.size()) {
            ordered = ordered.subList(0, query.limit());
        }
        if ((long) ordered.size() * buckets.size() > maxPoints) {
            throw new Problem(
                    ProblemCode.TOO_MANY_VALUES,
                    "groupBy",
                    "The answer would have " + ordered.size() + " groups of " + buckets.size() + " buckets; at most "
                            + maxPoints + " values fit one answer. Filter, limit, or take a coarser grain.");
        }
        return ordered.stream()
                .map(group -> new Series(groupOf(question, group), points(group)))
                .toList();
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

    private List<Point> points(CellKey group) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            KpiValue value = filled(value(cells, group, i));
            Map<Comparison, Compared> comparisons = new LinkedHashMap<>();
            for (Comparison comparison : compared.keySet()) {
                comparisons.put(comparison, compare(comparison, group, i, value));
            }
            points.add(new Point(buckets.get(i), value, isPartial.test(buckets.get(i)), comparisons));
        }
        return points;
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
        BigDecimal change = value.value().subtract(other.value());
        BigDecimal ratio = other.value().signum() == 0
                ? null
                : change.divide(other.value().abs(), dev.kennzahl.catalogue.Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
        return new Compared(period, other, change, ratio);
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
