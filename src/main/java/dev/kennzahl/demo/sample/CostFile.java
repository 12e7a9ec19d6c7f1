package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What marketing and sales cost, month by month: media, fairs and partners by channel, everybody in sales by name. */
final class CostFile {
    private static final List<Integer> FAIR_MONTHS = List.of(4, 9, 11);
    private static final int POSITION = 7_400;
    private static final int LEADING = 9_800;
    /** What of a seller's time goes into new business, per cent. */
    private static final int NEW_BUSINESS = 60;

    private final CsvTable table = new CsvTable(
            "costs",
            List.of(
                    "cost_id",
                    "incurred_on",
                    "category",
                    "purpose",
                    "channel",
                    "campaign_id",
                    "region",
                    "employee_id",
                    "amount",
                    "currency"));
    private final Dice dice;
    private int costs;

    private CostFile(List<Employee> employees, Dice dice) {
        this.dice = dice;
        for (LocalDate month = SampleCalendar.FIRST_DAY;
                month.isBefore(SampleCalendar.END);
                month = month.plusMonths(1)) {
            ofChannels(month);
            for (Employee employee : employees) {
                if (employee.worksOn(month)) {
                    ofEmployee(month, employee);
                }
            }
        }
    }

    static SampleFile of(List<Employee> employees, Dice dice) {
        return new CostFile(employees, dice).table.file();
    }

    private void ofChannels(LocalDate month) {
        String quarter = LeadBook.campaign(month);
        marketing(month.plusDays(4), "acquisition", "Online", quarter, 9_500);
        marketing(month.plusDays(9), "acquisition", "Online", null, 6_200);
        marketing(month.plusDays(11), "acquisition", "Partner", null, 5_400);
        marketing(month.plusDays(14), "retention", "Direkt", null, 3_100);
        if (FAIR_MONTHS.contains(month.getMonthValue())) {
            marketing(month.plusDays(19), "acquisition", "Messe", LeadBook.fair(month), 46_000);
        }
        cost(month.plusDays(24), "sales", "acquisition", "Partner", null, null, null, about(11_500));
        cost(month.plusDays(24), "other", "other", "Online", null, null, null, about(3_900));
    }

    private void marketing(LocalDate day, String purpose, String channel, @Nullable String campaign, int amount) {
        cost(day, "marketing", purpose, channel, campaign, null, null, about(amount));
    }

    private void ofEmployee(LocalDate month, Employee employee) {
        BigDecimal all = about(employee.leads() ? LEADING : POSITION)
                .multiply(new BigDecimal(employee.fte()))
                .setScale(2, java.math.RoundingMode.HALF_UP);
        BigDecimal won = Money.share(all, NEW_BUSINESS, 100);
        LocalDate day = month.plusMonths(1).minusDays(1);
        cost(day, "sales", "acquisition", null, null, employee.region(), employee.employeeId(), won);
        cost(day, "sales", "retention", null, null, employee.region(), employee.employeeId(), all.subtract(won));
    }

    private BigDecimal about(int amount) {
        return Money.about(amount, 12, dice);
    }

    private void cost(
            LocalDate day,
            String category,
            String purpose,
            @Nullable String channel,
            @Nullable String campaign,
            @Nullable String region,
            @Nullable String employeeId,
            BigDecimal amount) {
        costs++;
        table.row(
                BusinessKey.of("KO-", 5, costs),
                day,
                category,
                purpose,
                channel,
                campaign,
                region,
                employeeId,
                amount,
                "EUR");
    }
}
