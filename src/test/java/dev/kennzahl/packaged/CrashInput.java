package dev.kennzahl.packaged;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * What is sent while the service is being killed: a file of deals and their changes, in no order and with bad rows, and
 * messages of a Standard Webhooks sender about other deals, in no order and some of them twice. The same seed is the same
 * input.
 */
final class CrashInput {
    static final int BAD_ROWS = 60;

    /** All days on which something happens, half-open. */
    static final LocalDate FROM = LocalDate.of(2025, 1, 1);

    static final LocalDate TO = LocalDate.of(2026, 1, 1);

    private static final int HISTORY_DEALS = 2500;
    private static final int SNAPSHOT_DEALS = 500;
    private static final int WEBHOOK_DEALS = 200;
    private static final int DUPLICATE_EVERY = 9;
    private static final String HEADER =
            "deal_id,stage,status,amount,currency,created_at,closed_at,changed_at,owner_id,name\n";

    /** From that instant on the deal was so. */
    record Step(Instant at, String status, long amount) {}

    /** A deal as it truly was. */
    record Deal(String id, List<Step> steps) {
        Step last() {
            return steps.get(steps.size() - 1);
        }

        Instant createdAt() {
            return steps.get(0).at();
        }
    }

    /** One webhook; the same id is the same message. */
    record Message(String id, String body) {}

    private final Random dice;
    private final List<Deal> deals = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();

    CrashInput(long seed) {
        dice = new Random(seed);
        for (int i = 0; i < HISTORY_DEALS; i++) {
            Deal deal = deal("H-" + i);
            deal.steps().forEach(step -> rows.add(row(deal, step, step.at())));
        }
        for (int i = 0; i < BAD_ROWS; i++) {
            rows.add("B-" + i + ",new,open,not a number,EUR,2025-01-01,,2025-01-01,,\n");
        }
        Collections.shuffle(rows, dice);
        for (int i = 0; i < SNAPSHOT_DEALS; i++) {
            addSnapshots(deal("S-" + i));
        }
        for (int i = 0; i < WEBHOOK_DEALS; i++) {
            tell(deal("W-" + i));
        }
        for (int i = 0; i < WEBHOOK_DEALS; i += DUPLICATE_EVERY) {
            messages.add(messages.get(i));
        }
        Collections.shuffle(messages, dice);
    }

    String csv() {
        return HEADER + String.join("", rows);
    }

    int rows() {
        return rows.size();
    }

    /** In the order to send them in, repetitions included. */
    List<Message> messages() {
        return messages;
    }

    CrashTruth truth() {
        return new CrashTruth(deals);
    }

    private Deal deal(String id) {
        Instant at =
                FROM.atStartOfDay(ZoneOffset.UTC).toInstant().plus(dice.nextInt(330 * 24 * 60), ChronoUnit.MINUTES);
        long amount = 100 + dice.nextInt(9_900);
        List<Step> steps = new ArrayList<>(List.of(new Step(at, "open", amount)));
        if (dice.nextBoolean()) {
            at = later(at);
            amount += 1 + dice.nextInt(500);
            steps.add(new Step(at, "open", amount));
        }
        int fate = dice.nextInt(3);
        if (fate > 0) {
            steps.add(new Step(later(at), fate == 1 ? "won" : "lost", amount));
        }
        Deal deal = new Deal(id, List.copyOf(steps));
        deals.add(deal);
        return deal;
    }

    private Instant later(Instant at) {
        return at.plus(1 + dice.nextInt(25 * 24 * 60), ChronoUnit.MINUTES);
    }

    /** Two rows that describe the deal as a whole, far from each other: what the first says must not outlive the second. */
    private void addSnapshots(Deal deal) {
        int position = dice.nextInt(rows.size());
        rows.add(position, row(deal, new Step(deal.createdAt(), "open", 1), null));
        // A row that describes the whole knows one amount only, so the deal is taken to have had it all along.
        Deal flat = new Deal(
                deal.id(),
                deal.steps().stream()
                        .map(step ->
                                new Step(step.at(), step.status(), deal.last().amount()))
                        .toList());
        deals.set(deals.size() - 1, flat);
        rows.add(position + 1 + dice.nextInt(rows.size() - position), row(flat, flat.last(), null));
    }

    private static String row(Deal deal, Step step, @Nullable Instant changedAt) {
        boolean closed = !step.status().equals("open");
        return String.join(
                ",",
                deal.id(),
                closed ? "closed" : "talking",
                step.status(),
                Long.toString(step.amount()),
                "EUR",
                deal.createdAt().toString(),
                closed ? step.at().toString() : "",
                changedAt == null ? "" : changedAt.toString(),
                "E1",
                "Deal " + deal.id() + "\n");
    }

    private void tell(Deal deal) {
        long known = 0;
        for (Step step : deal.steps()) {
            Map<String, String> data = new LinkedHashMap<>();
            data.put("dealId", deal.id());
            data.put("amount", Long.toString(step.amount()));
            data.put("currency", "EUR");
            String type = known == 0
                    ? "sales.deal.created"
                    : step.status().equals("open") ? "sales.deal.amount_changed" : "sales.deal." + step.status();
            messages.add(
                    new Message("msg_" + deal.id() + "_" + step.at().getEpochSecond(), body(type, step.at(), data)));
            known = step.amount();
        }
    }

    private static String body(String type, Instant at, Map<String, String> data) {
        StringBuilder members = new StringBuilder();
        data.forEach((name, value) ->
                members.append(members.isEmpty() ? "" : ",").append('"' + name + "\":\"" + value + '"'));
        return "{\"type\":\"" + type + "\",\"timestamp\":\"" + at + "\",\"data\":{" + members + "}}";
    }
}
