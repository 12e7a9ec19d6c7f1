package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.PersonalData;

/**
 * Puts the pseudonym in the place of the key where settings lead to a person: the owners of connections, the values and defaults of
 * column mappings. What they lead from, the sender's own ids, stays: without it the next event would bring them as they are.
 */
@Singleton
class ErasedSettings implements ErasurePlace {
    private final ObjectMapper json;

    ErasedSettings(ObjectMapper json) {
        this.json = json;
    }

    /** A column that holds settings as JSON, and the columns that tell its row from others. */
    private record Setting(String table, String column, String id) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("connection", "options", "connection_id::text"),
            new Setting("import_mapping", "definition", "name"),
            new Setting("import_job", "mapping", "import_id::text"));

    @Override
    public Uni<ErasureCounts> erase(SqlConnection connection, Erasing person) {
        return Multi.createFrom()
                .iterable(SETTINGS)
                .onItem()
                .transformToUniAndConcatenate(setting -> erase(connection, person, setting))
                .collect()
                .asList()
                .map(counts -> ErasureCounts.ofReferences(
                        counts.stream().mapToInt(Integer::intValue).sum()));
    }

    private record Row(String id, String text) {}

    private Uni<Integer> erase(SqlConnection connection, Erasing person, Setting setting) {
        return connection
                .preparedQuery("SELECT " + setting.id() + ", " + setting.column() + " FROM " + setting.table()
                        + " WHERE tenant_id = $1 AND " + setting.column() + " IS NOT NULL")
                .execute(Tuple.of(person.tenantId()))
                .map(rows -> {
                    List<Row> changed = new ArrayList<>();
                    rows.forEach(row -> {
                        String text = row.getString(1);
                        String replaced = replaced(text, person);
                        if (!replaced.equals(text)) {
                            changed.add(new Row(row.getString(0), replaced));
                        }
                    });
                    return changed;
                })
                .flatMap(changed -> Multi.createFrom()
                        .iterable(changed)
                        .onItem()
                        .transformToUniAndConcatenate(row -> connection
                                .preparedQuery("UPDATE " + setting.table() + " SET " + setting.column()
                                        + " = $3 WHERE tenant_id = $1 AND " + setting.id() + " = $2")
                                .execute(Tuple.of(person.tenantId(), row.id(), row.text())))
                        .collect()
                        .asList()
                        .map(List::size));
    }

    /** The text as it was, unless the person is in it. */
    private String replaced(String text, Erasing person) {
        try {
            JsonNode settings = json.readTree(text);
            List<String> columns = new ArrayList<>(PersonalData.referencesTo(person.entity()));
            columns.add(person.entity().keyColumn());
            boolean found = person.entity() == EntityType.EMPLOYEE && replace(settings.path("owners"), person);
            for (String column : columns) {
                found |= replace(settings.path("values").path(column), person);
                found |= replace(settings.path("defaults"), column, person);
            }
            return found ? json.writeValueAsString(settings) : text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings were read before they were stored", e);
        }
    }

    private static boolean replace(JsonNode values, Erasing person) {
        boolean found = false;
        for (Map.Entry<String, JsonNode> value : List.copyOf(values.properties())) {
            found |= replace(values, value.getKey(), person);
        }
        return found;
    }

    private static boolean replace(JsonNode values, String name, Erasing person) {
        return person.pseudonymOf(values.path(name).textValue())
                .map(pseudonym -> {
                    ((ObjectNode) values).put(name, pseudonym);
                    return true;
                })
                .orElse(false);
    }
}
