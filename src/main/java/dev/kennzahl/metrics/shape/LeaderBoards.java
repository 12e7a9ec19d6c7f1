package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.Direction;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.shape.LeaderBoard.Place;

/**
 * Ranks the groups of any KPI by its values, which are those of the KPI itself: from the highest, where lower is better from the
 * lowest. Equals share a rank and are listed by group. Who has no records in a period has no rank in it.
 */
@Singleton
public class LeaderBoards {
    private final KpiEngine engine;

    LeaderBoards(KpiEngine engine) {
        this.engine = engine;
    }

    /** @param limit how many places at most */
    public Uni<LeaderBoard> of(
            int tenantId,
            String kpi,
            @Nullable String variant,
            String by,
            ShapeQuery asked,
            Map<String, Integer> options,
            int limit) {
        return engine.ask(tenantId, asked.comparedWithBefore(kpi, variant, List.of(by), options))
                .map(answer -> board(answer, by, limit));
    }

    private static LeaderBoard board(KpiResult answer, String by, int limit) {
        boolean lowest = answer.kpi().definition().direction() == Direction.LOWER_IS_BETTER;
        Map<KpiResult.Series, Integer> now = ranks(answer.series(), LeaderBoards::value, lowest);
        Map<KpiResult.Series, Integer> before = ranks(answer.series(), LeaderBoards::before, lowest);
        Map<Integer, Long> sharing = new HashMap<>();
        now.values().forEach(rank -> sharing.merge(rank, 1L, Long::sum));
        List<Place> places = answer.series().stream()
                // The sort keeps equals in the order of groups, in which the answer has them.
                .sorted(Comparator.comparing(now::get, Comparator.nullsLast(Comparator.<Integer>naturalOrder())))
                .limit(limit)
                .map(series -> place(series, now.get(series), before.get(series), sharing))
                .toList();
        return new LeaderBoard(answer, by, answer.series().size(), places);
    }

    private static Place place(
            KpiResult.Series series, @Nullable Integer rank, @Nullable Integer rankBefore, Map<Integer, Long> sharing) {
        KpiResult.GroupValue group = series.group().get(0);
        return new Place(
                group.value(),
                group.label(),
                rank,
                rank != null && sharing.getOrDefault(rank, 0L) > 1,
                value(series),
                before(series),
                rankBefore,
                rank == null || rankBefore == null ? null : rankBefore - rank);
    }

    /** Each with a rank: one more than there are better ones. */
    private static Map<KpiResult.Series, Integer> ranks(
            List<KpiResult.Series> series, Function<KpiResult.Series, KpiValue> value, boolean lowest) {
        Comparator<BigDecimal> better = lowest ? Comparator.naturalOrder() : Comparator.reverseOrder();
        List<KpiResult.Series> known = new ArrayList<>(series.stream()
                .filter(one ->
                        value.apply(one).value() != null && value.apply(one).sampleSize() > 0)
                .toList());
        known.sort(Comparator.comparing(
                one -> Objects.requireNonNull(value.apply(one).value()), better));
        Map<KpiResult.Series, Integer> ranks = new HashMap<>();
        BigDecimal last = null;
        int rank = 0;
        for (int i = 0; i < known.size(); i++) {
            BigDecimal own = Objects.requireNonNull(value.apply(known.get(i)).value());
            rank = last != null && own.compareTo(last) == 0 ? rank : i + 1;
            last = own;
            ranks.put(known.get(i), rank);
        }
        return ranks;
    }

    private static KpiValue value(KpiResult.Series series) {
        return series.points().get(0).value();
    }

    private static KpiValue before(KpiResult.Series series) {
        return Objects.requireNonNull(series.points().get(0).comparisons().get(Comparison.PREVIOUS_PERIOD))
                .value();
    }
}
