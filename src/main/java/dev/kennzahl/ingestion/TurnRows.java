package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.file.FileRow;

/** Which rows of a turn told of whom, so that rows about erased people can be set aside, and no copy kept of any that names one. */
final class TurnRows {
    private final Map<UUID, List<Long>> linesOf = new HashMap<>();
    private final Map<Long, Collection<@Nullable String>> rejectedCells = new HashMap<>();

    void told(UUID record, long line) {
        linesOf.computeIfAbsent(record, id -> new ArrayList<>()).add(line);
    }

    void rejected(FileRow row) {
        rejectedCells.put(row.line(), row.cells().values());
    }

    Collection<Collection<@Nullable String>> rejectedCells() {
        return rejectedCells.values();
    }

    /** The rows about erased people, one for each line. */
    List<ImportStore.RejectedRow> refused(Screened screened) {
        List<ImportStore.RejectedRow> refused = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        for (Change change : screened.refused()) {
            if (seen.add(change.event().recordId())) {
                linesOf.getOrDefault(change.event().recordId(), List.of())
                        .forEach(line -> refused.add(ErasureGuard.rejectedRow(line, change)));
            }
        }
        return refused;
    }

    /** What is kept for download: the rows set aside anyway, and those refused as far as there is room. */
    List<ImportStore.RejectedRow> kept(
            List<ImportStore.RejectedRow> rejected,
            List<ImportStore.RejectedRow> refused,
            Screened screened,
            int room) {
        List<ImportStore.RejectedRow> kept = new ArrayList<>();
        rejected.forEach(row -> kept.add(screened.blanked(row, rejectedCells.getOrDefault(row.line(), List.of()))));
        refused.stream().limit(Math.max(0, room - kept.size())).forEach(kept::add);
        return kept;
    }
}
