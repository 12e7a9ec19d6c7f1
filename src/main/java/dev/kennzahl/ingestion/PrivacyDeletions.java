package dev.kennzahl.ingestion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.PersonalData;

/**
 * Erases the people whom their sender says to forget, as on request. In the transaction that took it in, so that nothing lies in
 * between that could be forgotten to be done.
 */
@Singleton
class PrivacyDeletions {
    private final Erasures erasures;

    PrivacyDeletions(Erasures erasures) {
        this.erasures = erasures;
    }

    /** @param recall what is remembered of records, which is another after an erasure */
    Uni<Void> follow(
            SqlConnection connection, ChangeApplier.Turn turn, List<Change> applied, HotRecords.Recall recall) {
        Map<UUID, EntityType> people = new LinkedHashMap<>();
        applied.forEach(change -> {
            boolean says = "true".equals(change.event().fields().get(ChangeEvent.FORGET));
            if (says && PersonalData.PERSONS.contains(change.record().entity())) {
                people.put(change.event().recordId(), change.record().entity());
            }
        });
        if (people.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        recall.spoil();
        return Multi.createFrom()
                .iterable(people.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        person -> erasures.erase(connection, turn, person.getValue(), person.getKey()))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
