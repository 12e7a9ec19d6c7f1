package dev.kennzahl.forecast.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.forecast.submission.SubmissionLog.Entry;
import dev.kennzahl.forecast.submission.SubmissionLog.Position;

/** Where a page of submissions or adjustments ends: at an instant and an id. */
final class EntryCursor {
    private EntryCursor() {}

    static @Nullable Position read(@Nullable String after) {
        String key = Page.keyOf(after);
        if (key == null) {
            return null;
        }
        String[] parts = key.split(" ", 2);
        try {
            if (parts.length == 2) {
                return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // said below
        }
        throw Page.invalidCursor();
    }

    static String key(Entry entry) {
        return entry.at() + " " + entry.id();
    }
}
