package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.ingestion.history.StoredEvent;

/**
 * An event about to be recorded, and whom it concerns.
 *
 * @param record who it is stored for; a merge is stored once for every party
 */
record Change(RecordKey record, StoredEvent event, Origin origin) {

    /** Where a change came in. */
    record Origin(@Nullable UUID connectionId, @Nullable Long deliveryId, @Nullable UUID importId) {}

    static UUID idOf(RecordKey key) {
        return ContentDigest.of(key.entity().key(), key.sender(), key.account(), key.objectType(), key.externalId());
    }

    /** The changes that a sender's event amounts to: one, or one for each party of a merge. */
    static List<Change> of(ChangeEvent event, Origin origin) {
        UUID eventId = ContentDigest.of(event.record().sender(), event.record().account(), event.key());
        ChangeEvent.Merge merge = event.merge();
        StoredEvent.Merge stored = merge == null
                ? null
                : new StoredEvent.Merge(
                        idOf(event.record()),
                        merge.losers().stream().map(Change::idOf).toList(),
                        merge.primary() == null ? null : idOf(merge.primary()));
        List<RecordKey> parties = new ArrayList<>(List.of(event.record()));
        if (merge != null) {
            parties.addAll(merge.losers());
        }
        return parties.stream()
                .map(party -> new Change(
                        party,
                        new StoredEvent(
                                idOf(party),
                                eventId,
                                StoredEvent.Kind.valueOf(event.kind().name()),
                                event.occurredAt(),
                                event.sequence(),
                                event.key(),
                                event.fields(),
                                stored),
                        origin))
                .toList();
    }

    /** A row of a file: a change at an instant, or, without one, a description of the record as a whole. */
    static Change ofRow(
            RecordKey record,
            @Nullable Instant changedAt,
            long sequence,
            Map<String, @Nullable String> fields,
            UUID importId) {
        String content = new java.util.TreeMap<>(fields).toString();
        boolean snapshot = changedAt == null;
        UUID eventId = snapshot
                ? ContentDigest.of("snapshot", importId.toString(), Long.toString(sequence))
                : ContentDigest.of("row", changedAt.toString(), content);
        StoredEvent event = new StoredEvent(
                idOf(record),
                eventId,
                snapshot ? StoredEvent.Kind.SNAPSHOT : StoredEvent.Kind.CHANGED,
                snapshot ? Instant.MIN : changedAt,
                sequence,
                eventId.toString(),
                fields,
                null);
        return new Change(record, event, new Origin(null, null, importId));
    }

    /** Two rows of one turn about one record are one statement: the later one, over what only the earlier one says. */
    Change overlaidBy(Change later) {
        Map<String, @Nullable String> fields = new java.util.LinkedHashMap<>(event.fields());
        fields.putAll(later.event.fields());
        StoredEvent last = later.event;
        return new Change(
                later.record,
                new StoredEvent(
                        last.recordId(),
                        last.eventId(),
                        last.kind(),
                        last.occurredAt(),
                        last.sequence(),
                        last.key(),
                        fields,
                        null),
                later.origin);
    }
}
