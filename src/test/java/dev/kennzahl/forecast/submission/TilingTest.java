package dev.kennzahl.forecast.submission;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennzahl.calendar.ReportingPeriod;

import static org.assertj.core.api.Assertions.assertThat;

class TilingTest {
    private static final ReportingPeriod QUARTER = period("2026-04-01", "2026-07-01");
    private static final ReportingPeriod APRIL = period("2026-04-01", "2026-05-01");
    private static final ReportingPeriod MAY = period("2026-05-01", "2026-06-01");
    private static final ReportingPeriod JUNE = period("2026-06-01", "2026-07-01");
    private static final ReportingPeriod SPRING = period("2026-04-01", "2026-06-01");

    private static ReportingPeriod period(String from, String to) {
        return new ReportingPeriod(LocalDate.parse(from), LocalDate.parse(to));
    }

    @Test
    void isExactAndAsCoarseAsCanBe() {
        assertThat(Tiling.of(QUARTER, List.of(JUNE, APRIL, MAY))).containsExactly(APRIL, MAY, JUNE);
        assertThat(Tiling.of(QUARTER, List.of(JUNE, APRIL, MAY, SPRING))).containsExactly(SPRING, JUNE);
        assertThat(Tiling.of(QUARTER, List.of(SPRING, MAY, JUNE, period("2026-04-01", "2026-06-15"))))
                .containsExactly(SPRING, JUNE);
    }

    @Test
    void leavesNoDayOutAndCountsNoneTwice() {
        assertThat(Tiling.of(QUARTER, List.of(APRIL, JUNE))).isEmpty();
        assertThat(Tiling.of(QUARTER, List.of(SPRING, period("2026-05-15", "2026-07-01"))))
                .isEmpty();
        assertThat(Tiling.of(QUARTER, List.of(APRIL, MAY, period("2026-06-01", "2026-07-02"))))
                .isEmpty();
        assertThat(Tiling.of(QUARTER, List.of(QUARTER)))
                .as("the whole is no part of itself")
                .isEmpty();
        assertThat(Tiling.of(QUARTER, List.of())).isEmpty();
    }
}
