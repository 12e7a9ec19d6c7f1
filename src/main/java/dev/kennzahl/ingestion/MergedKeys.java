package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.Belief;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;

/**
 * Merges are aliases (rule R6): whoever names a record by the key of one that was merged means the record that it ended in. What
 * was said stays as it was said, and so does the digest of it; the column by which figures find the other record holds the key
 * that stands for it, as known at the time.
 */
@Singleton
class MergedKeys {
    /** Fields that name a record of a kind that its sender merges, under which figures count. */
    private static final Map<String, EntityType> NAMED =
            Map.of("customer_id", EntityType.CUSTOMER, "lead_id", EntityType.LEAD);

    /** Those fields. */
    static final Set<String> FIELDS = NAMED.keySet();

    private static final List<EntityType> MERGED = List.of(EntityType.CUSTOMER, EntityType.LEAD);

    /**
     * Key, the key that stands for it, and since when and until when that is known. A key that another record bears and goes on
     * under, such as one of another sender, means that one.
     */
    private static final String ALIASES =
            """
            SELECT v.external_id, e.external_id, v.known_from, v.known_to
              FROM %1$s v JOIN record e ON e.tenant_id = v.tenant_id AND e.record_id = v.merged_into
             WHERE v.tenant_id = $1 AND v.status = 'merged' AND v.valid_to = 'infinity' AND e.external_id <> v.external_id AND %2$s
               AND NOT EXISTS (SELECT FROM %1$s o WHERE o.tenant_id = v.tenant_id AND o.external_id = v.external_id
                     AND o.valid_to = 'infinity' AND o.known_from <= v.known_from AND o.known_to > v.known_from
                     AND o.status NOT IN ('merged', 'deleted', 'unknown'))
             ORDER BY v.external_id, v.known_from, v.record_id
            """;

    private record Alias(String key, String stands, Instant knownFrom, Instant knownTo) {}

    /** A column by which records of a table name others, and all columns of that. */
    private record Place(EntityType named, String table, String column, List<String> columns) {}

    /** A belief with the keys that stand for those it names. */
    record Meant(Belief belief, Map<String, String> keys) {
        private Meant known(Instant from, Instant to) {
            return new Meant(new Belief(belief.record(), belief.version(), from, to), keys);
        }

        private Meant naming(String field, String key) {
            Map<String, String> more = new HashMap<>(keys);
            more.put(field, key);
            return new Meant(belief, more);
        }
    }

    /** What beliefs mean: where it became known meanwhile that a key stands for another, a belief is cut in two. */
    Uni<List<Meant>> meant(SqlConnection connection, int tenantId, EntityType entity, List<Belief> beliefs) {
        List<Meant> asSaid =
                beliefs.stream().map(belief -> new Meant(belief, Map.of())).toList();
        Uni<List<Meant>> meant = Uni.createFrom().item(asSaid);
        for (Map.Entry<String, EntityType> named : NAMED.entrySet()) {
            String field = named.getKey();
            Set<String> keys = new LinkedHashSet<>();
            if (entity.fields().containsKey(field)) {
                beliefs.forEach(belief -> {
                    Object key = belief.version().fields().get(field);
                    if (key != null) {
                        keys.add(key.toString());
                    }
                });
            }
            if (!keys.isEmpty()) {
                meant = meant.flatMap(soFar -> aliases(connection, tenantId, named.getValue(), keys)
                        .map(aliases -> aliases.isEmpty() ? soFar : cut(soFar, field, aliases)));
            }
        }
        return meant;
    }

    private static List<Meant> cut(List<Meant> all, String field, Map<String, List<Alias>> aliases) {
        List<Meant> cut = new ArrayList<>();
        for (Meant one : all) {
            Instant from = one.belief().knownFrom();
            Instant to = one.belief().knownTo();
            Object key = one.belief().version().fields().get(field);
            for (Alias alias : aliases.getOrDefault(String.valueOf(key), List.of())) {
                Instant begin = alias.knownFrom().isAfter(from) ? alias.knownFrom() : from;
                Instant end = alias.knownTo().isBefore(to) ? alias.knownTo() : to;
                if (begin.isBefore(end)) {
                    if (from.isBefore(begin)) {
                        cut.add(one.known(from, begin));
                    }
                    cut.add(one.known(begin, end).naming(field, alias.stands()));
                    from = end;
                }
            }
            if (from.isBefore(to)) {
                cut.add(one.known(from, to));
            }
        }
        return cut;
    }

    /** The keys that stand for those of merged records now; others are not among them. */
    Uni<Map<String, String>> standingFor(SqlConnection connection, int tenantId, String field, Set<String> keys) {
        EntityType named = NAMED.get(field);
        if (named == null || keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return aliases(connection, tenantId, named, keys).map(aliases -> {
            Map<String, String> stands = new HashMap<>();
            aliases.forEach((key, ever) -> ever.stream()
                    .filter(alias -> alias.knownTo().equals(Instant.MAX))
                    .forEach(alias -> stands.putIfAbsent(key, alias.stands())));
            return stands;
        });
    }

    private static Uni<Map<String, List<Alias>>> aliases(
            SqlConnection connection, int tenantId, EntityType named, Collection<String> keys) {
        return connection
                .preparedQuery(ALIASES.formatted(named.versionTable(), "v.external_id = ANY ($2)"))
                .execute(Tuple.of(tenantId, keys.toArray(new String[0])))
                .map(rows -> {
                    Map<String, List<Alias>> aliases = new HashMap<>();
                    rows.forEach(row -> {
                        Alias alias = new Alias(
                                row.getString(0),
                                row.getString(1),
                                Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2))),
                                Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(3))));
                        aliases.computeIfAbsent(alias.key(), key -> new ArrayList<>())
                                .add(alias);
                    });
                    return aliases;
                });
    }

    /** Has everything that names a record whose merge became known in this turn mean the one that it ended in, from now on. */
    Uni<Void> follow(SqlConnection connection, ChangeApplier.Turn turn) {
        return Multi.createFrom()
                .iterable(MERGED)
                .onItem()
                .transformToUniAndConcatenate(named -> learned(connection, turn, named)
                        .flatMap(stands -> stands.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : follow(connection, turn, named, stands)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Map<String, String>> learned(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType named) {
        return connection
                .preparedQuery(ALIASES.formatted(named.versionTable(), "v.known_from = $2 AND v.known_to = 'infinity'"))
                .execute(Tuple.of(turn.tenantId(), SqlTime.parameter(turn.knownAt())))
                .map(rows -> {
                    Map<String, String> stands = new HashMap<>();
                    rows.forEach(row -> stands.putIfAbsent(row.getString(0), row.getString(1)));
                    return stands;
                });
    }

    private static Uni<Void> follow(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType named, Map<String, String> stands) {
        List<String> keys = List.copyOf(stands.keySet());
        Tuple parameters = Tuple.of(
                turn.tenantId(),
                SqlTime.parameter(turn.knownAt()),
                keys.toArray(new String[0]),
                keys.stream().map(stands::get).toArray(String[]::new));
        return Multi.createFrom()
                .iterable(places(named))
                .onItem()
                .transformToUniAndConcatenate(
                        place -> connection.preparedQuery(follow(place)).execute(parameters))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static String follow(Place place) {
        String columns = String.join(", ", place.columns());
        String meant = columns.replaceAll("\\b" + place.column() + "\\b", "meant");
        return """
            WITH alias AS MATERIALIZED (SELECT * FROM unnest($3::text[], $4::text[]) a (key, meant)),
                 fresh AS (UPDATE %1$s t SET %2$s = a.meant FROM alias a
                            WHERE t.tenant_id = $1 AND t.%2$s = a.key AND t.known_to = 'infinity' AND t.known_from = $2),
                 ended AS (UPDATE %1$s t SET known_to = $2 FROM alias a
                            WHERE t.tenant_id = $1 AND t.%2$s = a.key AND t.known_to = 'infinity' AND t.known_from < $2
                        RETURNING t.*, a.meant)
            INSERT INTO %1$s (tenant_id, known_from, known_to, %3$s) SELECT $1, $2, 'infinity', %4$s FROM ended
            """
                .formatted(place.table(), place.column(), columns, meant);
    }

    private static List<Place> places(EntityType named) {
        List<Place> places = new ArrayList<>();
        NAMED.forEach((field, of) -> {
            if (of == named) {
                for (EntityType type : EntityType.values()) {
                    if (type.fields().containsKey(field)) {
                        places.add(new Place(named, type.versionTable(), field, VersionStore.columnNames(type)));
                    }
                }
                for (FactType type : FactType.values()) {
                    if (type.field(field).isPresent()) {
                        places.add(new Place(named, type.table(), field, FactStore.columnNames(type)));
                    }
                }
            }
        });
        return places;
    }
}
