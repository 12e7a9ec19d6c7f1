package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.kennzahl.metrics.SalesStory.FileStep;
import dev.kennzahl.metrics.SalesStory.HubSpotStep;
import dev.kennzahl.metrics.SalesStory.PortalPost;
import dev.kennzahl.metrics.SalesStory.PortalStep;
import dev.kennzahl.metrics.SalesStory.Step;

/** Throws the dice for a {@link SalesStory}: seldom the usual case, often the edge of a day, a clock change, a gap in the data. */
final class SalesStoryDice {
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 11, 1);
    static final LocalDate END = LocalDate.of(2025, 11, 1);

    private static final List<String> ZONES = List.of(
            "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Africa/Cairo", "America/Havana");
    private static final List<String> DEAL_COLUMNS = List.of(
            "deal_id",
            "customer_id",
            "lead_id",
            "owner_id",
            "product_id",
            "region",
            "channel",
            "pipeline",
            "stage",
            "status",
            "amount",
            "currency",
            "created_at",
            "closed_at",
            "lost_reason",
            "probability",
            "expected_close_on",
            "colour",
            "Größe 1",
            "team",
            "changed_at");
    private static final List<String> SNAPSHOT_COLUMNS = DEAL_COLUMNS.subList(0, DEAL_COLUMNS.size() - 1);
    private static final int DEALS_OF_A_KIND = 16;
    static final List<String> CHURN_MODELS = List.of("purchase_window", "contract", "explicit");

    private final Random random;
    private final StoryTimes times;
    private final CustomerDates customerDates;
    private final boolean severalCurrencies;

    private SalesStoryDice(long seed) {
        random = new Random(seed);
        times = new StoryTimes(random, ZoneId.of(ZONES.get((int) (seed % ZONES.size()))));
        customerDates = new CustomerDates(new Random(seed + 3));
        severalCurrencies = seed % 2 == 1;
    }

    /** Stories of an odd seed have amounts in several currencies. */
    static SalesStory throwFor(long seed) {
        return new SalesStoryDice(seed).story(seed);
    }

    private SalesStory story(long seed) {
        Map<String, Object> settings = Map.of(
                "timezone", times.zone().getId(),
                "weekStart", oneOf("monday", "sunday", "saturday"),
                "fiscalYearStartMonth", 1 + random.nextInt(12),
                "churnModel", CHURN_MODELS.get((int) (seed % CHURN_MODELS.size())),
                "purchaseWindowDays", 20 + 50 * (seed % 4));
        List<Map<String, String>> whole = dealsAsAWhole(1, DEALS_OF_A_KIND);
        List<Map<String, String>> changes = dealsStepByStep();
        List<PortalPost> posts = posts();
        int half = posts.size() / 2;
        EmployeeDice staff = new EmployeeDice(new Random(seed + 1));
        FactDice facts = new FactDice(seed, times.zone(), severalCurrencies);
        LeadDice leads = new LeadDice(seed, times.zone(), severalCurrencies);
        List<Step> steps = new ArrayList<>(List.of(
                staff.employees(),
                customers(),
                products(),
                new FileStep("deals", SNAPSHOT_COLUMNS, whole),
                new FileStep("deals", DEAL_COLUMNS, changes.subList(0, changes.size() / 2)),
                new PortalStep(posts.subList(0, half)),
                staff.employees(),
                hubSpotCompanies(),
                new FileStep("deals", SNAPSHOT_COLUMNS, dealsAsAWhole(DEALS_OF_A_KIND / 2, DEALS_OF_A_KIND + 4)),
                new FileStep("deals", DEAL_COLUMNS, changes.subList(changes.size() / 2, changes.size())),
                new PortalStep(posts.subList(half, posts.size())),
                customers()));
        steps.addAll(3, facts.first());
        steps.addAll(3, leads.first());
        steps.addAll(facts.later());
        steps.addAll(leads.later());
        steps.addAll(new PipelineStoryDice(new Random(seed + 2), times.zone()).steps());
        steps.addAll(new MarketDice(seed, times.zone(), severalCurrencies).steps());
        return new SalesStory(seed, settings, steps);
    }

    private FileStep customers() {
        List<String> header = List.of(
                "customer_id",
                "name",
                "region",
                "country",
                "industry",
                "segment",
                "company_size",
                "needs",
                "owner_id",
                "became_customer_on",
                "churned_on");
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 101; i <= 106; i++) {
            Map<String, String> row = customerDates.any();
            row.putAll(row(
                    "customer_id", Integer.toString(i),
                    "name", oneOf("Acme", "Bolt", ""),
                    "region", oneOf("East", "West", ""),
                    "country", oneOf("DE", "AT", ""),
                    "industry", oneOf("Food, drinks", "Steel", ""),
                    "segment", oneOf("A", "B", ""),
                    "company_size", oneOf("1-10", "11+", ""),
                    "needs", oneOf("A new roof", "Light", "")));
            rows.add(row);
        }
        return new FileStep("customers", header, rows);
    }

    private FileStep products() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            rows.add(
                    row("product_id", "P" + i, "name", "Product " + i, "product_group", oneOf("Sensors", "Tools", "")));
        }
        return new FileStep("products", List.of("product_id", "name", "product_group"), rows);
    }

    /** HubSpot knows some of the customers of the files by the same numbers. */
    private HubSpotStep hubSpotCompanies() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int id = 103; id <= 107; id++) {
            items.add(company(id, "company.creation", Map.of()));
            for (String property : List.of("state", "country", "industry")) {
                if (random.nextInt(3) > 0) {
                    items.add(company(
                            id,
                            "company.propertyChange",
                            Map.of("propertyName", property, "propertyValue", oneOf("East", "Hub", "Steel"))));
                }
            }
        }
        return new HubSpotStep(items);
    }

    private Map<String, Object> company(int id, String type, Map<String, Object> more) {
        Map<String, Object> item = new LinkedHashMap<>(more);
        item.put("eventId", random.nextInt(1_000_000_000));
        item.put("subscriptionId", 1);
        item.put("portalId", 62_515);
        item.put("appId", 1);
        item.put("attemptNumber", 0);
        item.put("subscriptionType", type);
        item.put("objectId", id);
        item.put("occurredAt", times.any().toEpochMilli());
        return item;
    }

    private List<Map<String, String>> dealsAsAWhole(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Map<String, String> row = dealFields();
            Instant created = times.any();
            String status = oneOf("open", "won", "won", "lost");
            row.put("deal_id", "S" + i);
            row.put("status", status);
            row.put("stage", status.equals("open") ? oneOf("new", "offer") : status);
            row.put("created_at", random.nextInt(5) == 0 ? "" : created.toString());
            if (!status.equals("open") && random.nextInt(8) > 0) {
                row.put("closed_at", times.laterThan(created).toString());
            }
            rows.add(row);
        }
        return rows;
    }

    /** Rows with an instant of change; shuffled, so that news of one deal comes at different times and in any order. */
    private List<Map<String, String>> dealsStepByStep() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < DEALS_OF_A_KIND; i++) {
            Instant at = times.any();
            String created = random.nextInt(4) == 0 ? "" : at.toString();
            for (String status : life()) {
                Map<String, String> row = dealFields();
                row.put("deal_id", "H" + i);
                row.put("status", status);
                row.put("stage", status.equals("open") ? oneOf("new", "offer") : status);
                row.put("created_at", created);
                row.put("closed_at", status.equals("open") || random.nextBoolean() ? "" : at.toString());
                row.put("changed_at", at.toString());
                rows.add(row);
                at = times.laterThan(at);
            }
        }
        java.util.Collections.shuffle(rows, random);
        return rows;
    }

    private List<String> life() {
        return switch (random.nextInt(6)) {
            case 0 -> List.of("open");
            case 1 -> List.of("open", "open");
            case 2 -> List.of("open", "lost");
            case 3 -> List.of("open", "open", "won");
            case 4 -> List.of("open", "won", "open", "won");
            default -> List.of("open", "lost", "open");
        };
    }

    private Map<String, String> dealFields() {
        return new LinkedHashMap<>(row(
                "customer_id", oneOf("101", "102", "103", "104", "105", "106", "107", "999", ""),
                "lead_id", oneOf("L1", "L2", "L3", "G1", "G3", "nobody", "", "", ""),
                "owner_id", oneOf("E1", "E2", "E3", "E4", "E5", "E9", ""),
                "product_id", oneOf("P1", "P2", "P3", "P9", ""),
                "region", oneOf("North", "East", "", ""),
                "channel", oneOf("web", "fair", ""),
                "pipeline", oneOf("default", "renewals"),
                "lost_reason", oneOf("price", ""),
                "amount", amount(),
                "currency", currency(),
                "probability", oneOf("0", "0.25", "1", ""),
                "expected_close_on", oneOf(times.any().toString().substring(0, 10), ""),
                "colour", oneOf("red", "blue, light", "it's \"green\"", ""),
                "Größe 1", oneOf("klein", "groß", ""),
                "team", oneOf("of the file", "")));
    }

    /** News of the portal's deals: created, changed, decided, reopened, deleted, merged. */
    private List<PortalPost> posts() {
        List<PortalPost> posts = new ArrayList<>();
        for (int i = 1; i < DEALS_OF_A_KIND; i++) {
            String deal = "W" + i;
            Instant at = times.any();
            if (random.nextInt(5) > 0) {
                posts.add(post("created", deal, at, portalFields()));
            }
            for (String status : life()) {
                at = times.laterThan(at);
                posts.add(post(
                        status.equals("open") ? oneOf("reopened", "stage_changed", "amount_changed") : status,
                        deal,
                        at,
                        portalFields()));
            }
            if (random.nextInt(6) == 0) {
                posts.add(post("deleted", deal, times.laterThan(at), Map.of()));
            } else if (random.nextInt(6) == 0) {
                posts.add(post(
                        "merged",
                        deal,
                        times.laterThan(at),
                        Map.of("mergedInto", oneOf("W" + (20 + i % 7), "W" + (i % 14 + 1)))));
            }
        }
        java.util.Collections.shuffle(posts, random);
        return posts;
    }

    private Map<String, Object> portalFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ownerId", oneOf("E1", "E2", "E9"));
        fields.put("customerId", oneOf("101", "103", "107"));
        fields.put("stage", oneOf("new", "offer"));
        fields.put("channel", oneOf("web", "fair"));
        fields.put("colour", oneOf("red", "mauve"));
        if (!amount().isEmpty()) {
            fields.put("amount", amount());
            fields.put("currency", currency());
        }
        return fields;
    }

    private PortalPost post(String type, String deal, Instant at, Map<String, Object> fields) {
        Map<String, Object> data = new LinkedHashMap<>(fields);
        data.put("dealId", deal);
        Map<String, Object> body = Map.of("type", "sales.deal." + type, "timestamp", at.toString(), "data", data);
        return new PortalPost("msg_" + Long.toHexString(random.nextLong()), body);
    }

    private String amount() {
        return oneOf("", "0", "1000", "19.99", "250.5", "-20", Integer.toString(random.nextInt(100_000)));
    }

    private String currency() {
        return severalCurrencies && random.nextInt(8) == 0 ? "USD" : oneOf("EUR", "");
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static Map<String, String> row(String... cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return row;
    }
}
