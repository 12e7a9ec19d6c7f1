package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.PersonalData;

/**
 * Keeps erased people out of what comes in: what is about them is set aside, and where others refer to them, the pseudonym
 * stands in the key's place, so that a deal sent again goes on counting for the customer that nobody knows any more.
 */
@Singleton
class ErasureGuard {
    private static final String REMEDY =
            "This person was erased on request; lift the erasure (DELETE /api/v1/erasures/{id}) to accept it again.";

    /** Stands for a row of which nothing may be kept. */
    static final String NO_VALUES = "{}";

    private final ErasureStore store;

    ErasureGuard(ErasureStore store) {
        this.store = store;
    }

    /** Says of an item that it was set aside, without a word about whom. */
    static Rejection rejection(long item, @Nullable String field) {
        return new Rejection(item, ProblemCode.ERASED.name(), field, REMEDY, null);
    }

    /** A row of a file that was set aside, without its values. */
    static ImportStore.RejectedRow rejectedRow(long line, Change change) {
        Rejection erased = rejection(line, change.record().entity().keyColumn());
        return new ImportStore.RejectedRow(line, 0, erased.code(), erased.field(), erased.message(), NO_VALUES);
    }

    /**
     * The pseudonyms of those of the people asked for who are erased. Where nobody is, it costs one small look.
     *
     * @param asked given only when it is needed
     */
    Uni<Map<PersonKey, String>> pseudonyms(
            SqlConnection connection, int tenantId, Supplier<Collection<PersonKey>> asked) {
        return store.salt(connection, tenantId)
                .flatMap(salt -> salt.isEmpty()
                        ? Uni.createFrom().item(Map.<PersonKey, String>of())
                        : pseudonyms(connection, tenantId, asked.get(), salt.get()));
    }

    private Uni<Map<PersonKey, String>> pseudonyms(
            SqlConnection connection, int tenantId, Collection<PersonKey> asked, byte[] salt) {
        Map<String, PersonKey> byHash = new HashMap<>();
        asked.forEach(person -> byHash.put(person.hash(salt), person));
        return store.pseudonyms(connection, tenantId, byHash.keySet()).map(found -> {
            Map<PersonKey, String> erased = new HashMap<>();
            found.forEach((hash, pseudonym) -> erased.put(byHash.get(hash), pseudonym));
            return erased;
        });
    }

    /**
     * Looks through what is about to be applied.
     *
     * @param besides texts that may be keys of people and stand elsewhere, such as in rows that were set aside anyway
     */
    Uni<Screened> screen(
            SqlConnection connection,
            int tenantId,
            List<Change> changes,
            List<RowTranslator.Statement> facts,
            Collection<? extends Collection<@Nullable String>> besides) {
        return pseudonyms(connection, tenantId, () -> named(changes, facts, besides))
                .map(erased -> screened(changes, facts, erased));
    }

    private static Set<PersonKey> named(
            List<Change> changes,
            List<RowTranslator.Statement> facts,
            Collection<? extends Collection<@Nullable String>> besides) {
        Set<PersonKey> named = new LinkedHashSet<>();
        changes.forEach(change -> named.addAll(namedBy(change)));
        facts.forEach(fact -> named.addAll(referredBy(fact.fields())));
        for (Collection<@Nullable String> texts : besides) {
            texts.stream()
                    .filter(Objects::nonNull)
                    .forEach(text -> PersonalData.PERSONS.forEach(entity -> named.add(new PersonKey(entity, text))));
        }
        return named;
    }

    private static Screened screened(
            List<Change> changes, List<RowTranslator.Statement> facts, Map<PersonKey, String> erased) {
        if (erased.isEmpty()) {
            return new Screened(changes, List.of(), facts, Set.of(), erased);
        }
        List<Change> passed = new ArrayList<>();
        List<Change> refused = new ArrayList<>();
        Set<Long> marked = new HashSet<>();
        for (Change change : changes) {
            boolean isAbout = erased.containsKey(self(change));
            (isAbout ? refused : passed).add(isAbout ? change : pseudonymous(change, erased));
            Long delivery = change.origin().deliveryId();
            if (delivery != null && namedBy(change).stream().anyMatch(erased::containsKey)) {
                marked.add(delivery);
            }
        }
        List<RowTranslator.Statement> kept =
                facts.stream().map(fact -> pseudonymous(fact, erased)).toList();
        return new Screened(passed, refused, kept, marked, erased);
    }

    private static PersonKey self(Change change) {
        return new PersonKey(change.record().entity(), change.record().externalId());
    }

    /** The record itself, if it may be a person, and those its fields refer to. */
    private static List<PersonKey> namedBy(Change change) {
        List<PersonKey> named = referredBy(change.event().fields());
        if (PersonalData.PERSONS.contains(change.record().entity())) {
            named.add(self(change));
        }
        return named;
    }

    private static List<PersonKey> referredBy(Map<String, @Nullable String> fields) {
        List<PersonKey> named = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (value != null) {
                PersonalData.referred(field).ifPresent(entity -> named.add(new PersonKey(entity, value)));
            }
        });
        return named;
    }

    /** As {@link ErasedFacts} leaves those that are stored, so that a file imported again says nothing new. */
    private static RowTranslator.Statement pseudonymous(RowTranslator.Statement fact, Map<PersonKey, String> erased) {
        if (referredBy(fact.fields()).stream().noneMatch(erased::containsKey)) {
            return fact;
        }
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fact.fields().forEach((field, value) -> {
            EntityType entity = PersonalData.referred(field).orElse(null);
            String pseudonym = entity == null || value == null ? null : erased.get(new PersonKey(entity, value));
            fields.put(field, PersonalData.isPersonal(field) ? null : pseudonym == null ? value : pseudonym);
        });
        return new RowTranslator.Statement(fact.id(), fact.changedAt(), fact.changedOn(), fields);
    }

    /** Only the fields and the key: its id stays computed from what was said, so what is known already is recognised. */
    private static Change pseudonymous(Change change, Map<PersonKey, String> erased) {
        StoredEvent event = change.event();
        Map<String, @Nullable String> fields = new LinkedHashMap<>(event.fields());
        String key = event.key();
        for (Map.Entry<String, @Nullable String> field : event.fields().entrySet()) {
            String value = field.getValue();
            EntityType entity = PersonalData.referred(field.getKey()).orElse(null);
            String pseudonym = entity == null || value == null ? null : erased.get(new PersonKey(entity, value));
            if (pseudonym != null && value != null) {
                fields.put(field.getKey(), pseudonym);
                key = key.replace(value, pseudonym);
            }
        }
        return fields.equals(event.fields())
                ? change
                : new Change(change.record(), event.saying(key, fields), change.origin());
    }
}
