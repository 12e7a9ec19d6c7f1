package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.kennzahl.metrics.SalesStory.FileStep;
import dev.kennzahl.metrics.SalesStory.Step;

/** Throws the dice for the targets of a {@link SalesStory}: of months, quarters and years, for all and for some, with gaps and overlaps. */
final class TargetStoryDice {
    private static final List<String> HEADER = List.of(
            "kpi", "period_start", "period_end", "value", "currency", "owner_id", "team", "region", "product_id");

    private final Random random;

    TargetStoryDice(Random random) {
        this.random = random;
    }

    List<Step> steps() {
        return List.of(leads(), targets(70), targets(30));
    }

    private FileStep targets(int count) {
        // By what they are for: of two rows of a file about one target the later one would win.
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (int year = 2023; year < 2026; year++) {
            add(rows, "won_revenue", LocalDate.of(year, 1, 1), 12, "", "", "", "");
        }
        for (int i = 0; i < count; i++) {
            int months = random.nextInt(3) == 0 ? 1 : random.nextInt(2) == 0 ? 3 : 12;
            LocalDate start = LocalDate.of(2023, 1, 1).plusMonths((long) months * random.nextInt(36 / months));
            boolean one = random.nextBoolean();
            add(
                    rows,
                    oneOf("won_revenue", "won_revenue", "deals_won", "win_rate", "open_pipeline_value"),
                    random.nextInt(8) == 0 ? start.plusDays(random.nextInt(20)) : start,
                    months,
                    one ? oneOf("E1", "E2", "E3", "") : "",
                    one ? "" : oneOf("Team A", "Team B", ""),
                    random.nextInt(3) == 0 ? oneOf("North", "East") : "",
                    random.nextInt(6) == 0 ? oneOf("P1", "P2") : "");
        }
        return new FileStep("targets", HEADER, new ArrayList<>(rows.values()));
    }

    private void add(
            Map<String, Map<String, String>> rows,
            String kpi,
            LocalDate start,
            int months,
            String owner,
            String team,
            String region,
            String product) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("kpi", kpi);
        row.put("period_start", start.toString());
        row.put("period_end", start.plusMonths(months).toString());
        row.put("owner_id", owner);
        row.put("team", team);
        row.put("region", region);
        row.put("product_id", product);
        String key = row.toString();
        row.put("value", kpi.equals("win_rate") ? oneOf("0.3", "0.25") : Integer.toString(1 + random.nextInt(400_000)));
        row.put("currency", oneOf("EUR", ""));
        rows.put(key, row);
    }

    /** Some of them name deals of the story, some are named by none. */
    private FileStep leads() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("lead_id", "pipeline-" + i);
            row.put(
                    "created_at",
                    LocalDate.of(2023, 11, 1).plusDays(random.nextInt(730)).toString());
            row.put("status", oneOf("open", "converted", "disqualified"));
            row.put("owner_id", oneOf("E1", "E2", "E9", ""));
            row.put("region", oneOf("North", "East", ""));
            row.put("deal_id", oneOf("", "S", "W") + (1 + random.nextInt(16)));
            rows.add(row);
        }
        return new FileStep("leads", List.of("lead_id", "created_at", "status", "owner_id", "region", "deal_id"), rows);
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
