package dev.kennzahl.packaged;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennzahl.packaged.CrashInput.Deal;
import dev.kennzahl.packaged.CrashInput.Step;

/** The figures that an undisturbed run ends with, counted by loops over the deals as they truly were; month by month, in UTC. */
final class CrashTruth {
    private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);

    private final List<Deal> deals;

    CrashTruth(List<Deal> deals) {
        this.deals = List.copyOf(deals);
    }

    /** By KPI, the value of every month. */
    Map<String, List<BigDecimal>> months() {
        Map<String, List<BigDecimal>> months = new LinkedHashMap<>();
        for (LocalDate from = CrashInput.FROM; from.isBefore(CrashInput.TO); from = from.plusMonths(1)) {
            month(start(from), start(from.plusMonths(1)))
                    .forEach((kpi, value) -> months.computeIfAbsent(kpi, key -> new ArrayList<>())
                            .add(value));
        }
        return months;
    }

    private Map<String, BigDecimal> month(Instant from, Instant to) {
        List<Deal> won = closed("won", from, to);
        int decided = won.size() + closed("lost", from, to).size();
        List<Step> open = deals.stream()
                .flatMap(deal -> at(deal, to).stream())
                .filter(step -> step.status().equals("open"))
                .toList();
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        values.put("won_revenue", sum(won.stream().map(Deal::last).toList()));
        values.put("deals_won", BigDecimal.valueOf(won.size()));
        values.put("win_rate", ratio(BigDecimal.valueOf(won.size()), decided));
        values.put("sales_cycle_length", ratio(cycleDays(won), won.size()));
        values.put("open_pipeline_count", BigDecimal.valueOf(open.size()));
        values.put("open_pipeline_value", sum(open));
        values.put(
                "opportunities_created",
                BigDecimal.valueOf(deals.stream()
                        .filter(deal -> within(deal.createdAt(), from, to))
                        .count()));
        return values;
    }

    private List<Deal> closed(String status, Instant from, Instant to) {
        return deals.stream()
                .filter(deal -> deal.last().status().equals(status)
                        && within(deal.last().at(), from, to))
                .toList();
    }

    private static Optional<Step> at(Deal deal, Instant instant) {
        return deal.steps().stream().filter(step -> step.at().isBefore(instant)).reduce((earlier, later) -> later);
    }

    private static BigDecimal cycleDays(List<Deal> won) {
        long millis = won.stream()
                .mapToLong(deal ->
                        Duration.between(deal.createdAt(), deal.last().at()).toMillis())
                .sum();
        return BigDecimal.valueOf(millis).divide(MILLIS_PER_DAY, 20, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal sum(List<Step> steps) {
        return BigDecimal.valueOf(steps.stream().mapToLong(Step::amount).sum());
    }

    /** To more places than an answer has: the comparison rounds. */
    private static BigDecimal ratio(BigDecimal numerator, int denominator) {
        return numerator.divide(BigDecimal.valueOf(denominator), 12, RoundingMode.HALF_EVEN);
    }

    private static boolean within(Instant instant, Instant from, Instant to) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
