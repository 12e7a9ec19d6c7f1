package dev.kennzahl.forecast.value;

import java.util.List;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BgNbdTest {
    private static final BgNbd PUBLISHED = new BgNbd(0.243, 4.414, 0.793, 2.426);

    @Test
    void expectsWhatThePaperExpects() {
        // Fader, Hardie and Lee (2005), the worked example: x = 2, t_x = 30.43, T = 38.86 gives 1.226 purchases in 39
        // weeks.
        assertThat(PUBLISHED.expectedPurchases(new PurchaseHistory(2, 30.43, 38.86, 0), 39))
                .isEqualTo(1.226, Offset.offset(0.0005));
    }

    @Test
    void nobodyDropsOutBeforeTheFirstRepeatPurchase() {
        assertThat(PUBLISHED.probabilityAlive(new PurchaseHistory(0, 0, 500, 0)))
                .isEqualTo(1);
    }

    @Test
    void longSilenceOfAFrequentCustomerMeansGone() {
        assertThat(PUBLISHED.probabilityAlive(new PurchaseHistory(26, 26, 100, 0)))
                .isLessThan(0.001);
        assertThat(PUBLISHED.probabilityAlive(new PurchaseHistory(26, 99.9, 100, 0)))
                .isGreaterThan(0.95);
    }

    @Test
    void expectedPurchasesAreThoseOfSimulatedCustomers() {
        for (BgNbd model : new BgNbd[] {PUBLISHED, new BgNbd(1.5, 10, 1, 3), new BgNbd(2, 5, 2.5, 4)}) {
            for (double time : new double[] {10, 200}) {
                assertThat(simulated(model, time) / model.expectedPurchases(time))
                        .isEqualTo(1, Offset.offset(0.02));
            }
        }
    }

    @Test
    void whereHardlyAnybodyDropsOutPurchasesGoOnAtTheirRate() {
        // With a and b so large the probability to drop out is a / (a + b) for everybody: purchases end like a
        // geometric row.
        for (double a : new double[] {50, 3_000, 160_000}) {
            BgNbd model = new BgNbd(2, 5, a, 99 * a);
            double rate = (2 + 3) / (5 + 60.0);
            double expected = model.expectedPurchases(new PurchaseHistory(3, 58, 60, 0), 12)
                    / model.probabilityAlive(new PurchaseHistory(3, 58, 60, 0));
            assertThat(expected).isBetween(0.98 * rate * 12, rate * 12);
            // The mean of 1 ÷ p over customers.
            assertThat(model.expectedPurchases(1e8)).isEqualTo((100 * a - 1) / (a - 1), Offset.offset(0.1));
        }
    }

    /** Rates that hardly vary: the sum over the numbers of purchases is held to the simulation and, where both hold, to the series. */
    @Test
    void expectsWhatIsSimulatedWhereRatesHardlyVary() {
        for (BgNbd model :
                new BgNbd[] {new BgNbd(8, 4, 0.6, 1.2), new BgNbd(60, 30, 1, 3), new BgNbd(160_000, 80_000, 2.5, 4)}) {
            assertThat(simulated(model, 200) / model.expectedPurchases(200))
                    .as(model.toString())
                    .isEqualTo(1, Offset.offset(0.02));
        }
        double series = new BgNbd(50, 30, 46, 0.9).expectedPurchases(40);
        assertThat(new CertainRate(50, 46, 0.9).purchases(40 / 30.0)).isEqualTo(series, Offset.offset(1e-9));
    }

    @Test
    void amountsThatAreAllTheSameAreExpectedAgain() {
        List<PurchaseHistory> same = IntStream.range(0, 40)
                .mapToObj(i -> new PurchaseHistory(1 + i % 3, 5, 9, 49.9))
                .toList();
        assertThat(GammaGamma.fit(same).expectedValue(same.get(0))).isEqualTo(49.9, Offset.offset(0.01));
    }

    private static double simulated(BgNbd model, double time) {
        RandomDataGenerator random = new RandomDataGenerator(42);
        // Evenly from all of the distribution, since inverting it takes longer than what a customer then does.
        var distribution = new GammaDistribution(model.r(), 1 / model.alpha());
        double[] rates = IntStream.range(0, 5_000)
                .mapToDouble(i -> distribution.inverseCumulativeProbability((i + 0.5) / 5_000))
                .toArray();
        int customers = 200_000;
        long purchases = 0;
        for (int i = 0; i < customers; i++) {
            double rate = rates[i % rates.length];
            double dropout = random.nextBeta(model.a(), model.b());
            double at = -Math.log(1 - random.nextDouble()) / rate;
            while (at <= time) {
                purchases++;
                if (random.nextDouble() < dropout) {
                    break;
                }
                at -= Math.log(1 - random.nextDouble()) / rate;
            }
        }
        return (double) purchases / customers;
    }

    @Test
    void valueIsPurchasesTimesAmountLessDiscount() {
        PurchaseHistory history = new PurchaseHistory(2, 30.43, 38.86, 22.35);
        GammaGamma spending = new GammaGamma(6.25, 3.74, 15.44);
        // (γ + x z̄) p / (p x + q − 1) = (15.44 + 44.70) × 6.25 / 15.24
        assertThat(spending.expectedValue(history)).isEqualTo(24.6637, Offset.offset(0.0001));

        double plain = new LifetimeValue(PUBLISHED, spending, 39, 0, 1).of(history);
        assertThat(plain).isEqualTo(24.6637 * 1.226, Offset.offset(0.02));
        assertThat(new LifetimeValue(PUBLISHED, spending, 39, 0, 0.5).of(history))
                .isEqualTo(plain / 2, Offset.offset(1e-9));
        double discounted = new LifetimeValue(PUBLISHED, spending, 39, 0.01, 1).of(history);
        assertThat(discounted).isBetween(plain / Math.pow(1.01, 39), plain / 1.01);
    }

    @Test
    void amountsOfAllAreExpectedOfWhoHasNone() {
        assertThat(new GammaGamma(6.25, 3.74, 15.44).expectedValue(new PurchaseHistory(0, 0, 10, 0)))
                .isEqualTo(6.25 * 15.44 / 2.74, Offset.offset(1e-9));
    }
}
