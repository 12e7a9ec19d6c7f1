package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.ingestion.history.RecordedEvent;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.PersonalData;

/** Finds all records that are one person, what the person is called, and who refers to it. */
@Singleton
class PersonRecords {
    private final EventStore events;
    private final DealsOfPersons deals;
    private final ContactsOfPersons contacts;

    PersonRecords(EventStore events, DealsOfPersons deals, ContactsOfPersons contacts) {
        this.events = events;
        this.deals = deals;
        this.contacts = contacts;
    }

    /**
     * A person, found.
     *
     * @param referring the other records of which some event refers to the person, and its deals and leads
     */
    record Found(Erasing person, Set<UUID> referring) {}

    /** What a record is called by its sender, if there is such a record. */
    Uni<Optional<String>> externalId(SqlConnection connection, int tenantId, EntityType entity, UUID recordId) {
        return connection
                .preparedQuery("SELECT external_id FROM record WHERE tenant_id = $1 AND record_id = $2 AND entity = $3")
                .execute(Tuple.of(tenantId, recordId, entity.key()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getString(0));
                    }
                    return Optional.<String>empty();
                });
    }

    /** The person that a record stands for, and those who refer to it. */
    Uni<Found> of(SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, UUID recordId) {
        return closure(connection, turn.tenantId(), entity, Set.of(recordId), Map.of())
                .flatMap(keyOf -> events.eventsOf(connection, turn.tenantId(), keyOf.keySet())
                        .flatMap(own -> found(connection, turn, entity, keyOf, own)
                                .flatMap(found -> withDeals(connection, found))
                                .flatMap(found -> withContacts(
                                        connection,
                                        found,
                                        NamesOfPersons.contacts(
                                                own, keyOf, found.person().pseudonyms())))))
                .flatMap(found -> deliveries(connection, found)
                        .map(told -> new Found(found.person().toldBy(told), found.referring())));
    }

    private Uni<Found> withDeals(SqlConnection connection, Found found) {
        Erasing person = found.person();
        return deals.of(connection, person.tenantId(), person.entity(), person.records(), found.referring())
                .map(theirs -> {
                    Set<UUID> referring = new LinkedHashSet<>(found.referring());
                    referring.addAll(theirs.records());
                    return new Found(person.owning(theirs.keys()), referring);
                });
    }

    /** Of who sells, the names and addresses in what they sell are those of customers. */
    private Uni<Found> withContacts(SqlConnection connection, Found found, Map<String, String> contacts) {
        Erasing person = found.person();
        if (person.entity() == EntityType.EMPLOYEE) {
            return Uni.createFrom().item(found);
        }
        return this.contacts
                .alone(connection, person, found.referring(), contacts.keySet())
                .map(alone -> {
                    Map<String, String> words = new HashMap<>();
                    alone.forEach(word ->
                            words.put(word, contacts.containsKey(word) ? contacts.get(word) : Erasures.newPseudonym()));
                    return new Found(person.knownBy(words), found.referring());
                });
    }

    /** The raw requests by which texts that name the person came to those who refer to it. */
    private static Uni<Set<Long>> deliveries(SqlConnection connection, Found found) {
        Erasing person = found.person();
        String asked = " e WHERE tenant_id = $1 AND record_id = ANY ($2) AND delivery_id IS NOT NULL AND EXISTS ("
                + "SELECT FROM jsonb_each_text(e.fields) said, unnest($3::text[]) word"
                + " WHERE length(word) >= $4 AND strpos(lower(said.value), lower(word)) > 0)";
        return connection
                .preparedQuery("SELECT delivery_id FROM change_event" + asked
                        + " UNION SELECT delivery_id FROM superseded_event" + asked)
                .execute(Tuple.of(
                        person.tenantId(),
                        found.referring().toArray(new UUID[0]),
                        person.words().keySet().toArray(new String[0]),
                        Erasing.SHORTEST_IN_TEXT))
                .map(rows -> {
                    Set<Long> told = new HashSet<>();
                    rows.forEach(row -> told.add(row.getLong(0)));
                    return told;
                });
    }

    /** One person are the records that merges connect, and those that others refer to by the same key; record to key. */
    private Uni<Map<UUID, String>> closure(
            SqlConnection connection, int tenantId, EntityType entity, Set<UUID> records, Map<UUID, String> known) {
        return events.eventsOf(connection, tenantId, records).flatMap(all -> {
            Set<UUID> linked = new HashSet<>(records);
            all.forEach(recorded -> linked.add(recorded.event().recordId()));
            return sameKey(connection, tenantId, entity, linked)
                    .flatMap(found -> found.keySet().equals(known.keySet())
                            ? Uni.createFrom().item(found)
                            : closure(connection, tenantId, entity, found.keySet(), found));
        });
    }

    private static Uni<Map<UUID, String>> sameKey(
            SqlConnection connection, int tenantId, EntityType entity, Set<UUID> records) {
        return connection
                .preparedQuery(
                        """
                        SELECT record_id, external_id FROM record WHERE tenant_id = $1 AND entity = $2 AND external_id IN (
                               SELECT external_id FROM record WHERE tenant_id = $1 AND entity = $2 AND record_id = ANY ($3))
                        """)
                .execute(Tuple.of(tenantId, entity.key(), records.toArray(new UUID[0])))
                .map(rows -> {
                    Map<UUID, String> keyOf = new HashMap<>();
                    rows.forEach(row -> keyOf.put(row.getUUID(0), row.getString(1)));
                    return keyOf;
                });
    }

    private static Uni<Found> found(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            EntityType entity,
            Map<UUID, String> keyOf,
            List<RecordedEvent> own) {
        Map<String, String> pseudonyms = Erasures.pseudonymsFor(new HashSet<>(keyOf.values()));
        Map<String, String> words = Erasing.words(pseudonyms, NamesOfPersons.of(own, keyOf, pseudonyms));
        // Which events refer to the person stands in no index: one for a request this rare would slow down every
        // change.
        String refers = PersonalData.referencesTo(entity).stream()
                .map(field -> "fields ->> '" + field + "' = ANY ($3)")
                .collect(Collectors.joining(" OR "));
        String asked = " WHERE tenant_id = $1 AND (record_id = ANY ($2) OR " + refers + ")";
        return connection
                .preparedQuery("SELECT record_id, delivery_id FROM change_event" + asked
                        + " UNION ALL SELECT record_id, delivery_id FROM superseded_event" + asked)
                .execute(Tuple.of(
                        turn.tenantId(),
                        keyOf.keySet().toArray(new UUID[0]),
                        pseudonyms.keySet().toArray(new String[0])))
                .map(rows -> {
                    Set<UUID> referring = new LinkedHashSet<>();
                    Set<Long> deliveries = new HashSet<>();
                    rows.forEach(row -> {
                        referring.add(row.getUUID(0));
                        Optional.ofNullable(row.getLong(1)).ifPresent(deliveries::add);
                    });
                    referring.removeAll(keyOf.keySet());
                    Erasing person = new Erasing(
                            turn.tenantId(),
                            entity,
                            keyOf.keySet(),
                            pseudonyms,
                            words,
                            Map.of(),
                            deliveries,
                            turn.knownAt());
                    return new Found(person, referring);
                });
    }

    /** Puts the pseudonyms into the directory of records, from where every version takes its key. */
    Uni<Void> rename(SqlConnection connection, Erasing person) {
        RowBatch batch = new RowBatch(
                List.of(new RowBatch.Column("external_id", "text"), new RowBatch.Column("pseudonym", "text")));
        person.pseudonyms().forEach(batch::add);
        return connection
                .preparedQuery("UPDATE record r SET external_id = n.pseudonym FROM " + batch.table(3)
                        + " n WHERE r.tenant_id = $1 AND r.entity = $2 AND r.external_id = n.external_id")
                .execute(batch.parameters(person.tenantId(), person.entity().key()))
                .replaceWithVoid();
    }

    Uni<Integer> countVersions(SqlConnection connection, Erasing person) {
        return connection
                .preparedQuery("SELECT count(*)::integer FROM "
                        + person.entity().versionTable() + " WHERE tenant_id = $1 AND record_id = ANY ($2)")
                .execute(Tuple.of(person.tenantId(), new ArrayList<>(person.records()).toArray(new UUID[0])))
                .map(rows -> rows.iterator().next().getInteger(0));
    }
}
