package dev.kennzahl.metrics.shape;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.KpiValue;

/**
 * A KPI by one dimension, the best first.
 *
 * @param answer the answer of the KPI that is ranked
 * @param groups how many there are, listed or not
 */
public record LeaderBoard(KpiResult answer, String by, int groups, List<Place> places) {

    /**
     * A group and its place.
     *
     * @param group its value of the dimension; null for unknown
     * @param rank 1 for the best; equals share a rank, and the next has so many more; null for who has no records or no value
     * @param tied whether others have the same rank
     * @param before its value in the period before
     * @param rankBefore its rank there
     * @param rankChange by how many places it rose, negative if it fell; null where either rank is
     */
    public record Place(
            @Nullable String group,
            @Nullable String label,
            @Nullable Integer rank,
            boolean tied,
            KpiValue value,
            KpiValue before,
            @Nullable Integer rankBefore,
            @Nullable Integer rankChange) {}
}
