package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The groups of a figure that adds up, with a volume behind it where there is one. */
public final class Contributions {
    private static final MathContext DIGITS = new MathContext(40);

    private Contributions() {}

    /**
     * A group in both periods.
     *
     * @param isBefore whether it is there in the earlier period
     * @param volumeBefore records or pieces; zero where the figure is no money
     */
    public record Group(
            boolean isBefore,
            boolean isAfter,
            BigDecimal before,
            BigDecimal after,
            BigDecimal volumeBefore,
            BigDecimal volumeAfter) {

        BigDecimal change() {
            return after.subtract(before);
        }

        /** Without a volume above zero in both periods there is no price to compare. */
        boolean isPriced() {
            return isBefore && isAfter && volumeBefore.signum() > 0 && volumeAfter.signum() > 0;
        }
    }

    /** Every group's effects; what they add up to is its change. */
    public static List<Map<Effect, BigDecimal>> effects(List<Group> groups) {
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal after = BigDecimal.ZERO;
        for (Group group : groups) {
            if (group.isPriced()) {
                before = before.add(group.volumeBefore());
                after = after.add(group.volumeAfter());
            }
        }
        List<Map<Effect, BigDecimal>> effects = new ArrayList<>();
        for (Group group : groups) {
            effects.add(group.isPriced() ? priced(group, before, after) : plain(group));
        }
        return effects;
    }

    private static Map<Effect, BigDecimal> plain(Group group) {
        Map<Effect, BigDecimal> effects = new EnumMap<>(Effect.class);
        BigDecimal change = group.change();
        Effect inBoth = change.signum() < 0 ? Effect.DECLINE : Effect.GROWTH;
        effects.put(!group.isBefore() ? Effect.NEW : !group.isAfter() ? Effect.LOST : inBoth, change);
        return effects;
    }

    private static Map<Effect, BigDecimal> priced(Group group, BigDecimal volumeBefore, BigDecimal volumeAfter) {
        BigDecimal grown = group.before().multiply(volumeAfter).divide(volumeBefore, DIGITS);
        BigDecimal atOldPrice = group.before().multiply(group.volumeAfter()).divide(group.volumeBefore(), DIGITS);
        Map<Effect, BigDecimal> effects = new EnumMap<>(Effect.class);
        effects.put(Effect.VOLUME, grown.subtract(group.before()));
        effects.put(Effect.MIX, atOldPrice.subtract(grown));
        effects.put(Effect.PRICE, group.after().subtract(atOldPrice));
        return effects;
    }
}
