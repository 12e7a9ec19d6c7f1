package dev.kennzahl.forecast.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.accuracy.ErrorMeasure;
import dev.kennzahl.forecast.accuracy.Judged;
import dev.kennzahl.forecast.comparison.ForecastComparison.Entry;
import dev.kennzahl.forecast.kpi.KpiHistory;
import dev.kennzahl.metrics.DealGroup;

/**
 * What errors are set against: the change that was usual for each group from season to season before the first period that is judged, and
 * the errors of the benchmark in the same periods at the same lead times.
 */
final class Yardstick {
    /** The method that OWA compares with. */
    static final String BENCHMARK = "naive2";

    private final Map<DealGroup, Double> scales = new HashMap<>();
    private final Map<Place, Entry> benchmark = new HashMap<>();

    private record Place(String leadTime, DealGroup group, ReportingPeriod period) {
        static Place of(Entry entry) {
            return new Place(entry.leadTime(), entry.group(), entry.period());
        }
    }

    /**
     * @param history null when the periods are no series
     * @param entries those of the benchmark among them
     */
    Yardstick(@Nullable KpiHistory history, List<Entry> entries) {
        if (history != null) {
            history.lines().stream()
                    .filter(KpiHistory.Line::isKnown)
                    .forEach(line -> scales.put(
                            new DealGroup(line.group()),
                            Judged.scale(line.values().filled(history.period()), history.period())));
        }
        entries.stream()
                .filter(entry -> entry.method().equals(BENCHMARK) && entry.isJudged())
                .forEach(entry -> benchmark.put(Place.of(entry), entry));
    }

    /** The mean absolute scaled error; null where a group has no scale. */
    @Nullable
    Double mase(List<Entry> entries) {
        double[] actual = new double[entries.size()];
        double[] forecast = new double[entries.size()];
        for (int i = 0; i < actual.length; i++) {
            Entry entry = entries.get(i);
            double scale = scales.getOrDefault(entry.group(), Double.NaN);
            if (Double.isNaN(scale) || scale == 0) {
                return null;
            }
            actual[i] = Objects.requireNonNull(entry.actual()).doubleValue() / scale;
            forecast[i] = Objects.requireNonNull(entry.value()).doubleValue() / scale;
        }
        return Judge.of(ErrorMeasure.MASE, new Judged(actual, forecast, 1));
    }

    /** The overall weighted average; null where there is no forecast to compare with for all of them. */
    @Nullable
    Double owa(List<Entry> entries) {
        List<Entry> others = entries.stream()
                .map(entry -> benchmark.get(Place.of(entry)))
                .filter(Objects::nonNull)
                .toList();
        Double mase = mase(entries);
        if (mase == null || others.size() < entries.size()) {
            return null;
        }
        OptionalDouble owa = ErrorMeasure.owa(
                smape(entries), mase, smape(others), Objects.requireNonNull(mase(others), "the same groups"));
        return owa.isPresent() ? owa.getAsDouble() : null;
    }

    private static double smape(List<Entry> entries) {
        Judged judged =
                new Judged(Judge.values(entries, Entry::actual), Judge.values(entries, Entry::value), Double.NaN);
        return Objects.requireNonNull(Judge.of(ErrorMeasure.SMAPE, judged));
    }
}
