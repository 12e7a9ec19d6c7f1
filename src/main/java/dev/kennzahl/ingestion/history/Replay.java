package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The two-time history of records from their events alone: what we would believe, and would have believed at any time, had we
 * known from the start what the fold knows now. Events become known in the order they were recorded; only how they are read,
 * such as the zone that bare dates begin in, may differ from then.
 */
public final class Replay {
    private final RecordFold fold;

    public Replay(RecordFold fold) {
        this.fold = fold;
    }

    /**
     * All beliefs in the subjects, past and present.
     *
     * @param events all events of all subjects; those of records linked by merges must be complete
     */
    public List<Belief> beliefs(Collection<RecordFold.Subject> subjects, Collection<RecordedEvent> events) {
        Map<UUID, UUID> groups = groups(events);
        Map<UUID, List<RecordFold.Subject>> subjectsOf = new LinkedHashMap<>();
        subjects.forEach(subject -> subjectsOf
                .computeIfAbsent(group(groups, subject.id()), key -> new ArrayList<>())
                .add(subject));
        Map<UUID, List<RecordedEvent>> eventsOf = new HashMap<>();
        events.forEach(
                event -> eventsOf.computeIfAbsent(group(groups, event.event().recordId()), key -> new ArrayList<>())
                        .add(event));
        List<Belief> beliefs = new ArrayList<>();
        // Group by group, since a record's history has steps only where events of its own group became known.
        subjectsOf.forEach(
                (group, members) -> beliefs.addAll(ofGroup(members, eventsOf.getOrDefault(group, List.of()))));
        return beliefs;
    }

    /** The events, those of records that merges connect together. */
    public static Collection<List<RecordedEvent>> grouped(Collection<RecordedEvent> events) {
        Map<UUID, UUID> groups = groups(events);
        Map<UUID, List<RecordedEvent>> eventsOf = new LinkedHashMap<>();
        events.forEach(
                event -> eventsOf.computeIfAbsent(group(groups, event.event().recordId()), key -> new ArrayList<>())
                        .add(event));
        return eventsOf.values();
    }

    private List<Belief> ofGroup(List<RecordFold.Subject> subjects, List<RecordedEvent> events) {
        TreeMap<Instant, List<StoredEvent>> byTime = new TreeMap<>();
        Map<Instant, List<StoredEvent>> takenBack = new HashMap<>();
        for (RecordedEvent event : events) {
            byTime.computeIfAbsent(event.recordedAt(), time -> new ArrayList<>())
                    .add(event.event());
            if (!event.supersededAt().equals(Instant.MAX)) {
                byTime.computeIfAbsent(event.supersededAt(), time -> new ArrayList<>());
                takenBack
                        .computeIfAbsent(event.supersededAt(), time -> new ArrayList<>())
                        .add(event.event());
            }
        }
        List<Belief> past = new ArrayList<>();
        Map<Revision.Span, Belief> present = new LinkedHashMap<>();
        List<StoredEvent> known = new ArrayList<>();
        byTime.forEach((time, news) -> {
            takenBack.getOrDefault(time, List.of()).forEach(known::remove);
            known.addAll(news);
            Revision revision = Revision.of(present.keySet(), fold.fold(subjects, known), time);
            revision.ended()
                    .forEach(span -> past.add(
                            Objects.requireNonNull(present.remove(span)).until(time)));
            revision.added().forEach(belief -> present.put(belief.span(), belief));
        });
        past.addAll(present.values());
        return past;
    }

    /** The records that merges connect: from record to record up to the one that stands for the group and has no entry. */
    private static Map<UUID, UUID> groups(Collection<RecordedEvent> events) {
        Map<UUID, UUID> groups = new HashMap<>();
        for (RecordedEvent recorded : events) {
            UUID record = recorded.event().recordId();
            for (UUID other : RecordFold.linked(List.of(recorded.event()))) {
                UUID from = group(groups, other);
                UUID to = group(groups, record);
                if (!from.equals(to)) {
                    groups.put(from, to);
                }
            }
        }
        return groups;
    }

    private static UUID group(Map<UUID, UUID> groups, UUID record) {
        UUID group = record;
        for (UUID next = groups.get(group); next != null; next = groups.get(group)) {
            group = next;
        }
        return group;
    }
}
