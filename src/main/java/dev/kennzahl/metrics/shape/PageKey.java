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
        String record = meant(sql, "v");
        String key = sql.bind(text);
        return " AND (" + record + " OR v.external_id = " + key + ") ORDER BY " + record + " DESC, v.record_id LIMIT 1";
    }

    /**
     * The same of customers, which are merged: who names one that was means the record that it ended in, unless another goes on
     * under its key.
     */
    String chosenOrSurvivor(SubjectRows sql) {
        String key = sql.bind(text);
        String record = meant(sql, "v");
        String merged = sql.text(
                """
                SELECT m.merged_into FROM customer_version m
                 WHERE m.tenant_id = :tenant AND :known(m) AND m.valid_to = 'infinity' AND m.status = 'merged' AND
                """);
        return " AND (" + record + " OR v.external_id = " + key + " OR v.record_id IN (" + merged + " ("
                + meant(sql, "m")
                + " OR m.external_id = " + key + "))) ORDER BY " + record + " DESC, v.external_id = " + key
                + " DESC, v.record_id LIMIT 1";
    }

    private String meant(SubjectRows sql, String versions) {
        return versions + ".record_id" + (recordId == null ? " IS NULL" : " = " + sql.bind(recordId));
    }

    /** Whether it names this very record, and none that was merged into it. */
    boolean names(String key, UUID id) {
        return text.equals(key) || id.equals(recordId);
    }
}
