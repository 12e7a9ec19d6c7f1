package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The groups of a quotient: how much of its change is theirs, by their shares below the line and their own rates. */
public final class Quotients {
    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Quotients() {}

    /** What stands above and below the line, of a group or of all. */
    public record Parts(BigDecimal above, BigDecimal below) {
        BigDecimal rate() {
            return above.divide(below, DIGITS);
        }
    }

    /** A group in both periods. */
    public record Group(Parts before, Parts after) {}

    /**
     * Every group's effects; over all groups they add up to the change of the whole.
     *
     * @param whole all groups together; something is below the line in both periods
     */
    public static List<Map<Effect, BigDecimal>> effects(Group whole, List<Group> groups) {
        BigDecimal mean = whole.before().rate().add(whole.after().rate()).divide(TWO, DIGITS);
        return groups.stream().map(group -> effects(whole, group, mean)).toList();
    }

    private static Map<Effect, BigDecimal> effects(Group whole, Group group, BigDecimal mean) {
        Parts before = group.before();
        Parts after = group.after();
        BigDecimal shareBefore = before.below().divide(whole.before().below(), DIGITS);
        BigDecimal shareAfter = after.below().divide(whole.after().below(), DIGITS);
        BigDecimal shift = shareAfter.subtract(shareBefore);
        Map<Effect, BigDecimal> effects = new EnumMap<>(Effect.class);
        if (before.below().signum() == 0 || after.below().signum() == 0) {
            BigDecimal contributed = after.above()
                    .divide(whole.after().below(), DIGITS)
                    .subtract(before.above().divide(whole.before().below(), DIGITS));
            effects.put(Effect.MIX, contributed.subtract(shift.multiply(mean)));
            return effects;
        }
        BigDecimal own = before.rate().add(after.rate()).divide(TWO, DIGITS);
        effects.put(Effect.MIX, shift.multiply(own.subtract(mean), DIGITS));
        effects.put(
                Effect.RATE,
                after.rate()
                        .subtract(before.rate())
                        .multiply(shareBefore.add(shareAfter))
                        .divide(TWO, DIGITS));
        return effects;
    }
}
