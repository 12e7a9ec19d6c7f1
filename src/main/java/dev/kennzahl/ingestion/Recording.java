package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

/** Enters changes into the log, in parts that hold all changes of the records they speak of. */
@Singleton
class Recording {
    /** Large enough to share the cost of a statement, small enough that a turn has parts to do beside each other. */
    private static final int CHANGES_PER_PART = 1000;

    private final EventStore events;
    private final RecordDirectory recordDirectory;

    Recording(EventStore events, RecordDirectory recordDirectory) {
        this.events = events;
        this.recordDirectory = recordDirectory;
    }

    /**
     * A part as the log has it now.
     *
     * @param fresh the changes that were new
     * @param newcomers the records of which nothing was recorded before
     */
    record Part(List<Change> fresh, Newcomers newcomers) {
        Set<UUID> records() {
            Set<UUID> records = new LinkedHashSet<>();
            fresh.forEach(change -> records.add(change.event().recordId()));
            return records;
        }
    }

    /** @param recall what is remembered of records: these are in the directory */
    Uni<List<Part>> record(
            SqlConnection connection,
            int tenantId,
            List<Change> changes,
            Instant recordedAt,
            HotRecords.@Nullable Recall recall) {
        return Lanes.run(parts(changes), part -> enter(connection, tenantId, notRemembered(part, recall))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(unknown -> events.append(connection, tenantId, part, unknown, recordedAt)
                        .map(fresh -> new Part(fresh, Newcomers.among(fresh, unknown)))));
    }

    private Uni<Set<UUID>> enter(SqlConnection connection, int tenantId, List<Change> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : recordDirectory.enter(connection, tenantId, changes);
    }

    private static List<Change> notRemembered(List<Change> part, HotRecords.@Nullable Recall recall) {
        return recall == null
                ? part
                : part.stream()
                        .filter(change -> recall.of(change.event().recordId()).isEmpty())
                        .toList();
    }

    private static List<List<Change>> parts(List<Change> changes) {
        int count = 1 + (changes.size() - 1) / CHANGES_PER_PART;
        List<List<Change>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new ArrayList<>());
        }
        changes.forEach(
                change -> parts.get(Math.floorMod(change.event().recordId().hashCode(), count))
                        .add(change));
        parts.removeIf(List::isEmpty);
        return parts;
    }
}
