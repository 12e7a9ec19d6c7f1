package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.SqlTime;

/**
 * Empties the raw requests that told of a person. Those whose events are stored are known; others told nothing new, were set aside
 * or could not be read, and are searched for its keys and names. What waits to be applied is emptied once it is, see
 * {@link ErasureGuard}; what waits to be applied again stays as it was read before. A body emptied in error costs no figure, one that stays is a trace: in doubt it goes.
 */
@Singleton
class ErasedDeliveries implements ErasurePlace {

    @Override
    public Uni<ErasureCounts> erase(SqlConnection connection, Erasing person) {
        Set<String> needles = new LinkedHashSet<>();
        person.words().keySet().forEach(word -> needles.addAll(needles(word)));
        Buffer[] bytes = needles.stream()
                .map(needle -> Buffer.buffer(needle.getBytes(StandardCharsets.UTF_8)))
                .toArray(Buffer[]::new);
        return connection
                .preparedQuery(
                        """
                        UPDATE delivery SET body = '', headers = '{}', query = '', purged_at = $3,
                               status = CASE status WHEN 'received' THEN 'applied' ELSE status END
                         WHERE tenant_id = $1 AND purged_at IS NULL AND (
                               delivery_id = ANY ($2) AND applied_at IS NOT NULL
                               OR status <> 'received' AND (status = 'dead' OR duplicates > 0 OR ignored > 0 OR jsonb_array_length(rejections) > 0)
                              AND EXISTS (SELECT FROM unnest($4::bytea[]) needle
                                   WHERE position(needle IN body) > 0 OR position(needle IN convert_to(query, 'UTF8')) > 0
                                      OR position(needle IN convert_to(headers::text, 'UTF8')) > 0))
                        """)
                .execute(Tuple.of(
                        person.tenantId(),
                        person.deliveries().toArray(new Long[0]),
                        SqlTime.parameter(person.at()),
                        bytes))
                .map(purged -> new ErasureCounts(0, 0, 0, purged.rowCount(), 0))
                .call(() -> clearOutcomes(connection, person));
    }

    /** What was set aside of a delivery names the record by its sender's id. */
    private static Uni<Void> clearOutcomes(SqlConnection connection, Erasing person) {
        return connection
                .preparedQuery(
                        """
                        UPDATE delivery SET rejections = (SELECT jsonb_agg(CASE WHEN r ->> 'recordId' = ANY ($2)
                                                                 THEN jsonb_set(r, '{recordId}', 'null') ELSE r END)
                                                            FROM jsonb_array_elements(rejections) r)
                         WHERE tenant_id = $1 AND jsonb_array_length(rejections) > 0
                           AND EXISTS (SELECT FROM jsonb_array_elements(rejections) r WHERE r ->> 'recordId' = ANY ($2))
                        """)
                .execute(
                        Tuple.of(person.tenantId(), person.pseudonyms().keySet().toArray(new String[0])))
                .replaceWithVoid();
    }

    /** How a word may be written in a body: plain, in JSON with or without its letters beyond ASCII, in XML. */
    static Set<String> needles(String word) {
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(word));
        String ascii = ascii(json);
        String xml = word.replace("&", "&amp;").replace("<", "&lt;");
        if (word.length() < Erasing.SHORTEST_IN_TEXT) {
            // As part of other words it would be everywhere.
            return new LinkedHashSet<>(List.of('"' + json + '"', '"' + ascii + '"', '>' + xml + '<'));
        }
        Set<String> needles = new LinkedHashSet<>(List.of(word, json, ascii, ascii.toLowerCase(Locale.ROOT), xml));
        // A body is bytes, so that there is no search in any case; these are the two that people write besides.
        needles.add(json.toLowerCase(Locale.ROOT));
        needles.add(json.toUpperCase(Locale.ROOT));
        return needles;
    }

    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars()
                .forEach(letter ->
                        ascii.append(letter < 128 ? Character.toString(letter) : String.format("\\u%04x", letter)));
        return ascii.toString();
    }
}
