package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.ingestion.history.Version;

import static org.assertj.core.api.Assertions.assertThat;

/** Deals with a life made up by chance, told by messages that each carry the whole record. */
class PipedriveHistoryTest {
    private static final Instant START = Instant.parse("2026-05-04T09:00:00Z");

    private final PipedriveSender sender = new PipedriveSender();

    /** A deal's messages in order, and the values its fields truly went through. */
    private record Life(List<String> messages, List<String> amounts, List<String> stages, List<String> statuses) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void isToldInFullByAllMessagesInAnyOrder(int seed) {
        Life life = life(new Random(seed));
        List<String> messages = new ArrayList<>(life.messages());
        messages.addAll(life.messages().subList(0, messages.size() / 2));
        Collections.shuffle(messages, new Random(seed));

        List<Version> history = history(messages);

        assertThat(Replay.steps(history, "amount")).isEqualTo(life.amounts());
        assertThat(Replay.steps(history, "stage")).isEqualTo(life.stages());
        assertThat(statuses(history)).isEqualTo(life.statuses());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsRightAndTellsNothingUntrueWhereMessagesAreLost(int seed) {
        Random random = new Random(seed);
        Life life = life(random);
        List<String> messages = new ArrayList<>(life.messages());
        String last = messages.remove(messages.size() - 1);
        messages.removeIf(message -> random.nextInt(3) == 0);
        messages.add(last);
        Collections.shuffle(messages, random);

        List<Version> history = history(messages);

        assertEndsRight(Replay.steps(history, "amount"), life.amounts());
        assertEndsRight(Replay.steps(history, "stage"), life.stages());
        assertEndsRight(statuses(history), life.statuses());
    }

    private static void assertEndsRight(List<String> told, List<String> truth) {
        assertThat(truth).as("of %s", told).containsSubsequence(told);
        assertThat(told.get(told.size() - 1)).isEqualTo(truth.get(truth.size() - 1));
    }

    private List<Version> history(List<String> messages) {
        Replay replay = new Replay(sender);
        messages.forEach(message -> replay.take(
                sender.translate(Samples.post(message), Samples.settings("{}")).events()));
        return replay.histories().values().iterator().next();
    }

    private static List<String> statuses(List<Version> history) {
        List<String> statuses = new ArrayList<>();
        for (Version version : history) {
            if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).equals(version.status())) {
                statuses.add(version.status());
            }
        }
        return statuses;
    }

    /** Every value of a field is a new one, so a step told twice or out of place shows. */
    private static Life life(Random random) {
        Life life = new Life(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, @Nullable Object> deal = new LinkedHashMap<>();
        Instant time = START.plusMillis(random.nextInt(1000));
        deal.put("add_time", second(time));
        deal.put("update_time", null);
        deal.put("stage_change_time", null);
        deal.put("won_time", null);
        deal.put("lost_time", null);
        deal.put("value", 100);
        deal.put("stage_id", 1);
        deal.put("status", "open");
        note(life, deal, "create", Map.of(), time);
        for (int i = 2; i < 12; i++) {
            // Often within one second, as when an automation answers a change.
            time = time.plusMillis(1 + random.nextInt(random.nextBoolean() ? 400 : 5000));
            Map<String, @Nullable Object> before = new LinkedHashMap<>(deal);
            deal.put("update_time", second(time));
            change(deal, i, time, random);
            Map<String, @Nullable Object> previous = new LinkedHashMap<>(before);
            previous.entrySet().removeIf(member -> String.valueOf(member.getValue())
                    .equals(String.valueOf(deal.get(member.getKey()))));
            note(life, deal, "change", previous, time);
        }
        return life;
    }

    private static void change(Map<String, @Nullable Object> deal, int i, Instant time, Random random) {
        boolean open = deal.get("status").equals("open");
        switch (random.nextInt(4)) {
            case 0 -> deal.put("value", 100 * i);
            case 1 -> {
                deal.put("stage_id", i);
                deal.put("stage_change_time", second(time));
            }
            case 2 -> {
                String status = open ? random.nextBoolean() ? "won" : "lost" : "open";
                deal.put("status", status);
                deal.put("won_time", status.equals("won") ? second(time) : null);
                deal.put("lost_time", status.equals("lost") ? second(time) : null);
            }
            default -> deal.put("title", "Deal " + i);
        }
    }

    private static void note(
            Life life,
            Map<String, @Nullable Object> deal,
            String action,
            Map<String, @Nullable Object> previous,
            Instant time) {
        life.messages()
                .add("{'data':" + json(deal) + ",'previous':" + json(previous) + ",'meta':{'action':'" + action
                        + "','entity':'deal','entity_id':'1','company_id':'1','webhook_id':'1','id':'" + time
                        + "','timestamp':'" + time + "'}}");
        step(life.amounts(), deal.get("value"));
        step(life.stages(), deal.get("stage_id"));
        step(life.statuses(), deal.get("status"));
    }

    private static void step(List<String> steps, @Nullable Object value) {
        String text = String.valueOf(value);
        if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(text)) {
            steps.add(text);
        }
    }

    private static String json(Map<String, @Nullable Object> object) {
        List<String> members = new ArrayList<>();
        object.forEach((name, value) ->
                members.add("'" + name + "':" + (value instanceof String text ? "'" + text + "'" : value)));
        return "{" + String.join(",", members) + "}";
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static List<Integer> seeds() {
        return new Random(11).ints(300).boxed().toList();
    }
}
