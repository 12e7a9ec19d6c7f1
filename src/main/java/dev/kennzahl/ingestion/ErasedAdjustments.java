package dev.kennzahl.ingestion;

import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.EntityType;

/** Takes a person out of what managers made of submissions; the figures stay. */
@Singleton
class ErasedAdjustments implements ErasurePlace {
    private static final List<String> REFERENCES = List.of("owner_id", "manager_id");

    @Override
    public Uni<ErasureCounts> erase(SqlConnection connection, Erasing person) {
        return notes(connection, person)
                .chain(() -> person.entity() == EntityType.EMPLOYEE
                        ? references(connection, person)
                        : Uni.createFrom().item(ErasureCounts.NONE));
    }

    private static Uni<ErasureCounts> references(SqlConnection connection, Erasing person) {
        String[] keys = person.pseudonyms().keySet().toArray(new String[0]);
        String[] pseudonyms = person.pseudonyms().values().toArray(new String[0]);
        return Multi.createFrom()
                .iterable(REFERENCES)
                .onItem()
                .transformToUniAndConcatenate(column -> connection
                        // A note about somebody's figure is about somebody.
                        .preparedQuery("UPDATE forecast_adjustment a SET " + column + " = p.pseudonym, note = NULL"
                                + " FROM unnest($2::text[], $3::text[]) p (key, pseudonym) WHERE a.tenant_id = $1 AND a."
                                + column + " = p.key")
                        .execute(Tuple.of(person.tenantId(), keys, pseudonyms)))
                .collect()
                .asList()
                .map(updates -> ErasureCounts.ofReferences(
                        updates.stream().mapToInt(rows -> rows.rowCount()).sum()));
    }

    /** A note that names the person goes: of its other words nobody knows what they tell. */
    private static Uni<Void> notes(SqlConnection connection, Erasing person) {
        return connection
                .preparedQuery(
                        """
                        UPDATE forecast_adjustment SET note = NULL
                         WHERE tenant_id = $1 AND EXISTS (
                               SELECT FROM unnest($2::text[]) word
                                WHERE length(word) >= $3 AND strpos(lower(note), lower(word)) > 0 OR note = word)
                        """)
                .execute(Tuple.of(
                        person.tenantId(), person.words().keySet().toArray(new String[0]), Erasing.SHORTEST_IN_TEXT))
                .replaceWithVoid();
    }
}
