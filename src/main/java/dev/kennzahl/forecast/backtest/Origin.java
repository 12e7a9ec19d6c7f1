package dev.kennzahl.forecast.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.kennzahl.forecast.accuracy.Judged;
import dev.kennzahl.forecast.series.GappyValues;

/**
 * A moment that forecasts are made from.
 *
 * @param place how many steps of the series were over
 * @param history what was there, NaN for a gap
 * @param actual what came, a value for each step ahead; NaN where none did
 */
public record Origin(int place, GappyValues history, double[] actual) {
    /**
     * The last moments of a series that all steps ahead are known of.
     *
     * @return the earliest first; none when the series is too short
     */
    public static List<Origin> of(double[] values, Setup setup) {
        List<Origin> origins = new ArrayList<>();
        for (int place : places(values.length, setup)) {
            origins.add(new Origin(
                    place,
                    new GappyValues(Arrays.copyOf(values, place)),
                    Arrays.copyOfRange(values, place, place + setup.horizon())));
        }
        return origins;
    }

    /** Their places, the earliest first. */
    public static List<Integer> places(int length, Setup setup) {
        List<Integer> places = new ArrayList<>();
        for (int k = setup.origins() - 1; k >= 0; k--) {
            int place = length - setup.horizon() - k * setup.step();
            if (place > 0) {
                places.add(place);
            }
        }
        return places;
    }

    /** What errors are measured in: how much the history changed from season to season; NaN when that is not known. */
    double scale(int period) {
        return history.known() == 0 ? Double.NaN : Judged.scale(history.filled(period), period);
    }
}
