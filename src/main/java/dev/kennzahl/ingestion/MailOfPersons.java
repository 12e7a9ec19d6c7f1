package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.PersonalData;

/**
 * Finds mail addresses that stand in what refers to a person and nowhere else: whoever else they may belong to, they lead to the
 * person. One that others have as well, such as that of a colleague who sells, is left: it leads to nobody erased, and figures that are
 * grouped by it keep their groups.
 */
@Singleton
class MailOfPersons {
    private static final String ADDRESS = "[[:alnum:]][[:alnum:]._%+-]*@[[:alnum:].-]+[.][[:alpha:]]{2,}";

    /**
     * The addresses, in small letters.
     *
     * @param own the person's own records
     * @param referring the other records that refer to the person
     */
    Uni<Set<String>> alone(
            SqlConnection connection,
            int tenantId,
            EntityType entity,
            Set<UUID> own,
            Set<UUID> referring,
            Set<String> keys) {
        Set<UUID> all = new LinkedHashSet<>(own);
        all.addAll(referring);
        return find(connection, tenantId, entity, referring, keys)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : elsewhere(connection, tenantId, entity, all, keys, found)
                                .map(others -> {
                                    Set<String> alone = new LinkedHashSet<>(found);
                                    alone.removeAll(others);
                                    return alone;
                                }));
    }

    private static Uni<Set<String>> find(
            SqlConnection connection, int tenantId, EntityType entity, Set<UUID> records, Set<String> keys) {
        List<String> texts = new ArrayList<>();
        for (String table : List.of("change_event", "superseded_event")) {
            texts.add("SELECT fields::text AS said FROM " + table + " WHERE tenant_id = $1 AND record_id = ANY ($2)");
        }
        factTypes(entity)
                .forEach(type -> texts.add("SELECT custom::text FROM " + type.table() + " WHERE tenant_id = $1 AND ("
                        + refers(type, entity) + ")"));
        return read(
                connection,
                "SELECT DISTINCT lower(m[1]) FROM (" + String.join(" UNION ALL ", texts) + ") t,"
                        + " regexp_matches(said, '(" + ADDRESS + ")', 'g') m WHERE strpos(said, '@') > 0",
                Tuple.of(tenantId, records.toArray(new UUID[0]), keys.toArray(new String[0])));
    }

    /** Those of the addresses that stand in what has nothing to do with the person. */
    private static Uni<Set<String>> elsewhere(
            SqlConnection connection,
            int tenantId,
            EntityType entity,
            Set<UUID> records,
            Set<String> keys,
            Set<String> addresses) {
        List<String> texts = new ArrayList<>();
        for (String table : List.of("change_event", "superseded_event")) {
            texts.add("SELECT fields::text AS said FROM " + table + " WHERE tenant_id = $1 AND record_id <> ALL ($2)");
        }
        for (FactType type : FactType.values()) {
            boolean mayRefer = factTypes(entity).contains(type);
            texts.add("SELECT custom::text FROM " + type.table() + " WHERE tenant_id = $1"
                    + (mayRefer ? " AND (" + refers(type, entity) + ") IS NOT TRUE" : ""));
        }
        return read(
                connection,
                "SELECT DISTINCT address FROM (" + String.join(" UNION ALL ", texts)
                        + ") t JOIN unnest($4::text[]) address"
                        + " ON strpos(said, '@') > 0 AND strpos(lower(said), address) > 0",
                Tuple.of(
                        tenantId,
                        records.toArray(new UUID[0]),
                        keys.toArray(new String[0]),
                        addresses.toArray(new String[0])));
    }

    private static List<FactType> factTypes(EntityType entity) {
        return List.of(FactType.values()).stream()
                .filter(type -> PersonalData.referencesTo(entity).stream()
                        .anyMatch(field -> type.field(field).isPresent()))
                .toList();
    }

    private static String refers(FactType type, EntityType entity) {
        return PersonalData.referencesTo(entity).stream()
                .filter(field -> type.field(field).isPresent())
                .map(field -> field + " = ANY ($3)")
                .collect(Collectors.joining(" OR "));
    }

    private static Uni<Set<String>> read(SqlConnection connection, String statement, Tuple values) {
        return connection.preparedQuery(statement).execute(values).map(rows -> {
            Set<String> found = new LinkedHashSet<>();
            for (Row row : rows) {
                found.add(row.getString(0));
            }
            return found;
        });
    }
}
