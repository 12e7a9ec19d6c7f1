package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.kennzahl.metrics.SalesStory.FileStep;
import dev.kennzahl.metrics.SalesStory.Step;

/** Throws the dice for what is done about the deals of a {@link SalesStory}, and for what is to be reached with them. */
final class PipelineStoryDice {
    private final Random random;
    private final StoryTimes times;

    PipelineStoryDice(Random random, ZoneId zone) {
        this.random = random;
        this.times = new StoryTimes(random, zone);
    }

    /** Corrections of earlier steps among them, in other files. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>(List.of(activities(1, 60), activities(40, 70)));
        steps.addAll(new TargetStoryDice(random).steps());
        return steps;
    }

    private FileStep activities(int first, int end) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Instant at = times.any();
            Map<String, String> row = new LinkedHashMap<>();
            row.put("activity_id", "pipeline-" + i);
            row.put("occurred_at", random.nextInt(6) == 0 ? at.toString().substring(0, 10) : at.toString());
            row.put("type", oneOf("call", "mail", "meeting"));
            row.put("direction", oneOf("in", "out", ""));
            row.put("deal_id", oneOf("S", "H", "W") + (1 + random.nextInt(16)));
            row.put("employee_id", oneOf("E1", "E2", ""));
            rows.add(row);
        }
        return new FileStep("activities", List.copyOf(rows.get(0).keySet()), rows);
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
