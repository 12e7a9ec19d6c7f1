package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.Course;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.Revision;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.ingestion.history.Version;

/**
 * The records of a part that are remembered and of which nothing happened but later than all that was known: they are folded
 * from there on, and nothing of them need be read.
 */
final class Following {
    private final Map<UUID, Course> courses = new LinkedHashMap<>();
    private final List<RecordDirectory.Entry> directory = new ArrayList<>();
    private final List<Revision.Span> believed = new ArrayList<>();

    /** @param records those of the part that may be folded each by itself */
    static Following of(
            RecordFold fold,
            Senders senders,
            Recording.Part part,
            Set<UUID> records,
            HotRecords.@Nullable Recall recall) {
        Following following = new Following();
        if (recall != null) {
            Map<UUID, List<StoredEvent>> news = new LinkedHashMap<>();
            part.fresh().stream()
                    .map(Change::event)
                    .filter(event -> records.contains(event.recordId()))
                    .forEach(event -> news.computeIfAbsent(event.recordId(), id -> new ArrayList<>())
                            .add(event));
            news.forEach((id, events) ->
                    recall.of(id).ifPresent(known -> following.follow(fold, senders, known, events, recall)));
        }
        return following;
    }

    private void follow(
            RecordFold fold,
            Senders senders,
            HotRecords.Known known,
            List<StoredEvent> news,
            HotRecords.Recall recall) {
        if (news.stream().anyMatch(event -> Newcomers.isRounded(event.occurredAt()))) {
            return;
        }
        UUID id = known.entry().id();
        fold.follow(known.entry().subject(senders), known.tail(), news).ifPresent(course -> {
            courses.put(id, course);
            directory.add(known.entry());
            believed.add(known.tail().open(id));
            recall.learn(known.entry(), course);
        });
    }

    Set<UUID> records() {
        return courses.keySet();
    }

    List<RecordDirectory.Entry> directory() {
        return directory;
    }

    List<Revision.Span> believed() {
        return believed;
    }

    Map<UUID, List<Version>> versions() {
        Map<UUID, List<Version>> versions = new LinkedHashMap<>();
        courses.forEach((id, course) -> versions.put(id, course.versions()));
        return versions;
    }
}
