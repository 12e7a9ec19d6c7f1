package dev.kennzahl.metrics.shape;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.problem.Problem;

/**
 * By what a page's customer or employee is asked for: the id of a record, or a business key.
 *
 * @param recordId null where the text is no id
 */
record PageKey(String text, @Nullable UUID recordId) {
    /** @param what the kind of record, for who asks for what cannot be */
    static PageKey of(String what, String text) {
        if (text.indexOf('\u0000') >= 0) { // no text that is stored has it
            throw Problem.notFound(what, text.replace('\u0000', '?'));
        }
        try {
            return new PageKey(text, UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return new PageKey(text, null);
        }
    }

    /** Restricts versions called {@code v} to those meant, one of them: by id, else by key, of two senders' records the first. */
    String chosen(SubjectRows sql) {
        String record = recordId == null ? "v.record_id IS NULL" : "v.record_id = " + sql.bind(recordId);
        return " AND (" + record + " OR v.external_id = " + sql.bind(text) + ") ORDER BY " + record
                + " DESC, v.record_id LIMIT 1";
    }
}
