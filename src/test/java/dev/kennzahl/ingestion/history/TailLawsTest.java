package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;

import dev.kennzahl.ingestion.history.StoredEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Following a record from its tail is folding all its events, whatever was said and however it came in. */
class TailLawsTest {
    private final RecordFold fold = new RecordFold(Story.BERLIN);

    @Provide
    Arbitrary<List<StoredEvent>> stories() {
        return RandomStories.all();
    }

    @Provide
    Arbitrary<List<StoredEvent>> storiesWithoutMerges() {
        return RandomStories.withoutMerges();
    }

    @Property(tries = 2000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void turnByTurnTheSameIsBelievedAsOfAllAtOnce(
            @ForAll("storiesWithoutMerges") List<StoredEvent> events, @ForAll Random random) {
        // In order of time half of the turns, or hardly anything would follow anything.
        List<StoredEvent> arriving = new ArrayList<>(events);
        if (random.nextBoolean()) {
            arriving.sort(java.util.Comparator.comparing(StoredEvent::occurredAt));
        } else {
            Collections.shuffle(arriving, random);
        }
        Map<UUID, List<StoredEvent>> known = new HashMap<>();
        Map<UUID, Tail> tails = new HashMap<>();
        Map<UUID, List<Version>> believed = new HashMap<>();
        int followed = 0;
        while (!arriving.isEmpty()) {
            List<StoredEvent> turn = arriving.subList(0, 1 + random.nextInt(Math.min(4, arriving.size())));
            for (UUID record : Story.RECORDS) {
                followed += take(record, turn, known, tails, believed);
            }
            turn.clear();
        }
        Statistics.label("followed").collect(followed > 0);
        Statistics.label("followed").coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
        Story.fold(events).forEach((record, versions) -> assertThat(believed.getOrDefault(record, List.of()))
                .isEqualTo(versions));
    }

    @Property(tries = 500)
    void noPartyOfAMergeIsFollowed(@ForAll("stories") List<StoredEvent> events) {
        Map<UUID, Course> courses =
                fold.courses(Story.RECORDS.stream().map(Story::deal).toList(), events);

        RecordFold.linked(events).forEach(party -> assertThat(
                        Objects.requireNonNull(courses.get(party)).tail())
                .isNull());
    }

    @Test
    void anEventOfTheSameInstantIsNotLater() {
        Tail tail = tail(Story.changed(Story.A, 2, "a", "amount", "1"));

        assertThat(follow(tail, Story.changed(Story.A, 2, "b", "amount", "2"))).isEmpty();
        assertThat(follow(tail, Story.changed(Story.A, 3, "b", "amount", "2"))).isPresent();
    }

    @Test
    void whatHoldsOfAllTimeIsNotFollowed() {
        Tail tail = tail(Story.changed(Story.A, 2, "a", "amount", "1"));

        assertThat(follow(tail, Story.changed(Story.A, 3, "b", "created_at", "2026-03-01T00:00:00Z")))
                .isEmpty();
        assertThat(follow(tail, Story.event(Story.A, Kind.CREATED, 3, "b"))).isEmpty();
        assertThat(follow(tail, Story.snapshot(Story.A, 1, "amount", "3"))).isEmpty();
    }

    @Test
    void inAnotherZoneNothingIsFollowed() {
        Tail tail = tail(Story.changed(Story.A, 2, "a", "amount", "1"));

        assertThat(new RecordFold(java.time.ZoneId.of("UTC"))
                        .follow(Story.deal(Story.A), tail, List.of(Story.changed(Story.A, 3, "b", "amount", "2"))))
                .isEmpty();
    }

    /** @return 1 if the record was followed */
    private int take(
            UUID record,
            List<StoredEvent> turn,
            Map<UUID, List<StoredEvent>> known,
            Map<UUID, Tail> tails,
            Map<UUID, List<Version>> believed) {
        List<StoredEvent> news =
                turn.stream().filter(event -> event.recordId().equals(record)).toList();
        if (news.isEmpty()) {
            return 0;
        }
        List<StoredEvent> all = known.computeIfAbsent(record, id -> new ArrayList<>());
        all.addAll(news);
        Tail tail = tails.get(record);
        Optional<Course> followed = tail == null ? Optional.empty() : fold.follow(Story.deal(record), tail, news);
        List<Version> versions = new ArrayList<>();
        Course course = followed.orElseGet(() -> Objects.requireNonNull(
                fold.courses(List.of(Story.deal(record)), all).get(record)));
        if (followed.isPresent()) {
            List<Version> before = Objects.requireNonNull(believed.get(record));
            Version first = course.versions().get(0);
            assertThat(Objects.requireNonNull(tail).open(record))
                    .isEqualTo(Revision.Span.of(record, first.until(Instant.MAX)));
            versions.addAll(before.subList(0, before.size() - 1));
        }
        versions.addAll(course.versions());
        believed.put(record, versions);
        tails.put(record, course.tail());
        return followed.isPresent() ? 1 : 0;
    }

    private Tail tail(StoredEvent event) {
        return Objects.requireNonNull(Objects.requireNonNull(fold.courses(List.of(Story.deal(Story.A)), List.of(event))
                        .get(Story.A))
                .tail());
    }

    private Optional<Course> follow(Tail tail, StoredEvent event) {
        return fold.follow(Story.deal(Story.A), tail, List.of(event));
    }
}
