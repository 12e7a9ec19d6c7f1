package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of effects, rounded: every row adds up to its change, every column to its effect, and both the changes and the effects to the
 * change of the whole.
 *
 * @param changes the change of each row
 * @param rows the effects of each row
 * @param effects those of all rows together
 */
public record ChangeTable(
        List<BigDecimal> changes, List<Map<Effect, BigDecimal>> rows, Map<Effect, BigDecimal> effects) {

    /**
     * Rounds.
     *
     * @param change that of the whole, as it is printed
     * @param exact the effects of each row
     * @param decimals how many decimals effects have at least
     */
    public static ChangeTable of(BigDecimal change, List<Map<Effect, BigDecimal>> exact, int decimals) {
        int scale = Math.max(change.scale(), decimals);
        List<BigDecimal> sums = exact.stream()
                .map(row -> row.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .toList();
        List<BigDecimal> changes = exact.isEmpty() ? List.of() : Apportionment.of(change, sums, scale);
        List<Map<Effect, BigDecimal>> rows = new ArrayList<>();
        Map<Effect, BigDecimal> effects = new EnumMap<>(Effect.class);
        for (int i = 0; i < exact.size(); i++) {
            Map<Effect, BigDecimal> row = rounded(changes.get(i), exact.get(i), scale);
            rows.add(row);
            row.forEach((effect, part) -> effects.merge(effect, part, BigDecimal::add));
        }
        return new ChangeTable(changes, rows, effects);
    }

    private static Map<Effect, BigDecimal> rounded(BigDecimal change, Map<Effect, BigDecimal> exact, int scale) {
        List<Effect> names = List.copyOf(exact.keySet());
        List<BigDecimal> parts = Apportionment.of(change, List.copyOf(exact.values()), scale);
        Map<Effect, BigDecimal> rounded = new EnumMap<>(Effect.class);
        for (int i = 0; i < names.size(); i++) {
            rounded.put(names.get(i), parts.get(i));
        }
        return rounded;
    }
}
