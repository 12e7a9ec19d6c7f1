package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;

class SupersededEventsTest {
    private static final UUID DEAL = new UUID(1, 1);
    private static final Instant MONDAY = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-05-05T09:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-05-06T09:00:00Z");

    @Test
    void anEventTakenBackIsBelievedUntilThenAndItsSuccessorFromThen() {
        List<Belief> beliefs = beliefs(
                new RecordedEvent(event("1", "ours"), TUESDAY, WEDNESDAY),
                new RecordedEvent(event("1", "theirs"), WEDNESDAY));

        assertThat(beliefs)
                .extracting(belief -> belief.version().fields().get("owner_id"), Belief::knownFrom, Belief::knownTo)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("ours", TUESDAY, WEDNESDAY),
                        org.assertj.core.groups.Tuple.tuple("theirs", WEDNESDAY, Instant.MAX));
    }

    @Test
    void anEventTakenBackForGoodLeavesNothingBelieved() {
        List<Belief> beliefs = beliefs(new RecordedEvent(event("1", "ours"), TUESDAY, WEDNESDAY));

        assertThat(beliefs).extracting(Belief::knownTo).containsExactly(WEDNESDAY);
    }

    private static List<Belief> beliefs(RecordedEvent... events) {
        return new Replay(new RecordFold(ZoneOffset.UTC))
                .beliefs(List.of(new RecordFold.Subject(DEAL, EntityType.DEAL, fields -> null)), List.of(events));
    }

    private static StoredEvent event(String key, String owner) {
        return new StoredEvent(
                DEAL,
                new UUID(2, key.hashCode()),
                StoredEvent.Kind.CREATED,
                MONDAY,
                null,
                0,
                key,
                Map.of("owner_id", owner),
                null);
    }
}
