package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

import static org.assertj.core.api.Assertions.assertThat;

class CycleLengthTest {
    @Test
    void liesBetweenNeighboursInProportion() {
        CycleLength cycle = CycleLength.of(List.of(won(1), won(2), won(4), won(10)));

        assertThat(cycle.mean()).hasValueSatisfying(days -> assertThat(days).isEqualByComparingTo("4.25"));
        assertThat(cycle.median()).hasValueSatisfying(days -> assertThat(days).isEqualByComparingTo("3"));
        // Position 0.9 * 3 = 2.7: seven tenths of the way from 4 to 10.
        assertThat(cycle.p90()).hasValueSatisfying(days -> assertThat(days).isEqualByComparingTo("8.2"));
    }

    @Test
    void countsTheDayOfTheClockChangeAsOneDay() {
        // Noon to noon across the night of 30 March 2025, which had 23 hours.
        CycleLength cycle = CycleLength.of(
                List.of(won(Instant.parse("2025-03-29T11:00:00Z"), Instant.parse("2025-03-30T10:00:00Z"))));

        assertThat(cycle.mean()).hasValueSatisfying(days -> assertThat(days).isEqualByComparingTo("1"));
    }

    @Test
    void isEmptyWhenNothingWasWon() {
        CycleLength cycle = CycleLength.of(List.of());

        assertThat(cycle.deals()).isZero();
        assertThat(cycle.mean()).isEmpty();
        assertThat(cycle.median()).isEmpty();
        assertThat(cycle.p90()).isEmpty();
    }

    private static TrueDeal won(int days) {
        Instant createdAt = Instant.parse("2025-06-02T08:00:00Z");
        return won(createdAt, createdAt.plusSeconds(days * 86_400L));
    }

    private static TrueDeal won(Instant createdAt, Instant closedAt) {
        DealState open = new DealState(
                "A",
                "K-1",
                null,
                "E-1",
                "P-1",
                null,
                "Direkt",
                DealStage.CONTRACT_SENT,
                BigDecimal.TEN,
                null,
                null,
                null);
        return TrueDeal.of(
                "D-1", Origin.FILE, List.of(new Step(createdAt, open), new Step(closedAt, open.won(closedAt))));
    }
}
