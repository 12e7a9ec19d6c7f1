package dev.kennzahl.forecast.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.metrics.PipelineMoves.Move;
import dev.kennzahl.metrics.PipelineMoves.Position;

/** Where a page of a waterfall's deals ended: id and step. */
final class MoveCursor {
    private MoveCursor() {}

    static String key(Move move) {
        return move.id() + " " + move.step().key();
    }

    static @Nullable Position read(@Nullable String after) {
        String key = Page.keyOf(after);
        if (key == null) {
            return null;
        }
        String[] parts = key.split(" ", 2);
        try {
            if (parts.length == 2) {
                return new Position(UUID.fromString(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Page.invalidCursor();
    }
}
