package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.kennzahl.metrics.SalesStory.DeleteStep;
import dev.kennzahl.metrics.SalesStory.FileStep;
import dev.kennzahl.metrics.SalesStory.Step;

/**
 * Throws the dice for what was ordered, agreed and spent in a {@link SalesStory}: returns, gaps, edges of days, amounts in
 * currencies with a rate and without, files that come in again corrected, and what is deleted.
 */
final class FactDice {
    private static final int ORDERS = 26;
    private static final int COSTS = 26;
    private static final int CONTRACTS = 14;

    private final Random random;
    private final StoryTimes times;
    private final boolean lacksRates;

    /** @param lacksRates whether some amounts are in currencies that have no rate, ever or yet */
    FactDice(long seed, ZoneId zone, boolean lacksRates) {
        random = new Random(seed * 1_000_003 + 7);
        times = new StoryTimes(random, zone);
        this.lacksRates = lacksRates;
    }

    /** What is told first. */
    List<Step> first() {
        return List.of(
                orders(1, ORDERS),
                rates(SalesStoryDice.FIRST_DAY.minusDays(5)),
                contracts(1, CONTRACTS),
                costs(1, COSTS));
    }

    /** Corrections and deletions: some of what was told before comes in again with other contents. */
    List<Step> later() {
        return List.of(
                orders(ORDERS / 2, ORDERS + 6),
                new DeleteStep("orders", List.of("O2", "O5")),
                rates(LocalDate.of(2024, 9, 1)),
                contracts(CONTRACTS / 2, CONTRACTS + 2),
                new DeleteStep("contracts", List.of("V3")),
                costs(COSTS / 2, COSTS + 4),
                new DeleteStep("costs", List.of("K4", "K7")));
    }

    private FileStep orders(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            for (int line = 1; line <= 1 + i % 2; line++) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("order_id", "O" + i);
                row.put("line_no", Integer.toString(line));
                row.put(
                        "ordered_at",
                        oneOf(
                                day().toString(),
                                times.any().toString(),
                                times.any().toString()));
                row.put("customer_id", oneOf("101", "102", "103", "104", "105", "106", "107", "999"));
                row.put("employee_id", oneOf("E1", "E2", "E3", "E4", "E9", ""));
                row.put("product_id", oneOf("P1", "P2", "P3", "P9", ""));
                row.put("channel", oneOf("web", "fair", ""));
                row.put("region", oneOf("North", "East", "", ""));
                row.put("country", oneOf("DE", "CH", "", ""));
                row.put("net_amount", amount());
                row.put("variable_cost", oneOf("", "0", "10", "333.33", Integer.toString(random.nextInt(5_000))));
                row.put("currency", currency());
                row.put("kind", oneOf("", "sale", "sale", "return", "cancellation"));
                rows.add(row);
            }
        }
        return new FileStep("orders", List.copyOf(rows.get(0).keySet()), rows);
    }

    private FileStep costs(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("cost_id", "K" + i);
            row.put("incurred_on", day().toString());
            row.put("category", oneOf("marketing", "marketing", "sales", "sales", "other"));
            row.put("purpose", oneOf("acquisition", "retention", "other", "", ""));
            row.put("channel", oneOf("web", "fair", ""));
            row.put("campaign_id", oneOf("C1", "C2", ""));
            row.put("region", oneOf("North", "East", ""));
            row.put("product_id", oneOf("P1", "P3", ""));
            row.put("employee_id", oneOf("E1", "E2", "E9", ""));
            row.put("amount", amount());
            row.put("currency", currency());
            rows.add(row);
        }
        return new FileStep("costs", List.copyOf(rows.get(0).keySet()), rows);
    }

    private FileStep contracts(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            LocalDate start = day();
            Map<String, String> row = new LinkedHashMap<>();
            row.put("contract_id", "V" + i);
            row.put("customer_id", oneOf("101", "102", "103", "107", "999"));
            row.put("product_id", oneOf("P1", "P2", ""));
            row.put("owner_id", oneOf("E1", "E2", "E9", ""));
            row.put("start_on", start.toString());
            row.put(
                    "end_on",
                    oneOf(
                            "",
                            "",
                            start.toString(),
                            start.plusDays(random.nextInt(500)).toString()));
            row.put(
                    "cancelled_on",
                    oneOf("", "", start.plusDays(random.nextInt(300) - 20).toString()));
            row.put("annual_value", amount());
            row.put("currency", currency());
            rows.add(row);
        }
        return new FileStep("contracts", List.copyOf(rows.get(0).keySet()), rows);
    }

    /**
     * CHF is worth something by the inverse of a pair, GBP by the pair itself, JPY by way of DKK only. Nobody says what USD is
     * worth.
     */
    private FileStep rates(LocalDate first) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(SalesStoryDice.END); day = day.plusDays(20 + random.nextInt(40))) {
            rows.add(rate(day, "EUR", "CHF", "0.9" + random.nextInt(1_000)));
            rows.add(rate(day.plusDays(random.nextInt(3)), "GBP", "EUR", "1.1" + random.nextInt(1_000)));
            if (day.isAfter(LocalDate.of(2024, 3, 1))) {
                rows.add(rate(day, "DKK", "JPY", "2" + random.nextInt(9) + ".25"));
                rows.add(rate(day, "DKK", "EUR", "0.134" + random.nextInt(9)));
            }
        }
        return new FileStep("exchange-rates", List.of("rate_on", "base", "quote", "rate"), rows);
    }

    private static Map<String, String> rate(LocalDate day, String base, String quote, String rate) {
        return Map.of("rate_on", day.toString(), "base", base, "quote", quote, "rate", rate);
    }

    /** A day, often the first or last of its month. */
    private LocalDate day() {
        int days = (int) ChronoUnit.DAYS.between(SalesStoryDice.FIRST_DAY, SalesStoryDice.END);
        LocalDate day = SalesStoryDice.FIRST_DAY.plusDays(random.nextInt(days));
        return switch (random.nextInt(4)) {
            case 0 -> day.withDayOfMonth(1);
            case 1 -> day.withDayOfMonth(day.lengthOfMonth());
            default -> day;
        };
    }

    private String amount() {
        return oneOf("0", "1000", "19.99", "250.5", "-20", Integer.toString(random.nextInt(100_000)));
    }

    private String currency() {
        return random.nextInt(3) > 0
                ? oneOf("EUR", "")
                : lacksRates && random.nextInt(3) == 0 ? oneOf("USD", "JPY") : oneOf("CHF", "GBP");
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
