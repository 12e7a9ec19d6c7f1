package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which record ended in which, and when. Merges are aliases (rule R6): chains resolve to the end, and what happens to a loser
 * after its merge happens to the survivor. The result depends on the set of merges only, not on their arrival: they take
 * effect in order of time, and of contradicting ones the earlier holds.
 */
final class MergeGroup {
    /** A loser's end: absorbed into the survivor at that time. */
    record Absorption(UUID survivor, Instant at) {}

    /** A survivor's beginning: it came to be by the merge, with what the primary was then. */
    record Birth(UUID primary, Instant at) {}

    private final Map<UUID, Absorption> absorptions = new HashMap<>();
    private final Map<UUID, Birth> births = new HashMap<>();
    private final Set<UUID> parties;

    MergeGroup(Collection<StoredEvent> events) {
        parties = mentioned(events);
        List<StoredEvent> merges = new ArrayList<>(
                events.stream().filter(event -> event.merge() != null).toList());
        // What the merge says comes last: two merges under one key must not leave the order to their arrival.
        merges.sort(Comparator.comparing(StoredEvent::occurredAt)
                .thenComparing(StoredEvent::key)
                .thenComparing(event -> String.valueOf(event.merge())));
        for (StoredEvent event : merges) {
            StoredEvent.Merge merge = Objects.requireNonNull(event.merge());
            if (merge.primary() != null) {
                bear(merge.survivor(), end(merge.primary()), event.occurredAt());
            }
            merge.losers().forEach(loser -> absorb(loser, merge.survivor(), event.occurredAt()));
        }
    }

    /** All records a merge event of the set speaks of. */
    static Set<UUID> mentioned(Collection<StoredEvent> events) {
        Set<UUID> mentioned = new LinkedHashSet<>();
        for (StoredEvent event : events) {
            StoredEvent.Merge merge = event.merge();
            if (merge != null) {
                mentioned.add(merge.survivor());
                mentioned.addAll(merge.losers());
                Optional.ofNullable(merge.primary()).ifPresent(mentioned::add);
            }
        }
        return mentioned;
    }

    /** Whether any merge speaks of the record, also one that has no effect. */
    boolean isParty(UUID record) {
        return parties.contains(record);
    }

    private void bear(UUID survivor, UUID primary, Instant at) {
        // Who is an alias already, or of whom the primary is one, was there before.
        if (!absorptions.containsKey(survivor) && !primary.equals(survivor)) {
            births.putIfAbsent(survivor, new Birth(primary, at));
        }
    }

    private void absorb(UUID loser, UUID survivor, Instant at) {
        UUID end = ownerAt(loser, Instant.MAX);
        // A record cannot end in itself: of contradicting merges the earlier one holds.
        if (!end.equals(ownerAt(survivor, Instant.MAX))) {
            absorptions.put(end, new Absorption(survivor, at));
        }
    }

    Optional<Absorption> absorption(UUID record) {
        return Optional.ofNullable(absorptions.get(record));
    }

    /** The merge that brought the record into being, if one did. */
    Optional<Birth> birth(UUID record) {
        return Optional.ofNullable(births.get(record));
    }

    /** The record that stands for this one at a time: itself before its merge and at its instant, the survivor after. */
    UUID ownerAt(UUID record, Instant time) {
        UUID owner = record;
        Absorption next = absorptions.get(owner);
        while (next != null && time.isAfter(next.at())) {
            owner = next.survivor();
            next = absorptions.get(owner);
        }
        return owner;
    }

    /** The record this one ends in. */
    UUID end(UUID record) {
        return ownerAt(record, Instant.MAX);
    }
}
