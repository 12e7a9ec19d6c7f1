package dev.kennzahl.ingestion.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.EntityType;

/** Short words for what happened to a few records, hour by hour, and for what the fold makes of it. */
final class Story {
    static final UUID A = new UUID(0, 0xA);
    static final UUID B = new UUID(0, 0xB);
    static final UUID C = new UUID(0, 0xC);
    static final UUID D = new UUID(0, 0xD);
    static final UUID E = new UUID(0, 0xE);
    static final List<UUID> RECORDS = List.of(A, B, C, D, E);
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Story() {}

    static Instant hour(long number) {
        return Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(number));
    }

    /** Field, value, field, value, …; null clears. */
    static Map<String, @Nullable String> fields(@Nullable String... namesAndValues) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    static StoredEvent event(UUID record, Kind kind, long hour, String key, @Nullable String... namesAndValues) {
        return event(record, kind, hour(hour), 0, key, fields(namesAndValues), null);
    }

    static StoredEvent changed(UUID record, long hour, String key, @Nullable String... namesAndValues) {
        return event(record, Kind.CHANGED, hour, key, namesAndValues);
    }

    static StoredEvent snapshot(UUID record, long sequence, @Nullable String... namesAndValues) {
        return event(record, Kind.SNAPSHOT, Instant.MIN, sequence, "row " + sequence, fields(namesAndValues), null);
    }

    static StoredEvent event(
            UUID record,
            Kind kind,
            Instant time,
            long sequence,
            String key,
            Map<String, @Nullable String> fields,
            StoredEvent.@Nullable Merge merge) {
        return new StoredEvent(record, ContentDigest.of(key), kind, time, sequence, key, fields, merge);
    }

    /** A change that was said to have happened on a day. */
    static StoredEvent changedOn(UUID record, String date, String key, @Nullable String... namesAndValues) {
        // The instant is of no account where a day was said, so it is a wrong one.
        return new StoredEvent(
                record,
                ContentDigest.of(key),
                Kind.CHANGED,
                Instant.EPOCH,
                LocalDate.parse(date),
                0,
                key,
                fields(namesAndValues),
                null);
    }

    /** The event as if only its day had been said. */
    static StoredEvent onItsDay(StoredEvent event) {
        if (event.kind() == Kind.SNAPSHOT) {
            return event;
        }
        return new StoredEvent(
                event.recordId(),
                event.eventId(),
                event.kind(),
                event.occurredAt(),
                event.occurredAt().atZone(BERLIN).toLocalDate(),
                event.sequence(),
                event.key(),
                event.fields(),
                event.merge());
    }

    /** A merge, as the log has it: once for each party. */
    static List<StoredEvent> merged(long hour, String key, UUID survivor, @Nullable UUID primary, UUID... losers) {
        StoredEvent.Merge merge = new StoredEvent.Merge(survivor, List.of(losers), primary);
        List<UUID> parties = new ArrayList<>(List.of(survivor));
        parties.addAll(List.of(losers));
        return parties.stream()
                .distinct()
                .map(party -> event(party, Kind.MERGED, hour(hour), 0, key, Map.of(), merge))
                .toList();
    }

    static RecordFold.Subject deal(UUID record) {
        return subject(record, EntityType.DEAL);
    }

    static RecordFold.Subject subject(UUID record, EntityType entity) {
        return new RecordFold.Subject(record, entity, fields -> fields.apply("status"));
    }

    static Map<UUID, List<Version>> fold(Collection<StoredEvent> events) {
        return new RecordFold(BERLIN).fold(RECORDS.stream().map(Story::deal).toList(), events);
    }

    static List<Version> fold(RecordFold.Subject subject, StoredEvent... events) {
        return Objects.requireNonNull(
                new RecordFold(BERLIN).fold(List.of(subject), List.of(events)).get(subject.id()));
    }

    /** The versions of deal A, told alone. */
    static List<Version> dealOf(StoredEvent... events) {
        return fold(deal(A), events);
    }

    static Version last(List<Version> versions) {
        return versions.get(versions.size() - 1);
    }

    /** How the record was at an instant. */
    static Version at(List<Version> versions, Instant time) {
        return versions.stream()
                .filter(version ->
                        !version.validFrom().isAfter(time) && version.validTo().isAfter(time))
                .findFirst()
                .orElseThrow();
    }
}
