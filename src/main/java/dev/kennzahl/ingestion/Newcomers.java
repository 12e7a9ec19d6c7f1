package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.kennzahl.ingestion.history.RecordedEvent;

/**
 * The records that a turn is the first to speak of. All that is recorded of them is what the turn says, so nothing of them
 * need be read back; of a first load, which is all newcomers, that spares most of the reading.
 */
final class Newcomers {
    private static final int NANOS_OF_MICRO = 1000;

    private final Map<UUID, List<Change>> changes = new LinkedHashMap<>();

    /** Nobody. */
    Newcomers() {}

    /** @param unknown the records that the turn entered */
    static Newcomers among(List<Change> fresh, Set<UUID> unknown) {
        Newcomers newcomers = new Newcomers();
        Set<UUID> rounded = new HashSet<>();
        for (Change change : fresh) {
            UUID record = change.event().recordId();
            if (unknown.contains(record)) {
                newcomers
                        .changes
                        .computeIfAbsent(record, id -> new ArrayList<>())
                        .add(change);
                if (isRounded(change.event().occurredAt())) {
                    rounded.add(record);
                }
            }
        }
        newcomers.changes.keySet().removeAll(rounded);
        return newcomers;
    }

    /** The log keeps whole microseconds. The fold must see the time that it will see when it is done again. */
    static boolean isRounded(Instant time) {
        return time.getNano() % NANOS_OF_MICRO != 0;
    }

    /** Those who are among the records. */
    Newcomers within(Set<UUID> records) {
        Newcomers some = new Newcomers();
        changes.forEach((id, ofRecord) -> {
            if (records.contains(id)) {
                some.changes.put(id, ofRecord);
            }
        });
        return some;
    }

    Set<UUID> records() {
        return changes.keySet();
    }

    List<RecordedEvent> events(Instant recordedAt) {
        List<RecordedEvent> events = new ArrayList<>();
        changes.values()
                .forEach(ofRecord ->
                        ofRecord.forEach(change -> events.add(new RecordedEvent(change.event(), recordedAt))));
        return events;
    }

    /** The directory with the newcomers entered. */
    List<RecordDirectory.Entry> enteredIn(List<RecordDirectory.Entry> directory) {
        List<RecordDirectory.Entry> all = new ArrayList<>(directory);
        changes.forEach((id, ofRecord) -> {
            RecordKey key = ofRecord.get(0).record();
            all.add(new RecordDirectory.Entry(id, key.entity(), key.sender(), key.externalId()));
        });
        return all;
    }
}
