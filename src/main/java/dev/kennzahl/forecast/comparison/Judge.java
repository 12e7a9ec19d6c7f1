package dev.kennzahl.forecast.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.accuracy.ErrorMeasure;
import dev.kennzahl.forecast.accuracy.Judged;
import dev.kennzahl.forecast.comparison.ComparisonQuestion.LeadTime;
import dev.kennzahl.forecast.comparison.ForecastComparison.Accuracy;
import dev.kennzahl.forecast.comparison.ForecastComparison.Entry;
import dev.kennzahl.forecast.comparison.ForecastComparison.Measures;
import dev.kennzahl.metrics.DealGroup;

/** Measures how far forecasts of one method and lead time were from what came. */
final class Judge {
    private static final Measures NONE =
            new Measures(null, null, null, null, null, null, null, null, null, null, null, 0);

    private Judge() {}

    /** Of each method and lead time: over all groups, and of each group. */
    static List<Accuracy> accuracy(
            ComparisonQuestion question, List<String> methods, List<Entry> entries, Yardstick yardstick) {
        List<Accuracy> accuracy = new ArrayList<>();
        for (LeadTime leadTime : question.leadTimes()) {
            for (String method : methods) {
                List<Entry> own = entries.stream()
                        .filter(entry -> entry.method().equals(method)
                                && entry.leadTime().equals(leadTime.text()))
                        .toList();
                accuracy.add(accuracy(method, leadTime.text(), null, own, yardstick));
                if (!question.scope().groupBy().isEmpty()) {
                    own.stream()
                            .map(Entry::group)
                            .distinct()
                            .sorted()
                            .forEach(group -> accuracy.add(accuracy(
                                    method,
                                    leadTime.text(),
                                    group,
                                    own.stream()
                                            .filter(entry -> entry.group().equals(group))
                                            .toList(),
                                    yardstick)));
                }
            }
        }
        return accuracy;
    }

    /** @param group null for all groups together */
    private static Accuracy accuracy(
            String method, String leadTime, @Nullable DealGroup group, List<Entry> entries, Yardstick yardstick) {
        List<Entry> judged = entries.stream().filter(Entry::isJudged).toList();
        long missing = entries.stream().filter(entry -> entry.value() == null).count();
        return new Accuracy(
                method,
                leadTime,
                group,
                judged.size(),
                Math.toIntExact(missing),
                judged.isEmpty() ? NONE : measures(judged, yardstick));
    }

    private static Measures measures(List<Entry> entries, Yardstick yardstick) {
        double[] actual = values(entries, Entry::actual);
        Judged judged = new Judged(actual, values(entries, Entry::value), Double.NaN);
        List<Entry> ranged = entries.stream()
                .filter(entry -> entry.within80() != null && entry.within95() != null)
                .toList();
        return new Measures(
                of(ErrorMeasure.BIAS, judged),
                of(ErrorMeasure.MAE, judged),
                of(ErrorMeasure.RMSE, judged),
                of(ErrorMeasure.MAPE, judged),
                of(ErrorMeasure.SMAPE, judged),
                of(ErrorMeasure.WAPE, judged),
                yardstick.mase(entries),
                yardstick.owa(entries),
                ranged.isEmpty() ? null : coverage(ranged, Ends.OF80),
                ranged.isEmpty() ? null : coverage(ranged, Ends.OF95),
                ranged.isEmpty() ? null : pinball(ranged),
                ranged.size());
    }

    /** The intervals, and the quantiles that their ends are. */
    private enum Ends {
        OF80(0.1),
        OF95(0.025);

        private final double level;

        Ends(double level) {
            this.level = level;
        }

        BigDecimal low(Entry entry) {
            return Objects.requireNonNull(this == OF80 ? entry.within80() : entry.within95())
                    .low();
        }

        BigDecimal high(Entry entry) {
            return Objects.requireNonNull(this == OF80 ? entry.within80() : entry.within95())
                    .high();
        }
    }

    private static double coverage(List<Entry> entries, Ends ends) {
        return ErrorMeasure.coverage(
                values(entries, Entry::actual), values(entries, ends::low), values(entries, ends::high));
    }

    private static double pinball(List<Entry> entries) {
        double[] actual = values(entries, Entry::actual);
        double sum = 0;
        for (Ends ends : Ends.values()) {
            sum += ErrorMeasure.pinballLoss(actual, values(entries, ends::low), ends.level);
            sum += ErrorMeasure.pinballLoss(actual, values(entries, ends::high), 1 - ends.level);
        }
        return sum / (2 * Ends.values().length);
    }

    static double[] values(List<Entry> entries, Function<Entry, @Nullable BigDecimal> value) {
        return entries.stream()
                .mapToDouble(entry -> Objects.requireNonNull(value.apply(entry)).doubleValue())
                .toArray();
    }

    static @Nullable Double of(ErrorMeasure measure, Judged judged) {
        OptionalDouble value = measure.of(judged);
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
