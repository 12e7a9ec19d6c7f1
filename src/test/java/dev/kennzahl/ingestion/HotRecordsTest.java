package dev.kennzahl.ingestion;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.kennzahl.ingestion.history.Course;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;

class HotRecordsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final UUID DEAL = new UUID(0, 1);
    private static final int TENANT = 7;

    private final HotRecords hot = new HotRecords(1_000_000);

    @Test
    void theNextTurnOfThisNodeRemembers() {
        learn(hot, turn(TENANT, 1, BERLIN), DEAL);

        assertThat(hot.recall(turn(TENANT, 2, BERLIN)).of(DEAL)).isPresent();
    }

    @Test
    void aTurnInBetweenMakesItForget() {
        learn(hot, turn(TENANT, 1, BERLIN), DEAL);

        assertThat(hot.recall(turn(TENANT, 3, BERLIN)).of(DEAL)).isEmpty();
    }

    @Test
    void whatWasForgottenDoesNotComeBack() {
        learn(hot, turn(TENANT, 1, BERLIN), DEAL);
        hot.recall(turn(TENANT, 3, BERLIN)).keep();

        assertThat(hot.recall(turn(TENANT, 4, BERLIN)).of(DEAL)).isEmpty();
    }

    @Test
    void anotherZoneMakesItForget() {
        learn(hot, turn(TENANT, 1, BERLIN), DEAL);

        assertThat(hot.recall(turn(TENANT, 2, ZoneId.of("UTC"))).of(DEAL)).isEmpty();
    }

    @Test
    void aTurnThatWasNotCommittedTeachesNothing() {
        hot.recall(turn(TENANT, 1, BERLIN)).keep();
        hot.recall(turn(TENANT, 2, BERLIN)).learn(entry(DEAL), course(DEAL));

        // Rolled back, the turn has not left its number.
        assertThat(hot.recall(turn(TENANT, 2, BERLIN)).of(DEAL)).isEmpty();
    }

    @Test
    void aRecordThatCannotBeFollowedIsForgotten() {
        learn(hot, turn(TENANT, 1, BERLIN), DEAL);
        HotRecords.Recall second = hot.recall(turn(TENANT, 2, BERLIN));
        second.learn(entry(DEAL), new Course(List.of(), null));
        second.keep();

        assertThat(hot.recall(turn(TENANT, 3, BERLIN)).of(DEAL)).isEmpty();
    }

    @Test
    void oneTenantDoesNotMakeAnotherForget() {
        learn(hot, turn(TENANT, 1, BERLIN), DEAL);
        hot.recall(turn(8, 5, BERLIN)).keep();

        assertThat(hot.recall(turn(TENANT, 2, BERLIN)).of(DEAL)).isPresent();
        assertThat(hot.recall(turn(8, 6, BERLIN)).of(DEAL)).isEmpty();
    }

    @Test
    void theLongestUnusedMakesRoom() {
        HotRecords small = new HotRecords(10_000);
        HotRecords.Recall first = small.recall(turn(TENANT, 1, BERLIN));
        first.learn(entry(DEAL), course(DEAL));
        first.keep();
        for (int i = 2; i <= 100; i++) {
            HotRecords.Recall next = small.recall(turn(TENANT, i, BERLIN));
            assertThat(next.of(DEAL)).isPresent();
            next.learn(entry(new UUID(0, i)), course(new UUID(0, i)));
            next.keep();
        }

        HotRecords.Recall last = small.recall(turn(TENANT, 101, BERLIN));
        assertThat(last.of(new UUID(0, 2))).isEmpty();
        assertThat(last.of(new UUID(0, 100))).isPresent();
    }

    private static void learn(HotRecords hot, ChangeApplier.Turn turn, UUID record) {
        HotRecords.Recall recall = hot.recall(turn);
        recall.learn(entry(record), course(record));
        recall.keep();
    }

    private static ChangeApplier.Turn turn(int tenantId, long number, ZoneId zone) {
        return new ChangeApplier.Turn(tenantId, zone, Instant.EPOCH.plusSeconds(number), number);
    }

    private static RecordDirectory.Entry entry(UUID record) {
        return new RecordDirectory.Entry(record, EntityType.DEAL, "hubspot", "D-1");
    }

    private static Course course(UUID record) {
        StoredEvent event = new StoredEvent(
                record, record, StoredEvent.Kind.CHANGED, Instant.EPOCH, 0, "key", Map.of("amount", "1"), null);
        RecordFold.Subject subject = new RecordFold.Subject(record, EntityType.DEAL, fields -> fields.apply("status"));
        return Objects.requireNonNull(
                new RecordFold(BERLIN).courses(List.of(subject), List.of(event)).get(record));
    }
}
