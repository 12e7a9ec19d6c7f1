package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.history.StoredEvent.Kind;

/**
 * Anything that may be said of a few records. Times, keys, sequences and values are few, so that they collide: equal instants,
 * equal keys, merges that contradict each other or run in circles.
 */
final class RandomStories {
    private static final int HOURS = 8;
    private static final String RESYNC = ChangeEvent.NEEDS_RESYNC;

    private RandomStories() {}

    /** Sets of events as the log can hold them: one event of a key for each record. */
    static Arbitrary<List<StoredEvent>> all() {
        return told(Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, single().map(List::of)), net.jqwik.api.Tuple.of(3, merge())));
    }

    static Arbitrary<List<StoredEvent>> withoutMerges() {
        return told(single().map(List::of));
    }

    private static Arbitrary<List<StoredEvent>> told(Arbitrary<List<StoredEvent>> sentence) {
        return sentence.list().ofMinSize(1).ofMaxSize(16).map(sentences -> {
            Map<String, StoredEvent> log = new LinkedHashMap<>();
            sentences.forEach(events -> events.forEach(event -> log.putIfAbsent(
                    event.recordId() + " " + event.kind() + " " + event.key() + " " + event.merge(), event)));
            return List.copyOf(log.values());
        });
    }

    private static Arbitrary<StoredEvent> single() {
        return Combinators.combine(
                        record(),
                        Arbitraries.of(
                                Kind.CREATED,
                                Kind.CHANGED,
                                Kind.CHANGED,
                                Kind.CHANGED,
                                Kind.DELETED,
                                Kind.RESTORED,
                                Kind.SNAPSHOT),
                        hour(),
                        Arbitraries.longs().between(0, 1),
                        key(),
                        fields())
                .as((record, kind, hour, sequence, key, fields) -> {
                    Instant time = kind == Kind.SNAPSHOT ? Instant.MIN : Story.hour(hour);
                    return Story.event(record, kind, time, sequence, key, fields, null);
                });
    }

    private static Arbitrary<List<StoredEvent>> merge() {
        return Combinators.combine(
                        record(), record().set().ofMinSize(1).ofMaxSize(3), hour(), key(), Arbitraries.of(true, false))
                .as((survivor, others, hour, key, born) -> {
                    Set<UUID> losers = new LinkedHashSet<>(others);
                    losers.remove(survivor);
                    if (losers.isEmpty()) {
                        return List.of();
                    }
                    UUID primary = born ? losers.iterator().next() : null;
                    return Story.merged(hour, key, survivor, primary, losers.toArray(new UUID[0]));
                });
    }

    private static Arbitrary<UUID> record() {
        return Arbitraries.of(Story.RECORDS);
    }

    static Arbitrary<Integer> hour() {
        return Arbitraries.integers().between(0, HOURS);
    }

    private static Arbitrary<String> key() {
        return Arbitraries.strings().withCharRange('a', 'h').ofLength(1);
    }

    private static Arbitrary<Map<String, @Nullable String>> fields() {
        Arbitrary<String> name =
                Arbitraries.of("status", "amount", "stage", "created_at", "closed_at", "colour", RESYNC);
        return name.set().ofMinSize(0).ofMaxSize(4).flatMap(names -> {
            Arbitrary<Map<String, @Nullable String>> fields = Arbitraries.just(Map.of());
            for (String field : names) {
                fields = Combinators.combine(fields, value(field)).as((before, value) -> {
                    Map<String, @Nullable String> with = new LinkedHashMap<>(before);
                    with.put(field, value);
                    return with;
                });
            }
            return fields;
        });
    }

    private static Arbitrary<@Nullable String> value(String field) {
        Arbitrary<String> values =
                switch (field) {
                    case "status" -> Arbitraries.of("open", "won", "lost");
                    case "amount" -> Arbitraries.of("0", "12", "12.50", "1E2");
                    case "created_at", "closed_at" ->
                        Arbitraries.oneOf(
                                hour().map(hour -> Story.hour(hour).toString()),
                                Arbitraries.of("2026-03-01", "2026-03-02"));
                    case RESYNC -> Arbitraries.of("true", "false");
                    default -> Arbitraries.of("red", "blue");
                };
        return values.injectNull(0.15);
    }
}
