package dev.kennzahl.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.metrics.KpiResult.Series;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.sql.Figures;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.ReadingPlan;

/** Chooses the groups that an answer lists, and sees to what stands for the others and for all of them together. */
record Layout(SqlConnection connection, Question question, ReadingPlan plan, KpiQuery query, AnswerSheet sheet) {

    /** @param ranks the cells of the whole period to order groups by; null to order them by name */
    Uni<List<Series>> series(@Nullable Cells ranks, int maxPoints) {
        List<CellKey> groups = sheet.ordered(ranks, query.order() == Order.VALUE_ASCENDING);
        int limit = query.limit() == null ? groups.size() : Math.min(query.limit(), groups.size());
        List<CellKey> listed = groups.subList(0, limit);
        List<CellKey> beyond = groups.subList(limit, groups.size());
        sheet.requireFewer(maxPoints, query.extras().others() && !beyond.isEmpty() ? limit + 1 : limit);
        return others(listed, beyond)
                .flatMap(others -> totals(groups).map(totals -> sheet.series(question, listed, others, totals)));
    }

    /** The groups beyond the limit as if they were one; nothing when there are none, or nobody asked. */
    private Uni<@Nullable AnswerSheet> others(List<CellKey> listed, List<CellKey> beyond) {
        if (!query.extras().others() || beyond.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Question complement = question.besides(listed);
        List<Comparison> comparisons = List.copyOf(sheet.compared().keySet());
        return pool(complement, sheet.buckets(), sheet.cells(), beyond).flatMap(cells -> Multi.createFrom()
                .iterable(comparisons)
                .onItem()
                // Targets are set for what has a name; the others have none.
                .transformToUniAndConcatenate(comparison -> comparison == Comparison.TARGET
                        ? Uni.createFrom().item(new Cells())
                        : pool(
                                complement,
                                List.copyOf(
                                        Objects.requireNonNull(sheet.positions().get(comparison))
                                                .keySet()),
                                Objects.requireNonNull(sheet.others().get(comparison)),
                                beyond))
                .collect()
                .asList()
                .map(pooled -> {
                    Map<Comparison, Cells> byComparison = new LinkedHashMap<>();
                    comparisons.forEach(comparison -> byComparison.put(comparison, pooled.get(byComparison.size())));
                    return sheet.of(cells, byComparison);
                }));
    }

    /** All groups as one, for shares; nothing when nobody asked. */
    private Uni<@Nullable Cells> totals(List<CellKey> groups) {
        return query.extras().share()
                ? pool(question.besides(List.of()), sheet.buckets(), sheet.cells(), groups)
                        .map(cells -> cells)
                : Uni.createFrom().nullItem();
    }

    private Uni<Cells> pool(Question pooled, List<ReportingPeriod> buckets, Cells cells, List<CellKey> groups) {
        return Figures.pool(
                connection,
                pooled,
                plan,
                sheet.kpi().measures(sheet.asked()),
                sheet.reach().apply(buckets),
                cells,
                groups);
    }
}
