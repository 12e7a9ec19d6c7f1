package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.PersonalData;

/**
 * Removes the rows of files that were set aside and name the person, and the examples of all dry runs: they are cut texts, in which
 * a name need not stand whole, and nobody needs them for long. The files themselves are gone once they are applied.
 */
@Singleton
class ErasedImports implements ErasurePlace {

    @Override
    public Uni<ErasureCounts> erase(SqlConnection connection, Erasing person) {
        List<String> keyColumns = new ArrayList<>(PersonalData.referencesTo(person.entity()));
        keyColumns.add(person.entity().keyColumn());
        keyColumns.add("name");
        return connection
                .preparedQuery(
                        """
                        DELETE FROM import_rejection r
                         WHERE tenant_id = $1 AND EXISTS (
                               SELECT FROM jsonb_each_text(r.source_row) cell, unnest($2::text[]) word
                                WHERE length(word) >= $3 AND strpos(lower(cell.value), lower(word)) > 0
                                   OR cell.value = word AND cell.key = ANY ($4))
                        """)
                .execute(Tuple.of(
                        person.tenantId(),
                        person.words().keySet().toArray(new String[0]),
                        Erasing.SHORTEST_IN_TEXT,
                        keyColumns.toArray(new String[0])))
                .call(() -> connection
                        .preparedQuery(
                                """
                                UPDATE import_job SET report = jsonb_set(report, '{differences}', '[]')
                                 WHERE tenant_id = $1 AND report IS NOT NULL
                                """)
                        .execute(Tuple.of(person.tenantId())))
                .map(removed -> new ErasureCounts(0, 0, 0, 0, removed.rowCount()));
    }
}
