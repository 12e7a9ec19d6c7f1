package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.Course;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.RecordedEvent;
import dev.kennzahl.ingestion.history.Revision;
import dev.kennzahl.ingestion.history.Version;

/** Folds records from all their events and stores what differs from what is believed of them. */
@Singleton
class Refolding {
    private final EventStore events;
    private final RecordDirectory recordDirectory;
    private final VersionStore versions;
    private final MergedKeys mergedKeys;
    private final Senders senders;

    Refolding(
            EventStore events,
            RecordDirectory recordDirectory,
            VersionStore versions,
            MergedKeys mergedKeys,
            Senders senders) {
        this.mergedKeys = mergedKeys;
        this.events = events;
        this.recordDirectory = recordDirectory;
        this.versions = versions;
        this.senders = senders;
    }

    /**
     * Folds the records that the parts speak of, and those that lost events. Part by part, for a record stands alone unless a
     * merge links it to others; those are folded together, after the rest, and then others that name them follow.
     *
     * @param recall what is remembered of records; null when nothing is, nor shall be
     */
    Uni<Void> refold(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            List<Recording.Part> parts,
            Set<UUID> lostEvents,
            HotRecords.@Nullable Recall recall) {
        return Lanes.run(parts, part -> refold(connection, turn, part, lostEvents, recall))
                .flatMap(linked -> {
                    Set<UUID> together = new LinkedHashSet<>(lostEvents);
                    linked.forEach(together::addAll);
                    return together.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : events.eventsOf(connection, turn.tenantId(), together)
                                    .flatMap(all -> believe(connection, turn, together, all, new Newcomers(), recall))
                                    .chain(() -> mergedKeys.follow(connection, turn));
                });
    }

    /** @return the records that are linked to others, or lost events: these are not folded yet */
    private Uni<Set<UUID>> refold(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            Recording.Part part,
            Set<UUID> lostEvents,
            HotRecords.@Nullable Recall recall) {
        Set<UUID> alone = part.records();
        alone.removeAll(lostEvents);
        // Folding is arithmetic on many small objects: kept off the event loop.
        return Uni.createFrom()
                .item(() -> Following.of(new RecordFold(turn.zone()), senders, part, alone, recall))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(following -> {
                    alone.removeAll(following.records());
                    return believe(connection, turn, following)
                            .chain(() -> refold(connection, turn, part.newcomers(), alone, recall));
                });
    }

    private Uni<Set<UUID>> refold(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            Newcomers newcomers,
            Set<UUID> alone,
            HotRecords.@Nullable Recall recall) {
        Set<UUID> known = new LinkedHashSet<>(alone);
        known.removeAll(newcomers.records());
        return events.ownEvents(connection, turn.tenantId(), known).flatMap(read -> {
            List<RecordedEvent> all = new ArrayList<>(read);
            all.addAll(newcomers.events(turn.knownAt()));
            Set<UUID> linked = new LinkedHashSet<>();
            all.stream()
                    .filter(recorded -> recorded.event().merge() != null)
                    .forEach(recorded -> linked.add(recorded.event().recordId()));
            alone.removeAll(linked);
            all.removeIf(recorded -> !alone.contains(recorded.event().recordId()));
            return (alone.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : believe(connection, turn, alone, all, newcomers.within(alone), recall))
                    .replaceWith(linked);
        });
    }

    private Uni<Void> believe(SqlConnection connection, ChangeApplier.Turn turn, Following following) {
        return believe(connection, turn, following.directory(), following.versions(), Set.of(), following.believed());
    }

    /** @param all all events of the records and of those that merges link to them */
    private Uni<Void> believe(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            Set<UUID> records,
            List<RecordedEvent> all,
            Newcomers newcomers,
            HotRecords.@Nullable Recall recall) {
        Set<UUID> group = new LinkedHashSet<>(records);
        all.forEach(recorded -> group.add(recorded.event().recordId()));
        group.removeAll(newcomers.records());
        return recordDirectory
                .find(connection, turn.tenantId(), group)
                .map(newcomers::enteredIn)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(directory -> believe(
                        connection,
                        turn,
                        directory,
                        fold(turn, directory, all, recall),
                        newcomers.records(),
                        List.of()));
    }

    private Map<UUID, List<Version>> fold(
            ChangeApplier.Turn turn,
            List<RecordDirectory.Entry> directory,
            List<RecordedEvent> all,
            HotRecords.@Nullable Recall recall) {
        Map<UUID, Course> courses = new RecordFold(turn.zone())
                .courses(
                        directory.stream().map(entry -> entry.subject(senders)).toList(),
                        all.stream().map(RecordedEvent::event).toList());
        if (recall != null) {
            directory.forEach(entry -> recall.learn(entry, Objects.requireNonNull(courses.get(entry.id()))));
        }
        Map<UUID, List<Version>> versions = new LinkedHashMap<>();
        courses.forEach((id, course) -> versions.put(id, course.versions()));
        return versions;
    }

    /**
     * @param unheardOf of which nothing can be believed yet
     * @param remembered what is believed of records and need not be looked up
     */
    private Uni<Void> believe(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            List<RecordDirectory.Entry> directory,
            Map<UUID, List<Version>> folded,
            Set<UUID> unheardOf,
            List<Revision.Span> remembered) {
        Set<UUID> notLookedUp = new HashSet<>(unheardOf);
        remembered.forEach(span -> notLookedUp.add(span.record()));
        return Multi.createFrom()
                .iterable(RecordDirectory.Entry.externalIds(directory).entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> {
                    Map<UUID, List<Version>> ofEntity = new LinkedHashMap<>(folded);
                    ofEntity.keySet().retainAll(entry.getValue().keySet());
                    Set<UUID> believedOf = new HashSet<>(ofEntity.keySet());
                    believedOf.removeAll(notLookedUp);
                    return versions.believe(
                            connection,
                            turn.tenantId(),
                            entry.getKey(),
                            new VersionStore.Folded(
                                    ofEntity,
                                    believedOf,
                                    remembered.stream()
                                            .filter(span -> ofEntity.containsKey(span.record()))
                                            .toList(),
                                    entry.getValue()),
                            turn.knownAt());
                })
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
