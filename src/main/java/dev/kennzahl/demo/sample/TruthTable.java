package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The true values of all deals by year and by quarter, as a fixed table to print and to compare with. */
public final class TruthTable {
    private static final String HEAD =
            "period   won_revenue   won  lost  win_rate  by_value   avg_value  cycle  median    p90  created  open      open_value";

    private final SampleTruth truth;

    public TruthTable(SampleTruth truth) {
        this.truth = truth;
    }

    /** One line for each year and each quarter in which the company traded. */
    public String text() {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        for (LocalDate year = LocalDate.of(SampleCalendar.FIRST_DAY.getYear(), 1, 1);
                year.isBefore(SampleCalendar.END);
                year = year.plusYears(1)) {
            lines.add(line(Integer.toString(year.getYear()), year, year.plusYears(1)));
        }
        for (LocalDate quarter = SampleCalendar.FIRST_DAY;
                quarter.isBefore(SampleCalendar.END);
                quarter = quarter.plusMonths(3)) {
            String name = quarter.getYear() + "-Q" + (quarter.getMonthValue() + 2) / 3;
            lines.add(line(name, quarter, quarter.plusMonths(3)));
        }
        return String.join("\n", lines) + "\n";
    }

    private String line(String period, LocalDate from, LocalDate to) {
        DealFilter all = DealFilter.all();
        CycleLength cycle = truth.salesCycleLength(from, to, all);
        return String.format(
                Locale.ROOT,
                "%-7s %12s %5d %5d %9s %9s %11s %6s %7s %6s %8d %5d %15s",
                period,
                truth.wonRevenue(from, to, all).toPlainString(),
                truth.dealsWon(from, to, all),
                truth.dealsLost(from, to, all),
                rounded(truth.winRate(from, to, all).value(), 6),
                rounded(truth.winRateByValue(from, to, all).value(), 6),
                rounded(truth.averageDealValue(from, to, all).value(), 2),
                rounded(cycle.mean(), 2),
                rounded(cycle.median(), 2),
                rounded(cycle.p90(), 2),
                truth.opportunitiesCreated(from, to, all),
                truth.openPipelineCount(to, all),
                truth.openPipelineValue(to, all).toPlainString());
    }

    private static String rounded(Optional<BigDecimal> value, int decimals) {
        return value.map(number ->
                        number.setScale(decimals, RoundingMode.HALF_UP).toPlainString())
                .orElse("-");
    }
}
