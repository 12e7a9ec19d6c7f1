package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.kennzahl.metrics.SalesStory.DeleteStep;
import dev.kennzahl.metrics.SalesStory.FileStep;
import dev.kennzahl.metrics.SalesStory.Step;

/**
 * Throws the dice for what customers say and competitors ask for in a {@link SalesStory}, with what employees do for customers and
 * more targets: ratings at the edges of their scales and without one, prices equal to ours, of nothing, in other currencies, for
 * products without a price of their own, corrected and deleted.
 */
final class MarketDice {
    private final Random random;
    private final StoryTimes times;
    private final boolean lacksRates;

    /** @param lacksRates whether some prices are in currencies that have no rate, ever or yet */
    MarketDice(long seed, ZoneId zone, boolean lacksRates) {
        random = new Random(seed * 1_000_003 + 13);
        times = new StoryTimes(random, zone);
        this.lacksRates = lacksRates;
    }

    List<Step> steps() {
        return List.of(
                products(),
                employees(),
                surveys(1, 70),
                prices(90),
                activities(1, 40),
                targets(),
                products(),
                surveys(50, 80),
                new DeleteStep("surveys", List.of("R3", "R4", "R60")),
                prices(30),
                activities(20, 50));
    }

    private FileStep products() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("product_id", "P" + i);
            row.put("name", "Product " + i);
            row.put("product_group", oneOf("Sensors", "Tools", ""));
            row.put("list_price", i == 1 ? "100" : oneOf("100", "99.95", "0", ""));
            row.put("currency", currency());
            rows.add(row);
        }
        return new FileStep("products", List.copyOf(rows.get(0).keySet()), rows);
    }

    /** One who is there for good, and one of whom nothing is known. */
    private FileStep employees() {
        String hired = day().toString();
        return new FileStep(
                "employees",
                List.of("employee_id", "team", "hired_on"),
                List.of(
                        Map.of("employee_id", "E6", "team", "Team A", "hired_on", hired),
                        Map.of("employee_id", "E7", "team", "", "hired_on", "")));
    }

    private FileStep surveys(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            String kind = oneOf("nps", "csat", "care_quality");
            String best = kind.equals("nps") ? "10" : oneOf("5", "7", "");
            Map<String, String> row = new LinkedHashMap<>();
            row.put("response_id", "R" + i);
            row.put(
                    "answered_at",
                    random.nextInt(6) == 0 ? day().toString() : times.any().toString());
            row.put("kind", kind);
            row.put("score", score(kind));
            row.put("scale_min", oneOf("0", ""));
            row.put("scale_max", best);
            row.put("customer_id", oneOf("101", "102", "103", "107", "999", ""));
            row.put("employee_id", oneOf("E1", "E2", "E3", "E9", ""));
            rows.add(row);
        }
        return new FileStep("surveys", List.copyOf(rows.get(0).keySet()), rows);
    }

    private String score(String kind) {
        return kind.equals("nps")
                ? Integer.toString(random.nextInt(11))
                : oneOf("1", "2", "3", "4", "4", "5", "5", "3.5", "4.5");
    }

    private FileStep prices(int count) {
        // By what they are of: of two rows of a file about one observation the later one would win.
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            LocalDate on = day();
            String product = oneOf("P1", "P1", "P2", "P3", "P9");
            for (String competitor : List.of("Acme", "Bolt", "Cog").subList(random.nextInt(2), 2 + random.nextInt(2))) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("observed_on", on.toString());
                row.put("product_id", product);
                row.put("competitor", competitor);
                String key = row.toString();
                row.put("price", oneOf("100", "99.95", "90", "130.5", "0", Integer.toString(1 + random.nextInt(200))));
                row.put("currency", currency());
                rows.put(key, row);
            }
        }
        return new FileStep(
                "competitor-prices",
                List.of("observed_on", "product_id", "competitor", "price", "currency"),
                new ArrayList<>(rows.values()));
    }

    private FileStep activities(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("activity_id", "market-" + i);
            row.put("occurred_at", times.any().toString());
            row.put("type", oneOf("call", "training"));
            row.put("customer_id", oneOf("101", "103", "107", ""));
            row.put("employee_id", oneOf("E1", "E2", "E3", "E4", "E5", "E6"));
            rows.add(row);
        }
        return new FileStep("activities", List.copyOf(rows.get(0).keySet()), rows);
    }

    /** Of months of a year for all, of years for some. */
    private FileStep targets() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String kpi : List.of(
                "revenue",
                "contribution_margin",
                "deals_won",
                "opportunities_created",
                "win_rate",
                "average_deal_value",
                "open_pipeline_value")) {
            for (int month = 1; month <= 12; month++) {
                LocalDate start = LocalDate.of(2024, month, 1);
                rows.add(target(kpi, start, start.plusMonths(1), ""));
            }
            rows.add(target(kpi, LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1), "E1"));
            rows.add(target(kpi, LocalDate.of(2023, 7, 1), LocalDate.of(2025, 12, 1), ""));
        }
        return new FileStep(
                "targets", List.of("kpi", "period_start", "period_end", "value", "currency", "owner_id"), rows);
    }

    private Map<String, String> target(String kpi, LocalDate start, LocalDate end, String owner) {
        return Map.of(
                "kpi",
                kpi,
                "period_start",
                start.toString(),
                "period_end",
                end.toString(),
                "value",
                kpi.equals("win_rate")
                        ? oneOf("0.3", "0.25")
                        : oneOf("0", "5", Integer.toString(1 + random.nextInt(90_000))),
                "currency",
                oneOf("EUR", ""),
                "owner_id",
                owner);
    }

    /** A day, often the first or last of its month. */
    private LocalDate day() {
        LocalDate day = SalesStoryDice.FIRST_DAY.plusDays(random.nextInt(730));
        return switch (random.nextInt(4)) {
            case 0 -> day.withDayOfMonth(1);
            case 1 -> day.withDayOfMonth(day.lengthOfMonth());
            default -> day;
        };
    }

    private String currency() {
        return random.nextInt(3) > 0
                ? oneOf("EUR", "")
                : lacksRates && random.nextInt(4) == 0 ? oneOf("USD", "JPY") : oneOf("CHF", "GBP");
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
