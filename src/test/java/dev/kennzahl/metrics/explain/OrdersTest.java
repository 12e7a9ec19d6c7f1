package dev.kennzahl.metrics.explain;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrdersTest {
    private static final List<BigDecimal> BEFORE = List.of(new BigDecimal("10"), new BigDecimal("2"));
    private static final List<BigDecimal> AFTER = List.of(new BigDecimal("12"), new BigDecimal("3"));

    /** 10 × 2 = 20 becomes 12 × 3 = 36. The first alone: 24 − 20 = 4, after the other 36 − 30 = 6: 5. The other: 12 and 10: 11. */
    @Test
    void sharesTheChangeOfAProduct() {
        assertThat(Orders.effects(2, set -> factor(0, set.get(0)).multiply(factor(1, set.get(1)))))
                .hasValueSatisfying(effects -> assertThat(effects)
                        .usingElementComparator(BigDecimal::compareTo)
                        .containsExactly(new BigDecimal("5"), new BigDecimal("11")));
    }

    /** A factor that was zero explains all: where there was nothing, the other had nothing to change. */
    @Test
    void isSafeAtZero() {
        assertThat(Orders.effects(
                        2, set -> (set.get(0) ? BigDecimal.TEN : BigDecimal.ZERO).multiply(factor(1, set.get(1)))))
                .hasValueSatisfying(effects -> assertThat(effects)
                        .usingElementComparator(BigDecimal::compareTo)
                        .containsExactly(new BigDecimal("25"), new BigDecimal("5")));
    }

    @Test
    void saysNothingWhereAStepIsUnknown() {
        assertThat(Orders.effects(2, set -> set.cardinality() == 1 ? null : BigDecimal.ONE))
                .isEmpty();
    }

    private static BigDecimal factor(int at, boolean isAfter) {
        return (isAfter ? AFTER : BEFORE).get(at);
    }
}
