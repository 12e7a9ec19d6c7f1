package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The mean effect of every part of a formula over all orders in which the parts may go from before to after. */
public final class Orders {
    private static final MathContext DIGITS = new MathContext(40);

    /** More parts than that would be computed too often: twice as often with each. */
    public static final int MOST_PARTS = 12;

    private Orders() {}

    /**
     * The effects, which add up to the change of the value; empty where a value on the way is unknown.
     *
     * @param value the value when the parts in the set are as they are after, all others as before; null for unknown
     */
    public static Optional<List<BigDecimal>> effects(int parts, Function<BitSet, @Nullable BigDecimal> value) {
        BigDecimal[] values = new BigDecimal[1 << parts];
        for (int set = 0; set < values.length; set++) {
            BigDecimal found = value.apply(BitSet.valueOf(new long[] {set}));
            if (found == null) {
                return Optional.empty();
            }
            values[set] = found;
        }
        BigDecimal[] weights = weights(parts);
        List<BigDecimal> effects = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            BigDecimal effect = BigDecimal.ZERO;
            for (int set = 0; set < values.length; set++) {
                if ((set & 1 << part) == 0) {
                    effect = effect.add(
                            values[set | 1 << part].subtract(values[set]).multiply(weights[Integer.bitCount(set)]));
                }
            }
            effects.add(effect.divide(factorial(parts), DIGITS));
        }
        return Optional.of(effects);
    }

    /** In how many orders a part comes after just so many others. */
    private static BigDecimal[] weights(int parts) {
        BigDecimal[] weights = new BigDecimal[parts];
        for (int before = 0; before < parts; before++) {
            weights[before] = factorial(before).multiply(factorial(parts - 1 - before));
        }
        return weights;
    }

    private static BigDecimal factorial(int n) {
        BigDecimal product = BigDecimal.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigDecimal.valueOf(i));
        }
        return product;
    }
}
