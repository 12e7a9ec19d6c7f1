package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a tenant's past tells about how deals go on. */
public final class DealLearning {
    /** Where the classes of age begin, in days of 24 hours since creation; the last has no end. */
    private static final int[] AGE_FROM_DAYS = {0, 14, 30, 60, 90, 180};

    /** How many pushes are told apart; more are as many. */
    public static final int MOST_PUSHES = 2;

    private DealLearning() {}

    /** How many classes of age there are. */
    public static int ages() {
        return AGE_FROM_DAYS.length;
    }

    /** The class of an age. */
    public static int ageOf(double days) {
        int age = ages() - 1;
        while (age > 0 && days < AGE_FROM_DAYS[age]) {
            age--;
        }
        return age;
    }

    /** Where a class begins, in days; the first begins before all ages, as a creation may be dated later than what follows. */
    public static double ageFrom(int age) {
        return age == 0 ? Double.NEGATIVE_INFINITY : AGE_FROM_DAYS[age];
    }

    /** Where a class ends, in days. */
    public static double ageTo(int age) {
        return age == ages() - 1 ? Double.POSITIVE_INFINITY : AGE_FROM_DAYS[age + 1];
    }

    /** The class of a deal by what it is worth: each holds twice what the one below does. None of what is worth nothing. */
    public static @Nullable Integer sizeOf(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() <= 0 ? null : Math.getExponent(amount.doubleValue());
    }

    /** What ended a stretch of a deal's life. */
    public enum Outcome {
        WON,
        LOST,
        /** Deleted, or merged into another deal. */
        GONE,
        /** Open as before, in another stage or pushed. */
        OPEN,
        /** Nothing: the stretch is cut by the class of age or by the instant of asking. */
        NONE
    }

    /** A time that is learned from: what was so from an instant on, just before another. */
    public record Stretch(Instant since, Instant until) {}

    /**
     * What was learned of one stretch of time.
     *
     * @param months the same deals month by month
     */
    public record Past(List<Transition> transitions, List<Exposure> months) {}

    /**
     * How long deals that were alike were open in a month, and how many of them were won.
     *
     * @param month the instant it began
     * @param pushes how often they had been pushed, at most {@link #MOST_PUSHES}
     * @param age the class of age
     * @param days how long all of them took together
     */
    public record Exposure(Instant month, String stage, int pushes, int age, long won, double days) {}

    /**
     * Pieces of open deals' lives that were alike, and ended alike.
     *
     * @param stage the stage, empty for none
     * @param pushes how often they had been pushed, at most {@link #MOST_PUSHES}
     * @param age the class of age
     * @param size the class of what they were worth in their own currencies; null for nothing, or not known
     * @param nextStage the stage after an end that is {@link Outcome#OPEN}
     * @param slips whether that end pushed the deal
     * @param count how many ended so; 0 where none did
     * @param days how long all of them took together
     */
    public record Transition(
            String stage,
            int pushes,
            int age,
            @Nullable Integer size,
            Outcome outcome,
            String nextStage,
            boolean slips,
            long count,
            double days) {}

    /**
     * How deals ended that had been in a stage at an age.
     *
     * @param stage null for all stages
     * @param age the class of age; null for all
     */
    public record Ending(@Nullable String stage, @Nullable Integer age, long decided, long won) {}

    /**
     * A deal that came.
     *
     * @param stage its first stage, empty for none
     * @param amount what it is worth; null when that is not known
     */
    public record Arrival(DealGroup group, String stage, @Nullable BigDecimal amount, Instant createdAt) {}
}
