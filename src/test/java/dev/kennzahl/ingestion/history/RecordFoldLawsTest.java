package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.kennzahl.ingestion.history.StoredEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of the fold whatever was said, in whatever order. */
class RecordFoldLawsTest {
    private static final Set<String> CLOSED = Set.of("won", "lost");

    @Provide
    Arbitrary<List<StoredEvent>> stories() {
        return RandomStories.all();
    }

    @Provide
    Arbitrary<List<StoredEvent>> storiesWithoutMerges() {
        return RandomStories.withoutMerges();
    }

    @Property(tries = 1000)
    void theOrderAndTheRepetitionOfEventsDoNotShow(@ForAll("stories") List<StoredEvent> events, @ForAll Random random) {
        List<StoredEvent> arrived = new ArrayList<>(events);
        events.stream().filter(event -> random.nextBoolean()).forEach(arrived::add);
        Collections.shuffle(arrived, random);

        assertThat(Story.fold(arrived)).isEqualTo(Story.fold(events));
    }

    @Property(tries = 200)
    void recordsWithoutAMergeBetweenThemMayBeFoldedApart(@ForAll("stories") List<StoredEvent> events) {
        Map<UUID, List<Version>> together = Story.fold(events);

        for (Set<UUID> group : groups(events)) {
            List<StoredEvent> own = events.stream()
                    .filter(event -> group.contains(event.recordId()))
                    .toList();
            Map<UUID, List<Version>> apart = new RecordFold(Story.BERLIN)
                    .fold(group.stream().map(Story::deal).toList(), own);
            apart.forEach((record, versions) -> assertThat(versions).isEqualTo(together.get(record)));
        }
    }

    @Property(tries = 300)
    void theVersionsOfARecordTileItsTime(@ForAll("stories") List<StoredEvent> events) {
        for (List<Version> versions : Story.fold(events).values()) {
            for (int i = 0; i < versions.size(); i++) {
                Version version = versions.get(i);
                assertThat(version.validFrom()).isBefore(version.validTo());
                if (i + 1 < versions.size()) {
                    assertThat(version.validTo()).isEqualTo(versions.get(i + 1).validFrom());
                    assertThat(version.content())
                            .isNotEqualTo(versions.get(i + 1).content());
                } else {
                    assertThat(version.validTo()).isEqualTo(Instant.MAX);
                }
            }
        }
    }

    @Property(tries = 300)
    void aDeletedRecordStaysDeletedUntilItIsRestored(@ForAll("storiesWithoutMerges") List<StoredEvent> events) {
        Story.fold(events).forEach((record, versions) -> {
            Set<Instant> times = new TreeSet<>();
            versions.forEach(version -> times.add(version.validFrom()));
            events.stream()
                    .filter(event -> event.recordId().equals(record) && event.kind() != Kind.SNAPSHOT)
                    .forEach(event -> times.add(event.occurredAt()));
            for (Instant time : times) {
                assertThat(Story.at(versions, time).status().equals("deleted"))
                        .as("%s at %s", record, time)
                        .isEqualTo(isDeleted(record, time, events));
            }
        });
    }

    @Property(tries = 300)
    void ofMergedRecordsOneIsLeftAndAllOthersEndInIt(@ForAll("stories") List<StoredEvent> events) {
        Map<UUID, List<Version>> folded = Story.fold(events);

        for (Set<UUID> group : groups(events)) {
            List<UUID> merged =
                    group.stream().filter(record -> isMerged(folded, record)).toList();
            assertThat(merged).hasSize(group.size() - 1);
            UUID survivor = group.stream()
                    .filter(record -> !merged.contains(record))
                    .findFirst()
                    .orElseThrow();
            for (UUID loser : merged) {
                assertThat(Story.last(versions(folded, loser)).mergedInto()).isEqualTo(survivor);
            }
        }
    }

    @Property(tries = 300)
    void whatWasMergedNeverCountsAgain(@ForAll("stories") List<StoredEvent> events) {
        for (List<Version> versions : Story.fold(events).values()) {
            boolean merged = false;
            for (Version version : versions) {
                merged |= version.status().equals("merged");
                assertThat(version.status().equals("merged")).isEqualTo(merged);
                assertThat(version.mergedInto() != null).isEqualTo(merged);
            }
        }
    }

    @Property(tries = 300)
    void aDealHasAClosingDateFromItsClosingOnAndNoneWhileItIsOpen(@ForAll("stories") List<StoredEvent> events) {
        for (List<Version> versions : Story.fold(events).values()) {
            String before = "";
            for (Version version : versions) {
                if (version.status().equals("open")) {
                    assertThat(version.fields()).doesNotContainKey("closed_at");
                } else if (CLOSED.contains(version.status()) && before.equals("open")) {
                    assertThat(version.fields()).containsKey("closed_at");
                }
                before = version.status();
            }
        }
    }

    private static boolean isDeleted(UUID record, Instant time, List<StoredEvent> events) {
        List<StoredEvent> own =
                events.stream().filter(event -> event.recordId().equals(record)).toList();
        return own.stream()
                .filter(event ->
                        event.kind() == Kind.DELETED && !event.occurredAt().isAfter(time))
                .anyMatch(deletion -> own.stream()
                        .noneMatch(event -> event.kind() == Kind.RESTORED
                                && !event.occurredAt().isBefore(deletion.occurredAt())
                                && !event.occurredAt().isAfter(time)));
    }

    private static boolean isMerged(Map<UUID, List<Version>> folded, UUID record) {
        List<Version> versions = versions(folded, record);
        return !versions.isEmpty() && Story.last(versions).status().equals("merged");
    }

    private static List<Version> versions(Map<UUID, List<Version>> folded, UUID record) {
        return Objects.requireNonNull(folded.get(record));
    }

    /** The records as merges connect them. */
    private static Set<Set<UUID>> groups(List<StoredEvent> events) {
        Map<UUID, Set<UUID>> groups = new HashMap<>();
        Story.RECORDS.forEach(record -> groups.put(record, new HashSet<>(Set.of(record))));
        for (StoredEvent event : events) {
            for (UUID other : RecordFold.linked(List.of(event))) {
                Set<UUID> joined = Objects.requireNonNull(groups.get(event.recordId()));
                joined.addAll(Objects.requireNonNull(groups.get(other)));
                joined.forEach(record -> groups.put(record, joined));
            }
        }
        return new HashSet<>(groups.values());
    }
}
