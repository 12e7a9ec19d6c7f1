package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.ForecastModel.Foretold;
import dev.kennzahl.metrics.ForecastPart;
import dev.kennzahl.metrics.Interval;
import dev.kennzahl.metrics.MeasureValue;

/** Adds the errors of forecasts up. Forecasts that were not made, and what came where there was none, are in no sum. */
final class ForecastTally {
    /** Of quotients, which are added up further. */
    private static final int SCALE = 12;

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private long judged;
    private long foreign;
    private long ranged;
    private long within80;
    private long within95;
    private BigDecimal actual = BigDecimal.ZERO;
    private BigDecimal absoluteActual = BigDecimal.ZERO;
    private BigDecimal error = BigDecimal.ZERO;
    private BigDecimal absoluteError = BigDecimal.ZERO;
    private @Nullable BigDecimal relativeError = BigDecimal.ZERO;
    private BigDecimal symmetricError = BigDecimal.ZERO;
    private @Nullable BigDecimal usualChange;

    /**
     * Judges a forecast.
     *
     * @param forecast null for one of nothing
     */
    void add(@Nullable Foretold forecast, MeasureValue came) {
        BigDecimal foretold = forecast == null ? BigDecimal.ZERO : forecast.value();
        if (came.foreign() > 0 || forecast != null && forecast.foreign()) {
            foreign++;
        } else if (foretold != null) {
            BigDecimal y = came.value() == null ? BigDecimal.ZERO : came.value();
            judged++;
            add(foretold, y);
            if (forecast != null && forecast.within80() != null && forecast.within95() != null) {
                ranged++;
                within80 += holds(forecast.within80(), y);
                within95 += holds(forecast.within95(), y);
            }
        }
    }

    private void add(BigDecimal f, BigDecimal y) {
        BigDecimal missed = f.subtract(y);
        BigDecimal size = y.abs().add(f.abs());
        actual = actual.add(y);
        absoluteActual = absoluteActual.add(y.abs());
        error = error.add(missed);
        absoluteError = absoluteError.add(missed.abs());
        relativeError = relativeError == null || y.signum() == 0
                ? null
                : relativeError.add(missed.abs().divide(y.abs(), SCALE, RoundingMode.HALF_EVEN));
        if (size.signum() != 0) {
            symmetricError = symmetricError.add(TWO.multiply(missed.abs()).divide(size, SCALE, RoundingMode.HALF_EVEN));
        }
    }

    private static int holds(Interval interval, BigDecimal y) {
        return interval.low().compareTo(y) <= 0 && y.compareTo(interval.high()) <= 0 ? 1 : 0;
    }

    /**
     * Learns what came before. Periods before the first record are no history.
     *
     * @param season after how many periods they are like each other
     */
    void before(List<MeasureValue> all, int season) {
        int begin = 0;
        while (begin < all.size() && all.get(begin).records() == 0) {
            begin++;
        }
        List<BigDecimal> history = all.subList(begin, all.size()).stream()
                .map(value -> value.value() == null ? BigDecimal.ZERO : value.value())
                .toList();
        int changes = history.size() - season;
        if (changes > 0 && all.stream().noneMatch(value -> value.foreign() > 0)) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = season; i < history.size(); i++) {
                sum = sum.add(history.get(i).subtract(history.get(i - season)).abs());
            }
            usualChange = sum.divide(BigDecimal.valueOf(changes), SCALE, RoundingMode.HALF_EVEN);
        }
    }

    MeasureValue value(ForecastPart part) {
        return switch (part) {
            case ACTUAL -> of(actual);
            case ABSOLUTE_ACTUAL -> of(absoluteActual);
            case ERROR -> of(error);
            case ABSOLUTE_ERROR -> of(absoluteError);
            case RELATIVE_ERROR -> of(relativeError);
            case SYMMETRIC_ERROR -> of(symmetricError);
            case USUAL_CHANGE -> of(usualChange);
            case WITHIN_80 -> new MeasureValue(BigDecimal.valueOf(within80), judged, ranged, foreign);
            case WITHIN_95 -> new MeasureValue(BigDecimal.valueOf(within95), judged, ranged, foreign);
            case VALUE, LOW, HIGH -> throw new IllegalArgumentException(part + " is of no forecast that is judged");
        };
    }

    private MeasureValue of(@Nullable BigDecimal value) {
        return new MeasureValue(value, judged, value == null ? 0 : judged, foreign);
    }
}
