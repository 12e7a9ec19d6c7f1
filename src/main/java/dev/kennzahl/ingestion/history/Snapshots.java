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

import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;

/**
 * Rows of files that describe a record as a whole. Later rows overlay earlier ones column by column; the result becomes facts:
 * a deal with a creation date and a closing date gets both as history, open in between. Other values of the row are taken to
 * have held all along, since nothing says otherwise, or, where changes are known, since the last of them.
 */
final class Snapshots {
    /** What a deal's closing changes; before it the row says nothing about these. */
    private static final Set<String> SET_BY_CLOSING =
            Set.of("status", "stage", "closed_at", "lost_reason", "probability", "forecast_category");

    private Snapshots() {}

    /**
     * The facts that follow from the rows among the events. A row of a file that came after all changes of the record says what
     * holds since the last of them, or, of its closing, since then; any other says how the record was before its changes.
     */
    static List<Fact> facts(EntityType entity, List<StoredEvent> events, ZoneId zone) {
        List<StoredEvent> rows =
                events.stream().filter(event -> event.kind() == Kind.SNAPSHOT).toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        if (!entity.hasLifecycle()) {
            return overlaid(rows).entrySet().stream()
                    .map(cell -> fact(Instant.MIN, cell.getKey(), cell.getValue()))
                    .toList();
        }
        List<StoredEvent> changes =
                events.stream().filter(event -> event.kind() == Kind.CHANGED).toList();
        long lastFile = changes.stream().mapToLong(StoredEvent::file).max().orElse(Long.MAX_VALUE);
        List<StoredEvent> later =
                rows.stream().filter(row -> row.file() > lastFile).toList();
        List<StoredEvent> first =
                rows.stream().filter(row -> row.file() <= lastFile).toList();
        List<Fact> facts = new ArrayList<>(first.isEmpty() ? List.of() : ofLife(entity, overlaid(first), zone));
        if (!later.isEmpty()) {
            Instant since = changes.stream()
                    .map(StoredEvent::occurredAt)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            facts.addAll(sinceTheLastChange(entity, overlaid(later), since, later, zone));
        }
        return facts;
    }

    private static Map<String, @Nullable String> overlaid(List<StoredEvent> rows) {
        Map<String, @Nullable String> row = new HashMap<>();
        rows.stream()
                .sorted(Comparator.comparingLong(StoredEvent::sequence).thenComparing(StoredEvent::key))
                .forEach(snapshot -> row.putAll(snapshot.fields()));
        return row;
    }

    private static List<Fact> sinceTheLastChange(
            EntityType entity, Map<String, @Nullable String> row, Instant since, List<StoredEvent> rows, ZoneId zone) {
        Instant ended = end(entity, row, zone);
        boolean closedSince = ended != null && isClosed(row) && since.isBefore(ended);
        Instant closing = closedSince ? ended : since;
        long sequence = rows.stream().mapToLong(StoredEvent::sequence).max().orElseThrow();
        return row.entrySet().stream()
                .map(cell -> new Fact(
                        SET_BY_CLOSING.contains(cell.getKey()) ? closing : since,
                        sequence,
                        false,
                        "",
                        cell.getKey(),
                        cell.getValue()))
                .toList();
    }

    private static List<Fact> ofLife(EntityType entity, Map<String, @Nullable String> row, ZoneId zone) {
        Instant created = instant(row.get("created_at"), zone);
        Instant ended = end(entity, row, zone);
        boolean closed = ended != null && isClosed(row);
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

    private static @Nullable Instant end(EntityType entity, Map<String, @Nullable String> row, ZoneId zone) {
        return entity == EntityType.DEAL ? instant(row.get("closed_at"), zone) : leadEnd(row, zone);
    }

    private static boolean isClosed(Map<String, @Nullable String> row) {
        String status = row.get("status");
        return status != null && !status.equals("open");
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
