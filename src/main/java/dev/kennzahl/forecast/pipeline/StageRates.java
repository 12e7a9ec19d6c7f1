package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Ending;
import dev.kennzahl.metrics.OpenDeal;

/**
 * The share of won deals among decided ones that had been in a stage at an age. Small samples are drawn to what is known of more deals:
 * (won + k · r) / (n + k), with r the share of the stage at any age, and for that the share of all stages; k is {@link #WEIGHT}. The share
 * of all stages is that of all decided deals, with one more won and one more lost.
 *
 * <p>Source: Efron and Morris (1977), Stein's paradox in statistics; with the weight of a fixed number of cases as in Laplace's rule.
 */
final class StageRates {
    /** How many decided deals a rate must be made of to count as much as the rate that it is drawn to. */
    private static final double WEIGHT = 20;

    /** Below so many decided deals nothing is said. */
    private static final long LEAST = 10;

    private static final int SCALE = 6;

    private final Map<String, Double> rates = new HashMap<>();
    private final double overall;
    private final long decided;

    StageRates(List<Ending> endings) {
        Ending all = endings.stream()
                .filter(ending -> ending.stage() == null)
                .findFirst()
                .orElse(new Ending(null, null, 0, 0));
        decided = all.decided();
        overall = (all.won() + 1.0) / (decided + 2.0);
        endings.stream()
                .filter(ending -> ending.stage() != null && ending.age() == null)
                .forEach(ending -> rates.put(key(ending.stage(), null), drawn(ending, overall)));
        endings.stream()
                .filter(ending -> ending.stage() != null && ending.age() != null)
                .forEach(ending ->
                        rates.put(key(ending.stage(), ending.age()), drawn(ending, rate(ending.stage(), null))));
    }

    private static double drawn(Ending ending, double to) {
        return (ending.won() + WEIGHT * to) / (ending.decided() + WEIGHT);
    }

    /** How many decided deals all this was learned from. */
    long decided() {
        return decided;
    }

    boolean isEnough() {
        return decided >= LEAST;
    }

    /** The probability that an open deal is won. */
    BigDecimal of(OpenDeal deal) {
        Integer age = deal.ageDays() == null ? null : DealLearning.ageOf(deal.ageDays());
        return BigDecimal.valueOf(rate(deal.stage() == null ? "" : deal.stage(), age))
                .setScale(SCALE, RoundingMode.HALF_EVEN);
    }

    private double rate(@Nullable String stage, @Nullable Integer age) {
        Double own = rates.get(key(stage, age));
        if (own != null) {
            return own;
        }
        return age == null ? overall : rate(stage, null);
    }

    private static String key(@Nullable String stage, @Nullable Integer age) {
        return age + " " + stage;
    }
}
