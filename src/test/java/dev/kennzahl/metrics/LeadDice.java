package dev.kennzahl.metrics;

import java.time.Instant;
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
 * Throws the dice for the leads of a {@link SalesStory}, what was done about them and the campaigns they come from: told as a whole
 * and step by step, contacted before they were created or never, decided and decided otherwise, deleted, and corrected.
 */
final class LeadDice {
    private static final int WHOLE = 18;
    private static final int STEP_BY_STEP = 12;
    private static final int ACTIVITIES = 40;
    private static final List<String> COLUMNS = List.of(
            "lead_id",
            "created_at",
            "status",
            "lead_source",
            "channel",
            "campaign_id",
            "owner_id",
            "customer_id",
            "region",
            "company_size",
            "score",
            "expected_value",
            "currency",
            "first_contact_at",
            "qualified_at",
            "converted_at",
            "deal_id",
            "disqualified_at",
            "changed_at");
    private static final List<String> SNAPSHOT_COLUMNS = COLUMNS.subList(0, COLUMNS.size() - 1);

    private final Random random;
    private final StoryTimes times;
    private final boolean lacksRates;

    /** @param lacksRates whether some expected values are in a currency that has no rate */
    LeadDice(long seed, ZoneId zone, boolean lacksRates) {
        random = new Random(seed * 1_000_003 + 11);
        times = new StoryTimes(random, zone);
        this.lacksRates = lacksRates;
    }

    /** What is told first. */
    List<Step> first() {
        return List.of(
                leadsAsAWhole(1, WHOLE), leadsStepByStep(1, STEP_BY_STEP), activities(1, ACTIVITIES), campaigns());
    }

    /** Corrections, late news and deletions. */
    List<Step> later() {
        return List.of(
                leadsAsAWhole(WHOLE / 2, WHOLE + 4),
                leadsStepByStep(STEP_BY_STEP / 2, STEP_BY_STEP + 3),
                new DeleteStep("leads", List.of("L2", "L5", "G3")),
                activities(ACTIVITIES / 2, ACTIVITIES + 8),
                new DeleteStep("activities", List.of("A3", "A4", "A5")),
                campaigns());
    }

    private FileStep leadsAsAWhole(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Instant created = times.any();
            Map<String, String> row = fields("L" + i, created, oneOf("open", "qualified", "disqualified", "converted"));
            rows.add(row);
        }
        return new FileStep("leads", SNAPSHOT_COLUMNS, rows);
    }

    /** Rows with an instant of change, in any order. */
    private FileStep leadsStepByStep(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Instant created = times.any();
            Instant at = created;
            for (String status : life()) {
                Map<String, String> row = fields("G" + i, created, status);
                row.put("changed_at", at.toString());
                rows.add(row);
                at = times.laterThan(at).plusSeconds(1);
            }
        }
        java.util.Collections.shuffle(rows, random);
        return new FileStep("leads", COLUMNS, rows);
    }

    private List<String> life() {
        return switch (random.nextInt(5)) {
            case 0 -> List.of("open");
            case 1 -> List.of("open", "qualified", "converted");
            case 2 -> List.of("open", "open", "disqualified", "open");
            case 3 -> List.of("open", "qualified", "qualified", "open", "disqualified");
            default -> List.of("qualified", "converted");
        };
    }

    private Map<String, String> fields(String id, Instant created, String status) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("lead_id", id);
        row.put("created_at", created.toString());
        row.put("status", status);
        row.put("lead_source", oneOf("ads", "fair", "referral", ""));
        row.put("channel", oneOf("web", "fair", ""));
        row.put("campaign_id", oneOf("C1", "C2", "C3", ""));
        row.put("owner_id", oneOf("E1", "E2", "E3", "E9", ""));
        row.put("customer_id", oneOf("101", "103", "107", "999", "", ""));
        row.put("region", oneOf("North", "East", "", ""));
        row.put("company_size", oneOf("1-9", "50", "1,200 or more", "large", "", ""));
        row.put("score", oneOf("70", "69.5", "100", "0", "", "", ""));
        row.put("expected_value", oneOf("", "0", "1000", "19.99", Integer.toString(random.nextInt(50_000))));
        row.put("currency", currency());
        row.put(
                "first_contact_at",
                oneOf("", "", later(created), later(created), times.any().toString()));
        row.put(
                "qualified_at",
                status.equals("open") && random.nextInt(4) > 0 ? "" : oneOf("", later(created), later(created)));
        row.put(
                "converted_at",
                status.equals("converted") || random.nextInt(9) == 0 ? oneOf("", later(created), later(created)) : "");
        row.put("deal_id", oneOf("", "", "S" + (1 + random.nextInt(16)), "H" + (1 + random.nextInt(15)), "gone"));
        row.put("disqualified_at", status.equals("disqualified") ? oneOf("", later(created), later(created)) : "");
        return row;
    }

    private String later(Instant at) {
        return times.laterThan(at).toString();
    }

    private FileStep activities(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("activity_id", "A" + i);
            row.put("occurred_at", times.any().toString());
            row.put("type", oneOf("call", "mail", "email_click", "click", "meeting"));
            row.put("direction", oneOf("in", "out", "out", ""));
            row.put("lead_id", oneOf("", "L" + (1 + random.nextInt(9)), "G" + (1 + random.nextInt(5)), "L1"));
            row.put("deal_id", oneOf("", "S1", "S" + (1 + random.nextInt(16)), "W" + (1 + random.nextInt(15))));
            row.put("customer_id", oneOf("101", "103", ""));
            row.put("employee_id", oneOf("E1", "E2", "E9", ""));
            rows.add(row);
        }
        return new FileStep("activities", List.copyOf(rows.get(0).keySet()), rows);
    }

    private FileStep campaigns() {
        List<Map<String, String>> rows = new ArrayList<>();
        LocalDate day = SalesStoryDice.FIRST_DAY;
        while (day.isBefore(SalesStoryDice.END)) {
            for (String campaign : List.of("C1", "C2", "C3")) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("campaign_id", campaign);
                row.put("sent_on", day.toString());
                row.put("channel", oneOf("web", "mail"));
                for (String number : List.of("sent", "delivered", "opened", "clicked", "unsubscribed", "complaints")) {
                    row.put(number, oneOf("", "0", "1", Integer.toString(random.nextInt(5_000)), "900"));
                }
                rows.add(row);
            }
            LocalDate next = day.plusDays(1 + random.nextInt(120));
            day = random.nextBoolean()
                    ? next
                    : next.plusMonths(1).withDayOfMonth(1).minusDays(1);
            day = day.isBefore(next) ? next : day;
        }
        return new FileStep("campaign-stats", List.copyOf(rows.get(0).keySet()), rows);
    }

    private String currency() {
        return random.nextInt(4) > 0
                ? oneOf("EUR", "")
                : lacksRates && random.nextInt(4) == 0 ? "USD" : oneOf("CHF", "GBP");
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
