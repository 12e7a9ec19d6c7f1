package dev.kennzahl.ingestion;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.HistoryDependent;

/**
 * Erases people on request. The record stays, without a name and under a pseudonym, and with it every total, now and as of any
 * past moment; who it was is nowhere any more. The history is rewritten for all known times: that is the purpose.
 */
@Singleton
public class Erasures {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int PSEUDONYM_LETTERS = 12;
    private static final int SALT_BYTES = 32;
    private static final Pattern PSEUDONYM = Pattern.compile("erased-[" + LETTERS + "]{" + PSEUDONYM_LETTERS + "}");

    private final TenantTransactions transactions;
    private final ChangeApplier applier;
    private final ErasureStore store;
    private final PersonRecords records;
    private final ErasedHistory history;
    private final LiftedRecords lifted;
    private final List<ErasurePlace> places;
    private final List<HistoryDependent> dependents;

    Erasures(
            TenantTransactions transactions,
            ChangeApplier applier,
            ErasureStore store,
            PersonRecords records,
            ErasedHistory history,
            LiftedRecords lifted,
            @All List<ErasurePlace> places,
            @All List<HistoryDependent> dependents) {
        this.transactions = transactions;
        this.applier = applier;
        this.store = store;
        this.records = records;
        this.history = history;
        this.lifted = lifted;
        this.places = places;
        this.dependents = dependents;
    }

    /** An erasure in force; says nothing about who was erased. */
    public record Erasure(UUID id, EntityType entity, String pseudonym, Instant erasedAt) {}

    /** What an erasure led to: the pseudonym of the record asked for, and what was touched. */
    public record Outcome(String pseudonym, ErasureCounts counts) {}

    /**
     * Erases the person that a record stands for, in one transaction. Doing it again changes nothing.
     *
     * @return fails with {@link dev.kennzahl.problem.ProblemCode#NOT_FOUND} when there is no such record
     */
    public Uni<Outcome> erase(int tenantId, EntityType entity, UUID recordId) {
        return transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .flatMap(turn -> erase(connection, turn, entity, recordId)));
    }

    /** The same in a turn that is taken already. */
    Uni<Outcome> erase(SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, UUID recordId) {
        return records.externalId(connection, turn.tenantId(), entity, recordId).flatMap(found -> {
            String key = found.orElseThrow(() -> Problem.notFound(entity.key(), recordId.toString()));
            return isPseudonym(key)
                    ? Uni.createFrom().item(new Outcome(key, ErasureCounts.NONE))
                    : erase(connection, turn, entity, recordId, key);
        });
    }

    /** What was made from the history goes, and what is remembered of answers holds no longer: the knowledge is another. */
    private Uni<Void> forget(SqlConnection connection, ChangeApplier.Turn turn) {
        return Multi.createFrom()
                .iterable(dependents)
                .onItem()
                .transformToUniAndConcatenate(dependent -> dependent.forget(connection, turn.tenantId()))
                .collect()
                .asList()
                .chain(() -> applier.noteKnown(connection, turn));
    }

    static boolean isPseudonym(String key) {
        return PSEUDONYM.matcher(key).matches();
    }

    private Uni<Outcome> erase(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, UUID recordId, String key) {
        return records.of(connection, turn, entity, recordId).flatMap(found -> {
            Erasing person = found.person();
            String pseudonym = person.pseudonymOf(key).orElseThrow();
            return remember(connection, person)
                    .chain(() -> records.rename(connection, person))
                    .chain(() -> records.countVersions(connection, person))
                    .flatMap(versions -> history.erase(connection, turn, person, found.referring())
                            .map(counts -> counts.plus(new ErasureCounts(versions, 0, 0, 0, 0))))
                    .flatMap(counts -> elsewhere(connection, person).map(counts::plus))
                    .call(() -> forget(connection, turn))
                    .map(counts -> new Outcome(pseudonym, counts));
        });
    }

    private Uni<ErasureCounts> elsewhere(SqlConnection connection, Erasing person) {
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToUniAndConcatenate(place -> place.erase(connection, person))
                .collect()
                .asList()
                .map(all -> all.stream().reduce(ErasureCounts.NONE, ErasureCounts::plus));
    }

    private Uni<Void> remember(SqlConnection connection, Erasing person) {
        return store.salt(connection, person.tenantId())
                .map(salt -> salt.orElseGet(Erasures::newSalt))
                .flatMap(salt -> Multi.createFrom()
                        .iterable(person.pseudonyms().entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(key -> store.add(
                                connection,
                                person.tenantId(),
                                new Erasure(UUID.randomUUID(), person.entity(), key.getValue(), person.at()),
                                salt,
                                new PersonKey(person.entity(), key.getKey()).hash(salt)))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    private static byte[] newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    /** A name that says nothing and cannot be computed from anything. */
    static String newPseudonym() {
        StringBuilder pseudonym = new StringBuilder("erased-");
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < PSEUDONYM_LETTERS; i++) {
            pseudonym.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return pseudonym.toString();
    }

    /** The erasures in force, newest first, from after the given one. */
    public Uni<List<Erasure>> list(int tenantId, @Nullable UUID after, int limit) {
        return transactions.read(tenantId, connection -> store.list(connection, tenantId, after, limit));
    }

    /**
     * Lifts an erasure: the key may come in again. What was erased does not come back; the anonymous record stays what it is and
     * gets another id, since the id is computed from the key and is the newcomer's.
     */
    public Uni<Void> lift(int tenantId, UUID erasureId) {
        return transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .flatMap(turn -> store.get(connection, tenantId, erasureId).flatMap(found -> {
                    Erasure erasure = found.orElseThrow(() -> Problem.notFound("erasure", erasureId.toString()));
                    return lifted.release(connection, turn, erasure)
                            .chain(() -> store.remove(connection, tenantId, erasureId))
                            .chain(() -> forget(connection, turn));
                })));
    }

    /** For each key that is not a pseudonym yet, a new one. */
    static Map<String, String> pseudonymsFor(Set<String> keys) {
        Set<String> open = new HashSet<>(keys);
        open.removeIf(Erasures::isPseudonym);
        Map<String, String> pseudonyms = new java.util.TreeMap<>();
        open.forEach(key -> pseudonyms.put(key, newPseudonym()));
        return pseudonyms;
    }
}
