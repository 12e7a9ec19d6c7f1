package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeTableTest {
    private static final List<Effect> EFFECTS = List.of(Effect.VOLUME, Effect.MIX, Effect.PRICE);

    /** Thirds of 1 are 0.3333 each and leave 0.0001, which goes to the first of those with equal remainders. */
    @Test
    void givesTheLargestRemainderWhatIsLeft() {
        BigDecimal third = new BigDecimal("0.33333333333333333333");
        assertThat(Apportionment.of(BigDecimal.ONE, List.of(third, third, third), 4))
                .extracting(BigDecimal::toPlainString)
                .containsExactlyInAnyOrder("0.3333", "0.3333", "0.3334");
        assertThat(Apportionment.of(
                        new BigDecimal("-1"),
                        List.of(new BigDecimal("-0.51234"), new BigDecimal("-0.48766"), BigDecimal.ZERO),
                        2))
                .extracting(BigDecimal::toPlainString)
                .containsExactly("-0.51", "-0.49", "0.00");
    }

    @Test
    void noticesPartsThatAreNotThoseOfTheTotal() {
        assertThatThrownBy(() -> Apportionment.of(BigDecimal.TEN, List.of(BigDecimal.ONE, BigDecimal.ONE), 2))
                .hasMessageContaining("do not add up");
    }

    @Property(tries = 300)
    void rowsAndColumnsAddUp(
            @ForAll @Size(min = 1, max = 12) List<@BigRange(min = "-1000", max = "1000") @Scale(9) BigDecimal> numbers,
            @ForAll @IntRange(min = 1, max = 3) int width,
            @ForAll @IntRange(min = 0, max = 6) int scale) {
        List<Map<Effect, BigDecimal>> exact = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < numbers.size(); i += width) {
            Map<Effect, BigDecimal> row = new EnumMap<>(Effect.class);
            for (int j = i; j < Math.min(i + width, numbers.size()); j++) {
                row.put(EFFECTS.get(j - i), numbers.get(j));
                sum = sum.add(numbers.get(j));
            }
            exact.add(row);
        }
        BigDecimal change = sum.setScale(scale, java.math.RoundingMode.HALF_EVEN);
        ChangeTable table = ChangeTable.of(change, exact, scale);
        assertThat(added(table.changes())).isEqualByComparingTo(change);
        assertThat(added(table.effects().values())).isEqualByComparingTo(change);
        for (int i = 0; i < exact.size(); i++) {
            assertThat(added(table.rows().get(i).values()))
                    .isEqualByComparingTo(table.changes().get(i));
            assertThat(table.changes()
                            .get(i)
                            .subtract(added(exact.get(i).values()))
                            .abs())
                    .isLessThan(BigDecimal.valueOf(2).movePointLeft(scale));
        }
    }

    private static BigDecimal added(Iterable<BigDecimal> parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal part : parts) {
            sum = sum.add(part);
        }
        return sum;
    }
}
