package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;

/**
 * Rows of files that describe a record as a whole. Later rows overlay earlier ones column by column; the result becomes facts:
 * a deal with a creation date and a closing date gets both as history, open in between. Other values of the row are taken to
 * have held all along, since nothing says otherwise.
 */
final class Snapshots {
    /** What a deal's closing changes; before it the row says nothing about these. */
    private static final Set<String> SET_BY_CLOSING =
            Set.of("status", "stage", "closed_at", "lost_reason", "probability", "forecast_category");

    private Snapshots() {}

    static List<Fact> facts(EntityType entity, List<StoredEvent> snapshots, ZoneId zone) {
        if (snapshots.isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable String> row = new HashMap<>();
        snapshots.stream()
                .sorted(Comparator.comparingLong(StoredEvent::sequence).thenComparing(StoredEvent::key))
                .forEach(snapshot -> row.putAll(snapshot.fields()));
        if (!entity.hasLifecycle()) {
            return row.entrySet().stream()
                    .map(cell -> fact(Instant.MIN, cell.getKey(), cell.getValue()))
                    .toList();
        }
        return ofLife(entity, row, zone);
    }

    private static List<Fact> ofLife(EntityType entity, Map<String, @Nullable String> row, ZoneId zone) {
        Instant created = instant(row.get("created_at"), zone);
        Instant ended = entity == EntityType.DEAL ? instant(row.get("closed_at"), zone) : leadEnd(row, zone);
        String status = row.get("status");
        boolean closed = status != null && !status.equals("open") && ended != null;
        List<Fact> facts = new ArrayList<>();
        if (closed && created != null && created.isBefore(ended)) {
            row.forEach(
                    (field, value) -> facts.add(fact(SET_BY_CLOSING.contains(field) ? ended : created, field, value)));
            facts.add(fact(created, "status", "open"));
        } else {
            Instant start = closed ? ended : created;
            row.forEach((field, value) -> facts.add(fact(start == null ? Instant.MIN : start, field, value)));
        }
        return facts;
    }

    private static @Nullable Instant leadEnd(Map<String, @Nullable String> row, ZoneId zone) {
        String status = row.get("status");
        if (status == null) {
            return null;
        }
        return switch (status) {
            case "qualified" -> instant(row.get("qualified_at"), zone);
            case "converted" -> instant(row.get("converted_at"), zone);
            case "disqualified" -> instant(row.get("disqualified_at"), zone);
            default -> null;
        };
    }

    private static @Nullable Instant instant(@Nullable String text, ZoneId zone) {
        return text == null ? null : (Instant) FieldType.INSTANT.parse(text, zone);
    }

    private static Fact fact(Instant time, String field, @Nullable String value) {
        // Weakest of its instant: a row that names its time of change knows better.
        return new Fact(time, Long.MIN_VALUE, true, "", field, value);
    }
}
