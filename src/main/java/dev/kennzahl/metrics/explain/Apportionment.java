package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rounds parts so that they add up to their rounded total: by the largest remainder. What is nothing stays nothing. */
public final class Apportionment {
    private Apportionment() {}

    /**
     * The parts, rounded.
     *
     * @param total what they add up to afterwards; has no more decimals than {@code scale}
     * @param exact what they are, to many more decimals; their sum may differ from the total by what rounding did to that
     */
    public static List<BigDecimal> of(BigDecimal total, List<BigDecimal> exact, int scale) {
        List<BigDecimal> rounded = new ArrayList<>();
        BigDecimal left = total;
        for (BigDecimal part : exact) {
            BigDecimal floor = part.setScale(scale, RoundingMode.FLOOR);
            rounded.add(floor);
            left = left.subtract(floor);
        }
        int units = left.movePointRight(scale).intValueExact();
        if (Math.abs(units) > 2 * exact.size() + 2) {
            throw new IllegalStateException("parts do not add up: " + left + " of " + total + " is left");
        }
        handOut(units, exact, rounded, scale);
        return rounded;
    }

    private static void handOut(int units, List<BigDecimal> exact, List<BigDecimal> rounded, int scale) {
        if (units == 0) {
            return;
        }
        List<Integer> order = order(exact, rounded);
        if (units < 0) {
            Collections.reverse(order);
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale).multiply(BigDecimal.valueOf(Integer.signum(units)));
        for (int i = 0; i < Math.abs(units); i++) {
            int at = order.get(i % order.size());
            rounded.set(at, rounded.get(at).add(unit));
        }
    }

    /** Those with the largest remainders first; of equal ones the larger part, as it bears it better. */
    private static List<Integer> order(List<BigDecimal> exact, List<BigDecimal> floors) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, exact.size())
                .filter(i -> exact.get(i).signum() != 0)
                .boxed()
                .toList());
        if (order.isEmpty()) {
            throw new IllegalStateException("nothing adds up to something");
        }
        order.sort(Comparator.comparing((Integer i) -> exact.get(i).subtract(floors.get(i)))
                .thenComparing(i -> exact.get(i).abs())
                .reversed());
        return order;
    }
}
