package dev.kennzahl.forecast.value;

import java.util.List;

import org.hipparchus.special.Gamma;

/**
 * The Gamma–Gamma model of spending: the amounts of a customer's purchases vary around a mean of the customer's own by a gamma distribution
 * (shape p), and so do the rates of it over customers (shape q, rate γ). How much a customer spends is taken to be independent of how often;
 * amounts are above zero, and their mean does not change.
 *
 * <p>Source: Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value, note 025; Fader, Hardie and Lee (2005), RFM and CLV, Journal of
 * Marketing Research 42(4).
 *
 * @param gamma in the unit of the amounts
 * @param logLikelihood of the histories it was fitted to; NaN for given parameters
 */
public record GammaGamma(double p, double q, double gamma, double logLikelihood) {
    private static final double[] START = {2, 3, 1};

    /** Parameters from elsewhere. */
    public GammaGamma(double p, double q, double gamma) {
        this(p, q, gamma, Double.NaN);
    }

    /** Whether a history tells of amounts. */
    public static boolean counts(PurchaseHistory history) {
        return history.frequency() > 0 && history.value() > 0;
    }

    /**
     * The parameters of the greatest likelihood.
     *
     * @param histories of which those with repeat purchases and a value above zero count, two at least
     */
    public static GammaGamma fit(List<PurchaseHistory> histories) {
        List<PurchaseHistory> counted =
                histories.stream().filter(GammaGamma::counts).toList();
        double unit =
                counted.stream().mapToDouble(PurchaseHistory::value).average().orElseThrow();
        double[] found = LeastPoint.find(p -> -new GammaGamma(p[0], p[1], p[2] * unit).logLikelihood(counted), START);
        GammaGamma best = new GammaGamma(found[0], found[1], found[2] * unit);
        return new GammaGamma(best.p, best.q, best.gamma, best.logLikelihood(counted));
    }

    private double logLikelihood(List<PurchaseHistory> histories) {
        double sum = 0;
        for (PurchaseHistory history : histories) {
            double x = history.frequency();
            double mean = history.value();
            sum += Gamma.logGamma(p * x + q)
                    - Gamma.logGamma(p * x)
                    - Gamma.logGamma(q)
                    + q * Math.log(gamma)
                    + (p * x - 1) * Math.log(mean)
                    + p * x * Math.log(x)
                    - (p * x + q) * Math.log(gamma + x * mean);
        }
        return sum;
    }

    /**
     * The mean amount of a customer's purchases to come, between the customer's own mean and that of all.
     *
     * @return NaN for a customer without amounts when q is at most 1: the mean of all is then infinite
     */
    public double expectedValue(PurchaseHistory history) {
        double x = counts(history) ? history.frequency() : 0;
        double below = p * x + q - 1;
        return below <= 0 ? Double.NaN : p * (gamma + x * history.value()) / below;
    }

    /** The correlation of frequency and value, which the model takes to be none; NaN when one of them does not vary. */
    public static double correlation(List<PurchaseHistory> histories) {
        double meanFrequency = histories.stream()
                .mapToInt(PurchaseHistory::frequency)
                .average()
                .orElseThrow();
        double meanValue =
                histories.stream().mapToDouble(PurchaseHistory::value).average().orElseThrow();
        double products = 0;
        double frequencies = 0;
        double values = 0;
        for (PurchaseHistory history : histories) {
            double frequency = history.frequency() - meanFrequency;
            double value = history.value() - meanValue;
            products += frequency * value;
            frequencies += frequency * frequency;
            values += value * value;
        }
        return products / Math.sqrt(frequencies * values);
    }
}
