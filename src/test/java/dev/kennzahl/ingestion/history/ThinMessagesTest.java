package dev.kennzahl.ingestion.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.EntityType;

import static dev.kennzahl.ingestion.history.Story.A;
import static dev.kennzahl.ingestion.history.Story.B;
import static dev.kennzahl.ingestion.history.Story.at;
import static dev.kennzahl.ingestion.history.Story.changed;
import static dev.kennzahl.ingestion.history.Story.dealOf;
import static dev.kennzahl.ingestion.history.Story.event;
import static dev.kennzahl.ingestion.history.Story.hour;
import static dev.kennzahl.ingestion.history.Story.last;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages that name a record without its values (rule R9). */
class ThinMessagesTest {
    private static final String RESYNC = ChangeEvent.NEEDS_RESYNC;

    @Test
    void aThinMessageCallsForTheRecordToBeReadAnewAndChangesNothingElse() {
        List<Version> versions =
                dealOf(changed(A, 1, "a", "stage", "demo", "amount", "10"), changed(A, 2, "b", RESYNC, "true"));

        assertThat(versions).extracting(Version::needsResync).containsExactly(false, true);
        assertThat(last(versions).status()).isEqualTo("open");
        assertThat(last(versions).fields()).isEqualTo(versions.get(0).fields());
        assertThat(last(versions).content()).isNotEqualTo(versions.get(0).content());
        assertThat(last(versions).custom()).isEmpty();
    }

    @Test
    void theWholeRecordSettlesWhatWasMissingBeforeButNotAfter() {
        StoredEvent thin = changed(A, 2, "b", RESYNC, "true");
        StoredEvent whole = changed(A, 3, "c", RESYNC, "false", "stage", "demo");
        StoredEvent thinAgain = changed(A, 5, "d", RESYNC, "true");

        assertThat(last(dealOf(whole, thin)).needsResync()).isFalse();
        assertThat(last(dealOf(thinAgain, whole, thin)).needsResync()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(EntityType.class)
    void aRecordKnownOnlyFromThinMessagesIsInNoCount(EntityType entity) {
        List<Version> versions = Story.fold(
                Story.subject(A, entity),
                event(A, Kind.CREATED, 1, "a", RESYNC, "true"),
                changed(A, 2, "b", RESYNC, "true"));

        assertThat(versions).singleElement().satisfies(version -> {
            assertThat(version.status()).isEqualTo("unknown");
            assertThat(version.needsResync()).isTrue();
        });
    }

    @Test
    void aRecordOfWhichMoreIsKnownLaterWasNeverUnknown() {
        List<Version> versions =
                dealOf(changed(A, 1, "a", RESYNC, "true"), changed(A, 2, "b", RESYNC, "false", "status", "won"));

        assertThat(at(versions, hour(1)).status()).isEqualTo("open");
        assertThat(last(versions).status()).isEqualTo("won");
    }

    @Test
    void aRecordAnnouncedWithoutValuesIsOpen() {
        assertThat(last(dealOf(event(A, Kind.CREATED, 1, "a"))).status()).isEqualTo("open");
    }

    @Test
    void aThinDeletionDeletesAndAThinRestorationRestores() {
        StoredEvent known = changed(A, 1, "a", "stage", "demo");
        StoredEvent deleted = event(A, Kind.DELETED, 2, "b", RESYNC, "true", "stage", "a deletion sets no values");
        StoredEvent restored = event(A, Kind.RESTORED, 3, "c", RESYNC, "true");

        assertThat(last(dealOf(known, deleted)).status()).isEqualTo("deleted");
        assertThat(last(dealOf(known, deleted)).needsResync()).isTrue();
        assertThat(last(dealOf(known, deleted, restored)).status()).isEqualTo("open");
        assertThat(last(dealOf(known, deleted, restored)).fields()).containsEntry("stage", "demo");
        assertThat(last(dealOf(deleted, restored)).status()).isEqualTo("unknown");
    }

    @Test
    void aThinMessageToAnAbsorbedRecordConcernsItsSurvivor() {
        List<StoredEvent> events = new ArrayList<>(Story.merged(2, "m", A, null, B));
        events.add(changed(A, 1, "a", "stage", "demo"));
        events.add(changed(B, 3, "b", RESYNC, "true"));

        assertThat(last(Objects.requireNonNull(Story.fold(events).get(A))).needsResync())
                .isTrue();
    }
}
