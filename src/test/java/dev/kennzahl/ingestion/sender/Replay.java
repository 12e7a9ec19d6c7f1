package dev.kennzahl.ingestion.sender;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.ingestion.history.Version;

/** Takes in what a sender's class makes of deliveries, as the service does with a store: an event it knows has no effect. */
final class Replay {
    private final CrmSender sender;
    private final Map<UUID, RecordKey> records = new HashMap<>();
    private final Map<UUID, StoredEvent> log = new HashMap<>();

    Replay(CrmSender sender) {
        this.sender = sender;
    }

    Replay take(Iterable<ChangeEvent> events) {
        events.forEach(this::take);
        return this;
    }

    private void take(ChangeEvent event) {
        List<RecordKey> parties = new ArrayList<>(List.of(event.record()));
        Optional.ofNullable(event.merge()).ifPresent(merge -> parties.addAll(merge.losers()));
        for (RecordKey party : parties) {
            records.put(id(party), party);
            StoredEvent stored = stored(event, party);
            log.putIfAbsent(
                    ContentDigest.of(id(party).toString(), stored.eventId().toString()), stored);
        }
    }

    private static StoredEvent stored(ChangeEvent event, RecordKey party) {
        ChangeEvent.Merge merge = event.merge();
        return new StoredEvent(
                id(party),
                ContentDigest.of(event.record().sender(), event.record().account(), event.key()),
                StoredEvent.Kind.valueOf(event.kind().name()),
                event.occurredAt(),
                event.sequence(),
                event.key(),
                event.fields(),
                merge == null
                        ? null
                        : new StoredEvent.Merge(
                                id(event.record()),
                                merge.losers().stream().map(Replay::id).toList(),
                                merge.primary() == null ? null : id(merge.primary())));
    }

    /** The records' histories; a record that is only named, and never described, has none. */
    Map<RecordKey, List<Version>> histories() {
        List<RecordFold.Subject> subjects = records.entrySet().stream()
                .map(record -> new RecordFold.Subject(
                        record.getKey(), record.getValue().entity(), sender::status))
                .toList();
        Map<RecordKey, List<Version>> histories = new HashMap<>();
        new RecordFold(Samples.BERLIN).fold(subjects, log.values()).forEach((id, versions) -> {
            if (!versions.isEmpty()) {
                histories.put(record(id), versions);
            }
        });
        return histories;
    }

    RecordKey record(UUID id) {
        return Objects.requireNonNull(records.get(id));
    }

    /** The values a field went through, known ones only. */
    static List<String> steps(List<Version> history, String field) {
        List<String> steps = new ArrayList<>();
        for (Version version : history) {
            String value = text(version, field);
            if (value != null
                    && (steps.isEmpty() || !steps.get(steps.size() - 1).equals(value))) {
                steps.add(value);
            }
        }
        return steps;
    }

    static @Nullable String text(Version version, String field) {
        Object value = version.fields().get(field);
        return value == null ? null : value.toString();
    }

    private static UUID id(RecordKey key) {
        return ContentDigest.of(key.entity().key(), key.sender(), key.account(), key.objectType(), key.externalId());
    }
}
