package dev.kennzahl.ingestion.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.EntityType;

import static dev.kennzahl.ingestion.history.Story.A;
import static dev.kennzahl.ingestion.history.Story.B;
import static dev.kennzahl.ingestion.history.Story.C;
import static dev.kennzahl.ingestion.history.Story.D;
import static dev.kennzahl.ingestion.history.Story.at;
import static dev.kennzahl.ingestion.history.Story.changed;
import static dev.kennzahl.ingestion.history.Story.dealOf;
import static dev.kennzahl.ingestion.history.Story.event;
import static dev.kennzahl.ingestion.history.Story.fields;
import static dev.kennzahl.ingestion.history.Story.hour;
import static dev.kennzahl.ingestion.history.Story.last;
import static dev.kennzahl.ingestion.history.Story.merged;
import static org.assertj.core.api.Assertions.assertThat;

/** The common rules of intake (R2, R3, R5, R6), one story each. */
class RecordFoldTest {

    @Test
    void theNewestSourceTimeWinsFieldByField() {
        List<Version> versions =
                dealOf(changed(A, 5, "late", "stage", "proposal"), changed(A, 2, "b", "stage", "demo", "amount", "10"));

        assertThat(last(versions).fields())
                .containsEntry("stage", "proposal")
                .containsEntry("amount", new BigDecimal("10"));
        assertThat(at(versions, hour(3)).fields()).containsEntry("stage", "demo");
    }

    @Test
    void ofOneInstantTheSendersSequenceDecidesThenACreationRanksLowestThenTheGreaterKeyWins() {
        StoredEvent created = event(A, Kind.CREATED, 1, "z", "stage", "created");
        StoredEvent small = changed(A, 1, "a", "stage", "small key");
        StoredEvent great = changed(A, 1, "b", "stage", "great key");
        StoredEvent second = event(A, Kind.CREATED, hour(1), 7, "0", fields("stage", "second in sequence"), null);

        assertThat(stage(created, small)).isEqualTo("small key");
        assertThat(stage(great, small)).isEqualTo("great key");
        assertThat(stage(great, second)).isEqualTo("second in sequence");
    }

    @Test
    void aClearedFieldIsUnknownAndZeroIsZero() {
        List<Version> versions = dealOf(
                changed(A, 1, "a", "amount", "10", "stage", "demo"),
                changed(A, 2, "b", "amount", null),
                changed(A, 3, "c", "amount", "0"));

        assertThat(at(versions, hour(2)).fields()).doesNotContainKey("amount").containsEntry("stage", "demo");
        assertThat(last(versions).fields()).containsEntry("amount", new BigDecimal("0"));
    }

    @Test
    void theSameValueToldAgainIsNoStepOfHistory() {
        assertThat(dealOf(changed(A, 1, "a", "stage", "demo"), changed(A, 4, "b", "stage", "demo")))
                .hasSize(1);
    }

    @Test
    void noChangeBringsADeletedRecordBack() {
        List<Version> versions = dealOf(
                event(A, Kind.CREATED, 1, "a"),
                event(A, Kind.DELETED, 3, "b"),
                changed(A, 9, "c", "stage", "proposal"),
                event(A, Kind.RESTORED, 2, "restored before it was deleted"));

        assertThat(at(versions, hour(2)).status()).isEqualTo("open");
        assertThat(last(versions).status()).isEqualTo("deleted");
    }

    @Test
    void aRestoredRecordHasWhatWasSaidOfItInTheMeantime() {
        List<Version> versions = dealOf(
                changed(A, 1, "a", "stage", "demo"),
                event(A, Kind.DELETED, 3, "b"),
                changed(A, 4, "c", "stage", "proposal"),
                event(A, Kind.RESTORED, 5, "d"));

        assertThat(at(versions, hour(4)).status()).isEqualTo("deleted");
        assertThat(last(versions).status()).isEqualTo("open");
        assertThat(last(versions).fields()).containsEntry("stage", "proposal");
    }

    @Test
    void aRestorationOfTheVeryInstantRestores() {
        assertThat(last(dealOf(event(A, Kind.DELETED, 3, "a"), event(A, Kind.RESTORED, 3, "b")))
                        .status())
                .isEqualTo("open");
    }

    @Test
    void aDeletionOfAnUnknownRecordIsATombstone() {
        assertThat(dealOf(event(A, Kind.DELETED, 3, "a"))).singleElement().satisfies(version -> {
            assertThat(version.status()).isEqualTo("deleted");
            assertThat(version.validFrom()).isEqualTo(hour(3));
        });
    }

    @Test
    void whatHappensToAnAbsorbedRecordAfterItsMergeHappensToTheSurvivor() {
        Map<UUID, List<Version>> folded = fold(
                List.of(
                        changed(A, 1, "a", "stage", "demo"),
                        changed(B, 1, "b", "stage", "demo"),
                        changed(B, 3, "at its instant", "amount", "3"),
                        changed(B, 5, "later", "stage", "proposal")),
                merged(3, "m", A, null, B));

        assertThat(last(of(folded, A)).fields())
                .containsEntry("stage", "proposal")
                .doesNotContainKey("amount");
        assertThat(last(of(folded, B)).status()).isEqualTo("merged");
        assertThat(last(of(folded, B)).mergedInto()).isEqualTo(A);
        assertThat(last(of(folded, B)).fields()).containsEntry("stage", "demo");
        assertThat(at(of(folded, B), hour(2)).status()).isEqualTo("open");
    }

    @Test
    void aRecordBornByAMergeStartsWithThePrimarysValuesOfThatMoment() {
        Map<UUID, List<Version>> folded = fold(
                List.of(
                        event(A, Kind.CREATED, 1, "a", "stage", "demo", "amount", "10"),
                        event(B, Kind.CREATED, 2, "b", "stage", "lead", "colour", "red")),
                merged(4, "m", C, A, A, B));

        assertThat(of(folded, C)).singleElement().satisfies(born -> {
            assertThat(born.validFrom()).isEqualTo(hour(4));
            assertThat(born.fields())
                    .containsEntry("stage", "demo")
                    .containsEntry("amount", new BigDecimal("10"))
                    .containsEntry("created_at", hour(1));
            assertThat(born.custom()).isEmpty();
        });
    }

    @Test
    void whatIsBornOfABornRecordInheritsFromBoth() {
        Map<UUID, List<Version>> folded = fold(
                List.of(
                        event(A, Kind.CREATED, 1, "a", "stage", "demo"),
                        changed(C, 3, "c", "amount", "12"),
                        changed(A, 9, "to an alias of an alias", "colour", "blue")),
                merged(2, "m", C, A, A),
                merged(4, "n", D, C, C, B));

        assertThat(last(of(folded, D)).fields())
                .containsEntry("stage", "demo")
                .containsEntry("amount", new BigDecimal("12"))
                .containsEntry("created_at", hour(1));
        assertThat(last(of(folded, D)).custom()).containsEntry("colour", "blue");
        assertThat(List.of(A, B, C))
                .allSatisfy(loser ->
                        assertThat(last(of(folded, loser)).mergedInto()).isEqualTo(D));
    }

    @Test
    void aPrimaryThatWasAnAliasAlreadyStandsForItsSurvivor() {
        Map<UUID, List<Version>> folded = fold(
                List.of(changed(A, 1, "a", "stage", "absorbed"), changed(B, 1, "b", "stage", "survivor")),
                merged(2, "m", B, null, A),
                merged(4, "n", C, A, A));

        assertThat(last(of(folded, C)).fields()).containsEntry("stage", "survivor");
        assertThat(last(of(folded, B)).mergedInto()).isEqualTo(C);
    }

    @Test
    void ofMergesThatContradictEachOtherTheEarlierHolds() {
        Map<UUID, List<Version>> folded = fold(
                List.of(changed(A, 1, "a", "stage", "a"), changed(B, 1, "b", "stage", "b")),
                merged(3, "later", B, A, A),
                merged(2, "earlier", A, null, B));

        assertThat(last(of(folded, A)).status()).isEqualTo("open");
        assertThat(at(of(folded, A), hour(1)).fields())
                .as("a merge that does not hold does not cut the record's past off")
                .containsEntry("stage", "a");
        assertThat(last(of(folded, B)).mergedInto()).isEqualTo(A);
    }

    @Test
    void aSurvivorOfWhichNothingIsKnownIsInNoCount() {
        assertThat(last(of(fold(List.of(), merged(2, "m", C, A, A, B)), C)).status())
                .isEqualTo("unknown");
    }

    @Test
    void aCustomAttributeMayBearTheNameOfADate() {
        List<Version> versions = Story.fold(
                Story.subject(A, EntityType.CUSTOMER),
                Story.snapshot(A, 1, "created_at", "long ago", "status", "qualified", "qualified_at", "soon"));

        assertThat(last(versions).custom())
                .containsEntry("created_at", "long ago")
                .containsEntry("qualified_at", "soon");
        assertThat(last(versions).fields()).isEmpty();
    }

    @Test
    void valuesThatOnlyLookLikeOthersGiveAnotherDigest() {
        Version one =
                new Version(Instant.MIN, Instant.MAX, "open", null, false, Map.of(), Map.of("a", "1\u0002b\u00012"));
        Version other =
                new Version(Instant.MIN, Instant.MAX, "open", null, false, Map.of(), Map.of("a", "1", "b", "2"));

        assertThat(one.content()).isNotEqualTo(other.content());
    }

    private static Object stage(StoredEvent... events) {
        return Objects.requireNonNull(last(dealOf(events)).fields().get("stage"));
    }

    @SafeVarargs
    private static Map<UUID, List<Version>> fold(List<StoredEvent> events, List<StoredEvent>... merges) {
        List<StoredEvent> all = new ArrayList<>(events);
        for (List<StoredEvent> merge : merges) {
            all.addAll(merge);
        }
        return Story.fold(all);
    }

    private static List<Version> of(Map<UUID, List<Version>> folded, UUID record) {
        return Objects.requireNonNull(folded.get(record));
    }
}
