package dev.kennzahl.ingestion;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.ingestion.history.Version;

/** The way of an event from its sender's class to versions, as the service goes it, without the store. */
public final class Folding {
    private static final Change.Origin NOWHERE = new Change.Origin(null, null, null);

    private final Map<String, RecordFold.Subject> subjects = new TreeMap<>();
    private final Map<String, StoredEvent> log = new TreeMap<>();
    private final CrmSender sender;

    public Folding(CrmSender sender) {
        this.sender = sender;
    }

    /** Takes in what one delivery says; what the log has already stays as it is. */
    public void deliver(Collection<ChangeEvent> events) {
        for (ChangeEvent event : events) {
            for (Change change : Change.of(event, NOWHERE)) {
                StoredEvent stored = change.event();
                subjects.putIfAbsent(
                        stored.recordId().toString(),
                        new RecordFold.Subject(
                                stored.recordId(), change.record().entity(), sender::status));
                log.putIfAbsent(stored.recordId() + "/" + stored.eventId(), stored);
            }
        }
    }

    public Map<UUID, List<Version>> versions(ZoneId zone) {
        return new TreeMap<>(new RecordFold(zone).fold(subjects.values(), new ArrayList<>(log.values())));
    }
}
