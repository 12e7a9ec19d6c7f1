package dev.kennzahl.ingestion;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.EntityType;

/**
 * Finds the deals and leads that are a person's: those that name it, the deals that came of such leads and the leads that such deals stem
 * from, each with what it was merged with. Of a lead it is its deals alone: another lead of the same deal is another person.
 */
@Singleton
class DealsOfPersons {
    private static final String SAID = "(SELECT tenant_id, record_id, fields FROM change_event"
            + " UNION ALL SELECT tenant_id, record_id, fields FROM superseded_event)";

    /**
     * What is a person's.
     *
     * @param records the deals and leads, without the person itself
     * @param keys their business keys, also of deals that nothing else is known of
     */
    record Found(Set<UUID> records, Map<EntityType, Set<String>> keys) {
        String[] keysOf(EntityType entity) {
            return keys.getOrDefault(entity, Set.of()).toArray(new String[0]);
        }
    }

    /**
     * @param own the person's own records
     * @param referring the other records of which some event refers to the person
     */
    Uni<Found> of(SqlConnection connection, int tenantId, EntityType person, Set<UUID> own, Set<UUID> referring) {
        return merged(connection, tenantId, referring)
                .flatMap(direct -> found(connection, tenantId, direct, Map.of()))
                .flatMap(direct -> named(connection, tenantId, person, own, direct)
                        .flatMap(named -> naming(connection, tenantId, person, direct)
                                .flatMap(naming -> records(connection, tenantId, named)
                                        .flatMap(records -> {
                                            Set<UUID> all = union(union(direct.records(), naming), records);
                                            return merged(connection, tenantId, all);
                                        })
                                        .flatMap(all -> found(connection, tenantId, all, named)))))
                .map(all -> without(own, all));
    }

    private static Found without(Set<UUID> own, Found all) {
        Set<UUID> others = new LinkedHashSet<>(all.records());
        others.removeAll(own);
        return new Found(others, all.keys());
    }

    /** Those of the records that are deals or leads, with their keys and others. */
    private static Uni<Found> found(
            SqlConnection connection, int tenantId, Set<UUID> records, Map<EntityType, Set<String>> besides) {
        return connection
                .preparedQuery("SELECT record_id, entity, external_id FROM record"
                        + " WHERE tenant_id = $1 AND record_id = ANY ($2) AND entity IN ('deal', 'lead')")
                .execute(Tuple.of(tenantId, records.toArray(new UUID[0])))
                .map(rows -> {
                    Found found = new Found(new LinkedHashSet<>(), new EnumMap<>(EntityType.class));
                    besides.forEach((entity, keys) -> found.keys().put(entity, new HashSet<>(keys)));
                    rows.forEach(row -> {
                        found.records().add(row.getUUID(0));
                        add(found.keys(), EntityType.ofKey(row.getString(1)).orElseThrow(), row.getString(2));
                    });
                    return found;
                });
    }

    private static void add(Map<EntityType, Set<String>> keys, EntityType entity, String key) {
        keys.computeIfAbsent(entity, of -> new HashSet<>()).add(key);
    }

    /** The records with those leads that they were ever merged with, whichever way. */
    private static Uni<Set<UUID>> merged(SqlConnection connection, int tenantId, Set<UUID> records) {
        return uuids(
                connection,
                """
                WITH RECURSIVE link AS MATERIALIZED (
                    SELECT record_id AS one, merged_into AS other FROM lead_version
                     WHERE tenant_id = $1 AND status = 'merged' AND valid_to = 'infinity' AND merged_into IS NOT NULL
                ), same AS (
                    SELECT unnest($2::uuid[]) AS id
                    UNION
                    SELECT way.other FROM same JOIN (SELECT one, other FROM link UNION SELECT other, one FROM link) way ON way.one = id
                )
                SELECT id FROM same
                """,
                Tuple.of(tenantId, records.toArray(new UUID[0])));
    }

    /** The keys of the deals that the leads name, and of the leads that the deals do. */
    private static Uni<Map<EntityType, Set<String>>> named(
            SqlConnection connection, int tenantId, EntityType person, Set<UUID> own, Found direct) {
        return connection
                .preparedQuery("SELECT DISTINCT r.entity, CASE r.entity WHEN 'lead' THEN fields ->> 'deal_id'"
                        + " ELSE fields ->> 'lead_id' END FROM " + SAID
                        + " e JOIN record r USING (tenant_id, record_id)"
                        + " WHERE tenant_id = $1 AND record_id = ANY ($2) AND r.entity = ANY ($3)")
                .execute(Tuple.of(
                        tenantId,
                        union(own, direct.records()).toArray(new UUID[0]),
                        person == EntityType.LEAD ? new String[] {"lead"} : new String[] {"deal", "lead"}))
                .map(rows -> {
                    Map<EntityType, Set<String>> named = new EnumMap<>(EntityType.class);
                    rows.forEach(row -> {
                        String key = row.getString(1);
                        if (key != null) {
                            boolean byLead = row.getString(0).equals(EntityType.LEAD.key());
                            add(named, byLead ? EntityType.DEAL : EntityType.LEAD, key);
                        }
                    });
                    return named;
                });
    }

    /** The deals that name the leads, and the leads that name the deals. */
    private static Uni<Set<UUID>> naming(SqlConnection connection, int tenantId, EntityType person, Found direct) {
        String[] leads = direct.keysOf(EntityType.LEAD);
        String[] deals = person == EntityType.LEAD ? new String[0] : direct.keysOf(EntityType.DEAL);
        if (leads.length + deals.length == 0) {
            return Uni.createFrom().item(Set.of());
        }
        return uuids(
                connection,
                "SELECT DISTINCT record_id FROM " + SAID + " e JOIN record r USING (tenant_id, record_id)"
                        + " WHERE tenant_id = $1 AND (r.entity = 'deal' AND fields ->> 'lead_id' = ANY ($2)"
                        + " OR r.entity = 'lead' AND fields ->> 'deal_id' = ANY ($3))",
                Tuple.of(tenantId, leads, deals));
    }

    private static Uni<Set<UUID>> records(SqlConnection connection, int tenantId, Map<EntityType, Set<String>> named) {
        Found keys = new Found(Set.of(), named);
        return uuids(
                connection,
                "SELECT record_id FROM record WHERE tenant_id = $1 AND (entity = 'deal' AND external_id = ANY ($2)"
                        + " OR entity = 'lead' AND external_id = ANY ($3))",
                Tuple.of(tenantId, keys.keysOf(EntityType.DEAL), keys.keysOf(EntityType.LEAD)));
    }

    private static Uni<Set<UUID>> uuids(SqlConnection connection, String statement, Tuple values) {
        return connection.preparedQuery(statement).execute(values).map(rows -> {
            Set<UUID> found = new LinkedHashSet<>();
            rows.forEach(row -> found.add(Objects.requireNonNull(row.getUUID(0))));
            return found;
        });
    }

    private static Set<UUID> union(Set<UUID> some, Set<UUID> others) {
        Set<UUID> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
