package dev.kennzahl.ingestion;

import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.Course;
import dev.kennzahl.ingestion.history.Tail;

/**
 * Remembers the records that deliveries spoke of lately, so that the next change of one is folded without reading all that was
 * ever said of it. What is remembered of a tenant holds only as long as this node takes its turns one after the other: any turn
 * in between, another node's, an import's or an erasure's, has left its number, and all is forgotten.
 */
@Singleton
class HotRecords {
    private final long room;
    private final Map<Integer, Era> eras = new ConcurrentHashMap<>();
    /** The longest unused first. */
    private final LinkedHashMap<Key, Known> records = new LinkedHashMap<>(16, 0.75f, true);

    private long taken;

    @Inject
    HotRecords(IngestionConfig config) {
        this(config.hotRecordBytes());
    }

    /** @param room in bytes */
    HotRecords(long room) {
        this.room = room;
    }

    /** A record as the store holds it. */
    record Known(RecordDirectory.Entry entry, Tail tail) {
        private int bytes() {
            return tail.bytes() + 2 * entry.externalId().length();
        }
    }

    private record Key(int tenantId, UUID record) {}

    /** @param turn the last one; the next must have the number after it */
    private record Era(long turn, ZoneId zone) {}

    /** What a turn may rely on. To be asked once the turn is taken. */
    Recall recall(ChangeApplier.Turn turn) {
        Era era = eras.get(turn.tenantId());
        if (era == null || era.turn() + 1 != turn.number() || !era.zone().equals(turn.zone())) {
            eras.remove(turn.tenantId());
            forget(turn.tenantId());
        }
        return new Recall(turn);
    }

    private synchronized void forget(int tenantId) {
        for (Iterator<Map.Entry<Key, Known>> all = records.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Known> entry = all.next();
            if (entry.getKey().tenantId() == tenantId) {
                taken -= entry.getValue().bytes();
                all.remove();
            }
        }
    }

    private synchronized Optional<Known> get(Key key) {
        return Optional.ofNullable(records.get(key));
    }

    private synchronized void put(Key key, @Nullable Known known) {
        Known before = known == null ? records.remove(key) : records.put(key, known);
        taken += (known == null ? 0 : known.bytes()) - (before == null ? 0 : before.bytes());
        for (Iterator<Known> eldest = records.values().iterator(); taken > room && eldest.hasNext(); ) {
            taken -= eldest.next().bytes();
            eldest.remove();
        }
    }

    /** What was remembered when a turn was taken, and what the turn learns. Others see that only when it is kept. */
    final class Recall {
        private final ChangeApplier.Turn turn;
        private final Map<UUID, Optional<Known>> learned = new ConcurrentHashMap<>();

        private volatile boolean spoilt;

        private Recall(ChangeApplier.Turn turn) {
            this.turn = turn;
        }

        /** A record as it is before the turn, if it is remembered. */
        Optional<Known> of(UUID record) {
            return get(new Key(turn.tenantId(), record));
        }

        /** How a record is once the turn ends; forgotten if it cannot be followed. */
        void learn(RecordDirectory.Entry entry, Course course) {
            learned.put(entry.id(), Optional.ofNullable(course.tail()).map(tail -> new Known(entry, tail)));
        }

        /** The turn did more to records than fold them: nothing of what was remembered or learned holds afterwards. */
        void spoil() {
            spoilt = true;
        }

        /** To be called when the turn's transaction has been committed, and only then. */
        void keep() {
            if (spoilt) {
                return; // so that the next turn finds this one missing
            }
            learned.forEach((record, known) -> put(new Key(turn.tenantId(), record), known.orElse(null)));
            eras.put(turn.tenantId(), new Era(turn.number(), turn.zone()));
        }
    }
}
