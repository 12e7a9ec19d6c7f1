package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;

/**
 * Finds mail addresses that stand in what refers to a person and nowhere else: whoever else they may belong to, they lead to the
 * person. One that others have as well, such as that of a colleague who sells, is left: it leads to nobody erased, and figures that are
 * grouped by it keep their groups. So it is with names in columns that say whom to ask for.
 */
@Singleton
class ContactsOfPersons {
    private static final String ADDRESS = "[[:alnum:]][[:alnum:]._%+-]*@[[:alnum:].-]+[.][[:alpha:]]{2,}";
    private static final List<String> EVENTS = List.of("change_event", "superseded_event");

    /** What both statements are given: tenant, records, and the keys of the person, of its deals and of its leads. */
    private record Searched(Erasing person, Set<UUID> records, ReferringFacts facts) {
        static Searched of(Erasing person, Set<UUID> records) {
            return new Searched(person, records, new ReferringFacts(person.entity(), "$3", "$4", "$5"));
        }

        List<Object> values() {
            return List.of(
                    person.tenantId(),
                    records.toArray(new UUID[0]),
                    person.keys(),
                    person.keysOf(EntityType.DEAL),
                    person.keysOf(EntityType.LEAD));
        }
    }

    /**
     * Those of the names and the addresses that stand nowhere else, addresses in small letters.
     *
     * @param referring the other records that refer to the person
     * @param names what may be names
     */
    Uni<Set<String>> alone(SqlConnection connection, Erasing person, Set<UUID> referring, Set<String> names) {
        Set<UUID> all = new LinkedHashSet<>(person.records());
        all.addAll(referring);
        return addresses(connection, Searched.of(person, referring)).flatMap(found -> {
            Set<String> wanted = new LinkedHashSet<>(names);
            wanted.addAll(found);
            return wanted.isEmpty()
                    ? Uni.createFrom().item(wanted)
                    : elsewhere(connection, Searched.of(person, all), wanted).map(others -> {
                        wanted.removeAll(others);
                        return wanted;
                    });
        });
    }

    private static Uni<Set<String>> addresses(SqlConnection connection, Searched searched) {
        List<String> texts = new ArrayList<>();
        EVENTS.forEach(table -> texts.add(
                "SELECT fields::text AS said FROM " + table + " WHERE tenant_id = $1 AND record_id = ANY ($2)"));
        ReferringFacts facts = searched.facts();
        facts.types()
                .forEach(type -> texts.add(
                        "SELECT custom::text FROM " + type.table() + " WHERE tenant_id = $1 AND " + facts.byAny(type)));
        return read(
                connection,
                "SELECT DISTINCT lower(m[1]) FROM (" + String.join(" UNION ALL ", texts) + ") t,"
                        + " regexp_matches(said, '(" + ADDRESS + ")', 'g') m WHERE strpos(said, '@') > 0",
                Tuple.from(searched.values()));
    }

    /** Those of the words that stand in what has nothing to do with the person. */
    private static Uni<Set<String>> elsewhere(SqlConnection connection, Searched searched, Set<String> words) {
        List<String> texts = new ArrayList<>();
        EVENTS.forEach(table -> texts.add(
                "SELECT fields::text AS said FROM " + table + " WHERE tenant_id = $1 AND record_id <> ALL ($2)"));
        ReferringFacts facts = searched.facts();
        for (FactType type : FactType.values()) {
            texts.add("SELECT custom::text FROM " + type.table() + " WHERE tenant_id = $1 AND NOT (" + facts.byAny(type)
                    + ")");
        }
        // Most texts hold no address, which is soon seen.
        boolean addressesOnly = words.stream().allMatch(word -> word.indexOf('@') > 0);
        List<Object> values = new ArrayList<>(searched.values());
        values.add(words.toArray(new String[0]));
        values.add(words.stream()
                .map(word -> new String(JsonStringEncoder.getInstance().quoteAsString(word)))
                .toArray(String[]::new));
        return read(
                connection,
                "SELECT DISTINCT word FROM (" + String.join(" UNION ALL ", texts)
                        + ") t JOIN unnest($6::text[], $7::text[]) w (word, quoted) ON "
                        + (addressesOnly ? "strpos(said, '@') > 0 AND " : "")
                        + "strpos(lower(said), lower(quoted)) > 0",
                Tuple.from(values));
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
