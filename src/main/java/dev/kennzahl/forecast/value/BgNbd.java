package dev.kennzahl.forecast.value;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.hipparchus.special.Gamma;

/**
 * The BG/NBD model of purchases: a customer buys at random at a rate of their own until, after any purchase, they drop out for good
 * with a probability of their own. Rates are gamma distributed over customers (shape r, rate α), probabilities beta distributed (a, b),
 * both independent. Nobody drops out before the first repeat purchase, seasons and changes of habit are not in it.
 *
 * <p>Source: Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD Model, Marketing
 * Science 24(2).
 *
 * @param logLikelihood of the histories it was fitted to; NaN for given parameters
 */
public record BgNbd(double r, double alpha, double a, double b, double logLikelihood) {
    private static final double SINGULAR = 1e-7;
    private static final double[] START = {1, 1, 1, 1};

    /** Beyond this shape the powers in the formula become too small for a number. */
    private static final double NARROW = 50;

    /** By so much more the terms of the series change signs and are large before they are small. */
    private static final double ALTERNATING = 5;

    /** Parameters from elsewhere. */
    public BgNbd(double r, double alpha, double a, double b) {
        this(r, alpha, a, b, Double.NaN);
    }

    /**
     * The parameters of the greatest likelihood.
     *
     * @param histories some of them with repeat purchases
     */
    public static BgNbd fit(List<PurchaseHistory> histories) {
        double unit =
                histories.stream().mapToDouble(PurchaseHistory::age).average().orElseThrow();
        Map<Integer, List<PurchaseHistory>> byFrequency =
                histories.stream().collect(Collectors.groupingBy(PurchaseHistory::frequency));
        // Searched with time in mean ages, where all four are about one.
        double[] found =
                LeastPoint.find(p -> -new BgNbd(p[0], p[1] * unit, p[2], p[3]).logLikelihood(byFrequency), START);
        BgNbd best = new BgNbd(found[0], found[1] * unit, found[2], found[3]);
        return new BgNbd(best.r, best.alpha, best.a, best.b, best.logLikelihood(byFrequency));
    }

    /** Those of one frequency share most of the terms. */
    private double logLikelihood(Map<Integer, List<PurchaseHistory>> byFrequency) {
        double sum = 0;
        for (Map.Entry<Integer, List<PurchaseHistory>> group : byFrequency.entrySet()) {
            int x = group.getKey();
            double purchases = Gamma.logGamma(r + x) - Gamma.logGamma(r) + r * Math.log(alpha);
            double stays =
                    Gamma.logGamma(a + b) + Gamma.logGamma(b + x) - Gamma.logGamma(b) - Gamma.logGamma(a + b + x);
            double left = Math.log(a / (b + x - 1));
            for (PurchaseHistory history : group.getValue()) {
                // As a logarithm: of who bought fast and then never again it grows beyond all numbers.
                double gone = x == 0 ? 0 : onePlusExp(left + (r + x) * logAges(history));
                sum += purchases + stays - (r + x) * Math.log(alpha + history.age()) + gone;
            }
        }
        return sum;
    }

    /** ln(1 + eˣ) */
    private static double onePlusExp(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** The probability that a customer has not dropped out by the day of observation; 1 without repeat purchases, see above. */
    public double probabilityAlive(PurchaseHistory history) {
        int x = history.frequency();
        return x == 0 ? 1 : 1 / (1 + a / (b + x - 1) * Math.exp((r + x) * logAges(history)));
    }

    /** How many repeat purchases a new customer makes within this time of the first purchase, on average. */
    public double expectedPurchases(double time) {
        return purchases(0, 0, time);
    }

    /** How many purchases a customer of this history makes within this time of the day of observation, on average. */
    public double expectedPurchases(PurchaseHistory history, double time) {
        double alive = probabilityAlive(history);
        return alive == 0 ? 0 : purchases(history.frequency(), history.age(), time) * alive;
    }

    /**
     * Of one who is there still. The formula of the paper, or the same after the transformation of Euler, 2F1(a, b; c; z) =
     * (1 − z)^(c−a−b) 2F1(c−a, c−b; c; z): whichever series stays bounded for any time ahead, the other grows beyond all numbers. Where rates
     * hardly vary neither keeps its digits.
     */
    private double purchases(int x, double age, double time) {
        if (r + x > NARROW || r > a + b + ALTERNATING) {
            return new CertainRate(r + x, a, b + x).purchases(time / (alpha + age));
        }
        double ahead = time / (alpha + age + time);
        double aSafe = Math.abs(a - 1) < SINGULAR ? 1 + SINGULAR : a;
        double c = aSafe + b + x - 1;
        double none = aSafe - 1 > r + x
                ? Math.pow(1 - ahead, r + x) * hypergeometric(r + x, b + x, c, ahead)
                : Math.pow(1 - ahead, aSafe - 1) * hypergeometric(aSafe + b - 1 - r, aSafe - 1, c, ahead);
        return c / (aSafe - 1) * (1 - none);
    }

    private double logAges(PurchaseHistory history) {
        return Math.log((alpha + history.age()) / (alpha + history.recency()));
    }

    private static double hypergeometric(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int n = 0; Math.abs(term) > 1e-15 * Math.abs(sum) || n < 10; n++) {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }
        return sum;
    }
}
