package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;

/**
 * An event about to be recorded, and whom it concerns.
 *
 * @param record who it is stored for; a merge is stored once for every party
 */
record Change(RecordKey record, StoredEvent event, Origin origin) {

    /** The sender of what comes in files. */
    static final String IMPORT = "import";

    /** Where a change came in. */
    record Origin(@Nullable UUID connectionId, @Nullable Long deliveryId, @Nullable UUID importId) {}

    static UUID idOf(RecordKey key) {
        return ContentDigest.of(key.entity().key(), key.sender(), key.account(), key.objectType(), key.externalId());
    }

    /** The changes that a sender's event amounts to: one, or one for each party of a merge. */
    static List<Change> of(ChangeEvent event, Origin origin) {
        ChangeEvent.Merge merge = event.merge();
        StoredEvent.Merge stored = merge == null
                ? null
                : new StoredEvent.Merge(
                        idOf(event.record()),
                        merge.losers().stream().map(Change::idOf).toList(),
                        merge.primary() == null ? null : idOf(merge.primary()));
        String sender = event.record().sender();
        String account = event.record().account();
        // Of two merges under one key each stands: one that only some of its parties knew of would depend on the order.
        UUID eventId = stored == null
                ? ContentDigest.of(sender, account, event.key())
                : ContentDigest.of(sender, account, event.key(), stored.toString());
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
    static Change ofRow(EntityType entity, RowTranslator.Statement row, long sequence, UUID importId) {
        RecordKey record = new RecordKey(entity, IMPORT, "", entity.dataset(), Objects.requireNonNull(row.id()));
        Instant changedAt = row.changedAt();
        UUID eventId = changedAt == null
                ? ContentDigest.of("snapshot", importId.toString(), Long.toString(sequence))
                : ContentDigest.of(
                        "row",
                        // As it was said: the same row is the same event whatever the zone is.
                        (row.changedOn() == null ? changedAt : row.changedOn()).toString(),
                        new TreeMap<>(row.fields()).toString());
        StoredEvent event = new StoredEvent(
                idOf(record),
                eventId,
                changedAt == null ? StoredEvent.Kind.SNAPSHOT : StoredEvent.Kind.CHANGED,
                changedAt == null ? Instant.MIN : changedAt,
                row.changedOn(),
                sequence,
                eventId.toString(),
                row.fields(),
                null);
        return new Change(record, event, new Origin(null, null, importId));
    }

    /** Whether anything in it means another instant in another zone; of evidence, which instants may follow from, anything may. */
    boolean holdsBareDates() {
        return event.occurredOn() != null
                || event.fields().entrySet().stream()
                        .anyMatch(field -> (field.getKey().startsWith("_")
                                        || record.entity().fields().get(field.getKey()) == FieldType.INSTANT)
                                && field.getValue() != null
                                && FieldType.bareDate(field.getValue()).isPresent());
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
                        last.occurredOn(),
                        last.sequence(),
                        last.key(),
                        fields,
                        null),
                later.origin);
    }
}
