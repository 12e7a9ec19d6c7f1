package dev.kennzahl.metrics.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.metrics.DealContribution;
import dev.kennzahl.metrics.sql.DealRecords;

/** Where a page of records ended: date and id. */
final class RecordCursor {
    private RecordCursor() {}

    static String key(DealContribution deal) {
        return Objects.requireNonNull(deal.dated()) + " " + deal.id();
    }

    static DealRecords.@Nullable Position read(@Nullable String after) {
        String key = Page.keyOf(after);
        if (key == null) {
            return null;
        }
        String[] parts = key.split(" ", 2);
        try {
            if (parts.length == 2) {
                return new DealRecords.Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // said below
        }
        throw Page.invalidCursor();
    }
}
