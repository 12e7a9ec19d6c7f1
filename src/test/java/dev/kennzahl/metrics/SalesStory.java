package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A random company's sales as they reach us: files, webhooks of two senders, corrections and late news, one step after the
 * other. The same seed is the same story.
 *
 * @param settings the tenant's zone and calendar
 */
record SalesStory(long seed, Map<String, Object> settings, List<Step> steps) {

    /** What arrives together and becomes known together. */
    sealed interface Step {
        /** The same news in another order. */
        Step shuffled(Random random);
    }

    /** A file. */
    record FileStep(String dataset, List<String> header, List<Map<String, String>> rows) implements Step {
        String csv() {
            String lines = rows.stream()
                    .map(row -> header.stream()
                            .map(column -> quoted(row.getOrDefault(column, "")))
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n"));
            return header.stream().map(FileStep::quoted).collect(Collectors.joining(",")) + "\n" + lines + "\n";
        }

        private static String quoted(String cell) {
            return "\"" + cell.replace("\"", "\"\"") + "\"";
        }

        @Override
        public Step shuffled(Random random) {
            return new FileStep(dataset, header, SalesStory.shuffled(rows, random));
        }
    }

    /** What is deleted by its business keys. */
    record DeleteStep(String dataset, List<String> keys) implements Step {
        @Override
        public Step shuffled(Random random) {
            return new DeleteStep(dataset, SalesStory.shuffled(keys, random));
        }
    }

    /** Posts to a connection of Standard Webhooks; {@code webhookId} stays the same when a post is repeated. */
    record PortalStep(List<PortalPost> posts) implements Step {
        @Override
        public Step shuffled(Random random) {
            return new PortalStep(SalesStory.shuffled(posts, random));
        }
    }

    record PortalPost(String webhookId, Map<String, Object> body) {}

    /** One post to a HubSpot connection. */
    record HubSpotStep(List<Map<String, Object>> items) implements Step {
        @Override
        public Step shuffled(Random random) {
            return new HubSpotStep(SalesStory.shuffled(items, random));
        }
    }

    private static <T> List<T> shuffled(List<T> items, Random random) {
        List<T> copy = new ArrayList<>(items);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** The same story, the rows of every file and the posts of every step in another order. */
    SalesStory shuffled(long shuffleSeed) {
        Random random = new Random(shuffleSeed);
        return new SalesStory(
                seed,
                settings,
                steps.stream().map(step -> step.shuffled(random)).toList());
    }
}
