package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What was planned for each quarter, the one after the last included: for the company, its regions, teams and sellers. */
final class TargetFile {
    private static final int WON_REVENUE = 3_800_000;
    private static final int REVENUE = 4_400_000;
    private static final double GROWTH_PER_YEAR = 0.06;
    /** How much of a quarter is planned for, the first of the year first. */
    private static final double[] SEASON = {0.95, 0.98, 0.93, 1.14};

    private final CsvTable table = new CsvTable(
            "targets", List.of("kpi", "period_start", "period_end", "value", "currency", "owner_id", "team", "region"));

    private TargetFile() {}

    static SampleFile of(List<Employee> employees) {
        TargetFile file = new TargetFile();
        for (LocalDate quarter = SampleCalendar.FIRST_DAY;
                !quarter.isAfter(SampleCalendar.END);
                quarter = quarter.plusMonths(3)) {
            file.quarter(quarter, employees);
        }
        return file.table.file();
    }

    private void quarter(LocalDate quarter, List<Employee> employees) {
        double years = ChronoUnit.MONTHS.between(SampleCalendar.FIRST_DAY, quarter) / 12.0;
        double weight = SEASON[(quarter.getMonthValue() - 1) / 3] * (1 + GROWTH_PER_YEAR * years);
        target("won_revenue", quarter, WON_REVENUE * weight, null, null, null);
        target("revenue", quarter, REVENUE * weight, null, null, null);
        Map<String, Integer> byTeam = new LinkedHashMap<>();
        Map<String, Integer> byRegion = new LinkedHashMap<>();
        List<Employee> sellers = employees.stream()
                .filter(employee -> !employee.leads() && employee.worksOn(quarter))
                .toList();
        for (Employee seller : sellers) {
            byTeam.merge(seller.team(), 1, Integer::sum);
            if (seller.region() != null) {
                byRegion.merge(seller.region(), 1, Integer::sum);
            }
        }
        double each = WON_REVENUE * weight / sellers.size();
        byRegion.forEach((region, count) -> target("won_revenue", quarter, each * count, null, null, region));
        byTeam.forEach((team, count) -> target("won_revenue", quarter, each * count, null, team, null));
        sellers.forEach(seller -> target("won_revenue", quarter, each, seller.employeeId(), null, null));
    }

    private void target(
            String kpi,
            LocalDate quarter,
            double value,
            @Nullable String ownerId,
            @Nullable String team,
            @Nullable String region) {
        // Nobody plans in smaller steps.
        BigDecimal thousands = BigDecimal.valueOf(StrictMath.round(value / 1000) * 1000);
        table.row(kpi, quarter, quarter.plusMonths(3), thousands, "EUR", ownerId, team, region);
    }
}
