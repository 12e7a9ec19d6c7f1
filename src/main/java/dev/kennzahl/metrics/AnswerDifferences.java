package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.KpiResult.GroupValue;
import dev.kennzahl.metrics.KpiResult.Point;
import dev.kennzahl.metrics.KpiResult.Series;
import dev.kennzahl.metrics.Verification.Difference;

/** Where two answers to one question differ, in the order of the later one; what only the earlier one has comes last. */
final class AnswerDifferences {
    private AnswerDifferences() {}

    /** Labels are no part of it: a customer may be renamed. */
    private record Place(List<List<@Nullable String>> group, boolean others, ReportingPeriod bucket) {}

    private record Found(List<GroupValue> group, Point point) {}

    static List<Difference> between(List<Series> before, List<Series> after) {
        Map<Place, Found> then = places(before);
        Map<Place, Found> now = places(after);
        Set<Place> all = new LinkedHashSet<>(now.keySet());
        all.addAll(then.keySet());
        List<Difference> differences = new ArrayList<>();
        for (Place place : all) {
            compare(place, then.get(place), now.get(place), differences);
        }
        return differences;
    }

    private static Map<Place, Found> places(List<Series> answer) {
        Map<Place, Found> places = new LinkedHashMap<>();
        for (Series series : answer) {
            List<List<@Nullable String>> group = new ArrayList<>();
            for (GroupValue value : series.group()) {
                List<@Nullable String> names = new ArrayList<>();
                names.add(value.dimension());
                names.add(value.value());
                group.add(names);
            }
            series.points()
                    .forEach(point -> places.put(
                            new Place(group, series.others(), point.bucket()), new Found(series.group(), point)));
        }
        return places;
    }

    private static void compare(Place place, @Nullable Found then, @Nullable Found now, List<Difference> differences) {
        Point before = then == null ? null : then.point();
        Point after = now == null ? null : now.point();
        List<GroupValue> group =
                Objects.requireNonNull(now == null ? then : now).group();
        if (before == null || after == null || !sameOwn(before, after)) {
            differences.add(new Difference(
                    group,
                    place.others(),
                    place.bucket(),
                    null,
                    before == null ? null : before.value(),
                    after == null ? null : after.value()));
        }
        if (before != null && after != null) {
            after.comparisons().forEach((comparison, compared) -> {
                KpiResult.Compared earlier = before.comparisons().get(comparison);
                if (earlier != null && !sameCompared(earlier, compared)) {
                    differences.add(new Difference(
                            group, place.others(), place.bucket(), comparison, earlier.value(), compared.value()));
                }
            });
        }
    }

    private static boolean sameOwn(Point before, Point after) {
        return before.since().equals(after.since())
                && before.value().equals(after.value())
                && Objects.equals(before.share(), after.share())
                && Objects.equals(before.interval(), after.interval());
    }

    /** How far the bucket's own value is from it follows from both. */
    private static boolean sameCompared(KpiResult.Compared before, KpiResult.Compared after) {
        return before.bucket().equals(after.bucket()) && before.value().equals(after.value());
    }
}
