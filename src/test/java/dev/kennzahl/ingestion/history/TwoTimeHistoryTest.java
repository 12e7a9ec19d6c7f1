package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static dev.kennzahl.ingestion.history.Story.A;
import static dev.kennzahl.ingestion.history.Story.changedOn;
import static org.assertj.core.api.Assertions.assertThat;

/** The history in two times: kept step by step as events come in, and written anew from the events alone. */
class TwoTimeHistoryTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final List<RecordFold.Subject> SUBJECTS =
            Story.RECORDS.stream().map(Story::deal).toList();

    @Provide
    Arbitrary<List<StoredEvent>> stories() {
        return RandomStories.all();
    }

    @Property(tries = 300)
    void theHistoryWrittenAnewIsTheOneKeptStepByStep(
            @ForAll("stories") List<StoredEvent> events, @ForAll Random random) {
        List<RecordedEvent> recorded = recordedInAnyOrder(events, random);

        assertThat(new HashSet<>(new Replay(new RecordFold(Story.BERLIN)).beliefs(SUBJECTS, recorded)))
                .isEqualTo(new HashSet<>(keptStepByStep(recorded, Story.BERLIN)));
    }

    @Property(tries = 300)
    void writtenAnewForAnotherZoneItIsTheOneThatZoneWouldHaveHadFromTheStart(
            @ForAll("stories") List<StoredEvent> events, @ForAll Random random) {
        List<StoredEvent> onDays = events.stream()
                .map(event -> random.nextBoolean() ? event : Story.onItsDay(event))
                .toList();
        List<RecordedEvent> recorded = recordedInAnyOrder(onDays, random);

        assertThat(new HashSet<>(new Replay(new RecordFold(NEW_YORK)).beliefs(SUBJECTS, recorded)))
                .isEqualTo(new HashSet<>(keptStepByStep(recorded, NEW_YORK)));
    }

    @Property(tries = 200)
    void whatWasBelievedAtAnyTimeIsWhatFollowsFromTheEventsKnownThen(
            @ForAll("stories") List<StoredEvent> events, @ForAll Random random) {
        List<RecordedEvent> recorded = recordedInAnyOrder(events, random);
        List<Belief> beliefs = new Replay(new RecordFold(Story.BERLIN)).beliefs(SUBJECTS, recorded);

        for (Instant asOf : times(recorded)) {
            List<StoredEvent> known = recorded.stream()
                    .filter(event -> !event.recordedAt().isAfter(asOf))
                    .map(RecordedEvent::event)
                    .toList();
            Set<Version> believed = beliefs.stream()
                    .filter(belief -> !belief.knownFrom().isAfter(asOf)
                            && belief.knownTo().isAfter(asOf))
                    .map(Belief::version)
                    .collect(Collectors.toSet());
            assertThat(believed)
                    .isEqualTo(Story.fold(known).values().stream()
                            .flatMap(List::stream)
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void aDayIsTheSameDayInEveryZone() {
        StoredEvent won = changedOn(A, "2026-03-10", "a", "status", "won", "created_at", "2026-02-01");

        for (ZoneId zone : List.of(Story.BERLIN, NEW_YORK, ZoneId.of("UTC"), ZoneId.of("Pacific/Apia"))) {
            Version version = Story.last(Objects.requireNonNull(new RecordFold(zone)
                    .fold(List.of(Story.deal(A)), List.of(won))
                    .get(A)));
            assertThat(version.validFrom().atZone(zone).toLocalDate()).isEqualTo("2026-03-10");
            assertThat(((Instant) Objects.requireNonNull(version.fields().get("created_at")))
                            .atZone(zone)
                            .toLocalDate())
                    .isEqualTo("2026-02-01");
        }
    }

    /** As the service does it: with every batch of news only the records it touches, and those linked to them, are folded. */
    private static List<Belief> keptStepByStep(List<RecordedEvent> recorded, ZoneId zone) {
        List<Belief> past = new ArrayList<>();
        Map<Revision.Span, Belief> present = new LinkedHashMap<>();
        List<StoredEvent> known = new ArrayList<>();
        for (Instant time : times(recorded)) {
            List<StoredEvent> news = recorded.stream()
                    .filter(event -> event.recordedAt().equals(time))
                    .map(RecordedEvent::event)
                    .toList();
            known.addAll(news);
            Set<UUID> group = linked(news, known);
            Map<UUID, List<Version>> folded = new RecordFold(zone)
                    .fold(
                            group.stream().map(Story::deal).toList(),
                            known.stream()
                                    .filter(event -> group.contains(event.recordId()))
                                    .toList());
            List<Revision.Span> believed = present.keySet().stream()
                    .filter(span -> group.contains(span.record()))
                    .toList();
            Revision revision = Revision.of(believed, folded, time);
            revision.ended()
                    .forEach(span -> past.add(
                            Objects.requireNonNull(present.remove(span)).until(time)));
            revision.added().forEach(belief -> present.put(belief.span(), belief));
        }
        past.addAll(present.values());
        return past;
    }

    private static Set<UUID> linked(Collection<StoredEvent> news, List<StoredEvent> known) {
        Set<UUID> group = new LinkedHashSet<>();
        news.forEach(event -> group.add(event.recordId()));
        int before;
        do {
            before = group.size();
            known.stream()
                    .filter(event -> group.contains(event.recordId()))
                    .toList()
                    .forEach(event -> group.addAll(RecordFold.linked(List.of(event))));
        } while (group.size() > before);
        return group;
    }

    private static Set<Instant> times(List<RecordedEvent> recorded) {
        return recorded.stream().map(RecordedEvent::recordedAt).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A merge becomes known to all its parties at once, as it does in the service; anything else when it likes. */
    private static List<RecordedEvent> recordedInAnyOrder(List<StoredEvent> events, Random random) {
        Map<String, Instant> merges = new LinkedHashMap<>();
        return events.stream()
                .map(event -> new RecordedEvent(
                        event,
                        event.merge() == null
                                ? Story.hour(1000 + random.nextInt(5))
                                : merges.computeIfAbsent(
                                        event.key() + event.merge(), key -> Story.hour(1000 + random.nextInt(5)))))
                .toList();
    }
}
