package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.catalogue.Direction;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.database.SqlTime;

/** The KPIs that tenants wrote, every version of them. */
@Singleton
class CustomKpiStore {
    private static final String COLUMNS =
            "SELECT key, version, expression, labels, descriptions, category, direction, created_at, retired_at FROM custom_kpi"
                    + " WHERE tenant_id = $1";

    /** Those that hold, by key. */
    Uni<List<CustomDefinition>> current(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery(COLUMNS + " AND retired_at IS NULL ORDER BY key")
                .execute(Tuple.of(tenantId))
                .map(CustomKpiStore::read);
    }

    /** Those of the versions named, by their keys. */
    Uni<List<CustomDefinition>> of(SqlConnection connection, int tenantId, Map<String, Integer> versions) {
        return connection
                .preparedQuery(COLUMNS
                        + " AND (key, version) IN (SELECT * FROM unnest($2::text[], $3::integer[])) ORDER BY key")
                .execute(Tuple.of(
                        tenantId,
                        versions.keySet().toArray(new String[0]),
                        versions.values().toArray(new Integer[0])))
                .map(CustomKpiStore::read);
    }

    /** All versions there ever were of a key, the newest first. */
    Uni<List<CustomDefinition>> versions(SqlConnection connection, int tenantId, String key) {
        return connection
                .preparedQuery(COLUMNS + " AND key = $2 ORDER BY version DESC")
                .execute(Tuple.of(tenantId, key))
                .map(CustomKpiStore::read);
    }

    /** Keeps all others from changing the tenant's KPIs until the transaction ends, and notes that they change. */
    Uni<Void> take(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("UPDATE tenant SET kpi_revision = kpi_revision + 1 WHERE tenant_id = $1")
                .execute(Tuple.of(tenantId))
                .replaceWithVoid();
    }

    Uni<Void> add(SqlConnection connection, int tenantId, CustomDefinition definition) {
        KpiCategory category = definition.category();
        return connection
                .preparedQuery(
                        """
                        INSERT INTO custom_kpi (tenant_id, key, version, expression, labels, descriptions, category, direction, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenantId,
                        definition.key(),
                        definition.version(),
                        definition.expression(),
                        json(definition.labels()),
                        json(definition.descriptions()),
                        category == null ? null : category.name(),
                        definition.direction().name(),
                        SqlTime.parameter(definition.createdAt()))))
                .replaceWithVoid();
    }

    /** That the version which holds does so no longer. */
    Uni<Void> retire(SqlConnection connection, int tenantId, String key, Instant when) {
        return connection
                .preparedQuery(
                        "UPDATE custom_kpi SET retired_at = $3 WHERE tenant_id = $1 AND key = $2 AND retired_at IS NULL")
                .execute(Tuple.of(tenantId, key, SqlTime.parameter(when)))
                .replaceWithVoid();
    }

    private static JsonObject json(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }

    private static List<CustomDefinition> read(Iterable<Row> rows) {
        List<CustomDefinition> definitions = new ArrayList<>();
        for (Row row : rows) {
            String category = row.getString(5);
            definitions.add(new CustomDefinition(
                    row.getString(0),
                    row.getInteger(1),
                    row.getString(2),
                    texts(row.getJsonObject(3)),
                    texts(row.getJsonObject(4)),
                    category == null ? null : KpiCategory.valueOf(category),
                    Direction.valueOf(row.getString(6)),
                    Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(7))),
                    SqlTime.instant(row.getOffsetDateTime(8))));
        }
        return definitions;
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new TreeMap<>();
        json.fieldNames().forEach(language -> texts.put(language, json.getString(language)));
        return texts;
    }
}
