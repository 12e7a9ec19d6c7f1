package dev.kennzahl.metrics.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.metrics.RecordContribution;
import dev.kennzahl.metrics.sql.Records;

/** Where a page of records ended: date, part and id. */
final class RecordCursor {
    private RecordCursor() {}

    static String key(RecordContribution record) {
        return Objects.requireNonNull(record.dated()) + " " + record.part() + " " + record.id();
    }

    static Records.@Nullable Position read(@Nullable String after) {
        String key = Page.keyOf(after);
        if (key == null) {
            return null;
        }
        String[] parts = key.split(" ", 3);
        try {
            if (parts.length == 3) {
                return new Records.Position(
                        Instant.parse(parts[0]), Integer.parseInt(parts[1]), UUID.fromString(parts[2]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // said below
        }
        throw Page.invalidCursor();
    }
}
