package dev.kennzahl.forecast.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts of a thorough search at the two ends of what smoothing may be, for forms with a trend and without a season: a curve that values
 * hardly change, laid through the whole series, and a level and a trend that follow each value at once. Sums of squares of such forms often
 * have more than one least, and from starts in the middle a search does not come to those at the ends.
 */
final class RareStarts {
    private static final double HARDLY = 0.002;
    private static final double AT_ONCE = 0.95;
    private static final double[] PHIS = {0.85, 0.96};

    private RareStarts() {}

    /** @param first the usual guess at the first state */
    static List<EtsParameters> of(EtsForm form, EtsParameters first, Series series) {
        List<EtsParameters> starts = new ArrayList<>();
        if (form.hasTrend() && !form.hasSeason()) {
            for (double phi : form.isDamped() ? PHIS : new double[] {1}) {
                starts.add(curve(series.values(), phi));
                starts.add(new EtsParameters(
                        AT_ONCE, AT_ONCE * AT_ONCE, 0, phi, first.level(), first.slope(), first.season()));
            }
        }
        return starts;
    }

    /** Level and slope of least squares: without smoothing the forecast of value t is level + slope (φ + … + φ^t). */
    private static EtsParameters curve(double[] values, double phi) {
        int n = values.length;
        double[] way = new double[n];
        double power = 1;
        double meanWay = 0;
        double meanValue = 0;
        for (int t = 0; t < n; t++) {
            power *= phi;
            way[t] = (t == 0 ? 0 : way[t - 1]) + power;
            meanWay += way[t] / n;
            meanValue += values[t] / n;
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            products += (way[t] - meanWay) * (values[t] - meanValue);
            squares += (way[t] - meanWay) * (way[t] - meanWay);
        }
        double slope = products / squares;
        return new EtsParameters(HARDLY, HARDLY / 2, 0, phi, meanValue - slope * meanWay, slope, new double[0]);
    }
}
