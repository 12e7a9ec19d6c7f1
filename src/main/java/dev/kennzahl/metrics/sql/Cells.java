package dev.kennzahl.metrics.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;

/** Measured values by group, bucket and measure; what is not there is empty. */
public final class Cells {
    private final Map<CellKey, Map<Integer, Map<Measure, MeasureValue>>> values = new LinkedHashMap<>();
    private final Map<CellKey, List<@Nullable String>> labels = new HashMap<>();

    void put(CellKey group, int bucket, Measure measure, MeasureValue value) {
        values.computeIfAbsent(group, key -> new HashMap<>())
                .computeIfAbsent(bucket, key -> new HashMap<>())
                .put(measure, value);
    }

    void label(CellKey group, List<@Nullable String> names) {
        labels.putIfAbsent(group, names);
    }

    /** Takes over another's values. */
    public void add(Cells other) {
        other.values.forEach((group, buckets) -> buckets.forEach(
                (bucket, measures) -> measures.forEach((measure, value) -> put(group, bucket, measure, value))));
        labelAs(other);
    }

    /** Adds another's values of one group and bucket to those of a bucket of ours. */
    void addUp(CellKey group, int bucket, Cells other, int otherBucket) {
        other.values
                .getOrDefault(group, Map.of())
                .getOrDefault(otherBucket, Map.of())
                .forEach((measure, value) -> put(
                        group,
                        bucket,
                        measure,
                        value(group, bucket, measure).plus(value).plain()));
    }

    void labelAs(Cells other) {
        other.labels.forEach(this::label);
    }

    /** Groups added up to one; only right for what {@link Measure#addsUpExactly()}. */
    Cells pooled(Collection<CellKey> groups, List<Measure> measures) {
        Cells pool = new Cells();
        for (CellKey group : groups) {
            values.getOrDefault(group, Map.of())
                    .forEach((bucket, found) -> measures.forEach(measure -> {
                        MeasureValue value = found.getOrDefault(measure, MeasureValue.NONE);
                        MeasureValue sum =
                                pool.value(CellKey.WHOLE, bucket, measure).plus(value);
                        if (sum.records() > 0) {
                            pool.put(CellKey.WHOLE, bucket, measure, sum.plain());
                        }
                    }));
        }
        return pool;
    }

    /** Takes over another's values, which are all of one bucket. */
    void addAt(int bucket, Cells other) {
        other.values.forEach((group, buckets) -> buckets.values()
                .forEach(measures -> measures.forEach((measure, value) -> put(group, bucket, measure, value))));
        labelAs(other);
    }

    public Set<CellKey> groups() {
        return values.keySet();
    }

    /** Names for people, in the order of the group's values. */
    public @Nullable List<@Nullable String> labels(CellKey group) {
        return labels.get(group);
    }

    /** The value of a measure, {@link MeasureValue#NONE} where nothing was measured. */
    public MeasureValue value(CellKey group, int bucket, Measure measure) {
        return values.getOrDefault(group, Map.of())
                .getOrDefault(bucket, Map.of())
                .getOrDefault(measure, MeasureValue.NONE);
    }
}
