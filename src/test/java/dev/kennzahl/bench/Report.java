package dev.kennzahl.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a benchmark prints. Ratios are what counts; absolute figures are there to see where a ratio comes from. */
final class Report {
    private Report() {}

    static void note(String format, Object... values) {
        System.out.println("BENCH   " + String.format(Locale.ROOT, format, values));
    }

    static void atLeast(String what, double ratio, double target) {
        verdict(what, ratio, "≥", target, ratio >= target);
    }

    static void atMost(String what, double ratio, double target) {
        verdict(what, ratio, "≤", target, ratio <= target);
    }

    private static void verdict(String what, double ratio, String relation, double target, boolean holds) {
        System.out.printf(
                Locale.ROOT,
                "BENCH %s %s: %.2f (target %s %.2f)%n",
                holds ? "PASS" : "FAIL",
                what,
                ratio,
                relation,
                target);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The value that the given share of all values does not exceed. */
    static long quantile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** A size, times the share of the full size that this run is to have. */
    static int scaled(int full) {
        String scale = System.getProperty("kennzahl.bench.scale", "1");
        return (int) Math.max(1, Math.round(full * Double.parseDouble(scale)));
    }
}
