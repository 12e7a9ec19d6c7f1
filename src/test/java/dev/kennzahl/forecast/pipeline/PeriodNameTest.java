package dev.kennzahl.forecast.pipeline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeriodNameTest {
    @ParameterizedTest
    @CsvSource({
        "2017-Q4, 1, 2017-10-01, 2018-01-01",
        "2017-q1, 4, 2017-04-01, 2017-07-01",
        "2017-Q4, 4, 2018-01-01, 2018-04-01",
        "2017-12, 4, 2017-12-01, 2018-01-01",
        "2017, 1, 2017-01-01, 2018-01-01",
        "2017, 10, 2017-10-01, 2018-10-01"
    })
    void isThePeriodOfTheTenantsFiscalYear(String name, int fiscalYearStart, LocalDate from, LocalDate to) {
        ReportingCalendar calendar = new ReportingCalendar(ZoneOffset.UTC, DayOfWeek.MONDAY, fiscalYearStart);
        assertThat(PeriodName.of(name, null, null).apply(calendar)).isEqualTo(new ReportingPeriod(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2017-Q5", "2017-13", "17", "Q4", "2017-Q4-1", "", "0000"})
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> PeriodName.of(name, null, null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("2017-Q4");
    }

    @Test
    void takesTwoDaysInstead() {
        LocalDate from = LocalDate.of(2026, 2, 3);
        ReportingCalendar calendar = new ReportingCalendar(ZoneOffset.UTC, DayOfWeek.MONDAY, 1);
        assertThat(PeriodName.of(null, from, from.plusDays(9)).apply(calendar).days())
                .isEqualTo(9);
        assertThatThrownBy(() -> PeriodName.of(null, from, from)).hasMessageContaining("periodFrom");
        assertThatThrownBy(() -> PeriodName.of(null, from, null)).hasMessageContaining("period");
        assertThatThrownBy(() -> PeriodName.of("2026", from, from.plusDays(1))).hasMessageContaining("not both");
    }
}
