package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.EntityType;

import static dev.kennzahl.ingestion.history.Story.A;
import static dev.kennzahl.ingestion.history.Story.at;
import static dev.kennzahl.ingestion.history.Story.changed;
import static dev.kennzahl.ingestion.history.Story.dealOf;
import static dev.kennzahl.ingestion.history.Story.event;
import static dev.kennzahl.ingestion.history.Story.hour;
import static dev.kennzahl.ingestion.history.Story.last;
import static dev.kennzahl.ingestion.history.Story.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

/** When a deal closed and how far a lead came (rule R7), from changes and from rows that describe a record as a whole. */
class ClosingDatesTest {

    @Test
    void aDealIsClosedWhenItsStateSaysSoUnlessItsSenderKnowsBetter() {
        assertThat(last(dealOf(changed(A, 1, "a", "status", "open"), changed(A, 4, "b", "status", "won")))
                        .fields())
                .containsEntry("closed_at", hour(4));
        assertThat(last(dealOf(
                                changed(A, 1, "a", "status", "open"),
                                changed(A, 4, "b", "status", "won", "closed_at", "2026-02-01T00:00:00Z")))
                        .fields())
                .containsEntry("closed_at", Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void leavingAClosedStateIsAReopeningAndClosingAgainASecondTransition() {
        List<Version> versions = dealOf(
                changed(A, 1, "a", "status", "open"),
                changed(A, 2, "b", "status", "won", "closed_at", hour(2).toString()),
                changed(A, 3, "c", "status", "open"),
                changed(A, 5, "d", "status", "won"));

        assertThat(versions).extracting(Version::status).containsExactly("open", "won", "open", "won");
        assertThat(at(versions, hour(3)).fields()).doesNotContainKey("closed_at");
        assertThat(last(versions).fields())
                .as("the date stated for the closing that was undone does not come back")
                .containsEntry("closed_at", hour(5));
    }

    @Test
    void aDateStatedAfterTheReopeningBelongsToTheSecondClosing() {
        List<Version> versions = dealOf(
                changed(A, 2, "b", "status", "lost"),
                changed(A, 3, "c", "status", "open"),
                changed(A, 4, "d", "closed_at", hour(7).toString()),
                changed(A, 5, "e", "status", "won"));

        assertThat(last(versions).fields()).containsEntry("closed_at", hour(7));
    }

    @Test
    void aWonDealThatWasDeletedAndRestoredWasWonWhenItWasWon() {
        List<Version> versions = dealOf(
                changed(A, 1, "a", "status", "open"),
                changed(A, 2, "b", "status", "won"),
                event(A, Kind.DELETED, 4, "c"),
                event(A, Kind.RESTORED, 6, "d"));

        assertThat(last(versions).status()).isEqualTo("won");
        assertThat(last(versions).fields()).containsEntry("closed_at", hour(2));
    }

    @Test
    void aReopeningWhileTheDealIsDeletedIsAReopening() {
        List<Version> versions = dealOf(
                changed(A, 2, "b", "status", "won", "closed_at", hour(2).toString()),
                event(A, Kind.DELETED, 4, "c"),
                changed(A, 5, "d", "status", "open"),
                event(A, Kind.RESTORED, 6, "e"),
                changed(A, 8, "f", "status", "won"));

        assertThat(last(versions).fields()).containsEntry("closed_at", hour(8));
    }

    @Test
    void aConvertedLeadKeepsWhenItWasQualified() {
        List<Version> versions = leadOf(
                changed(A, 1, "a", "status", "open"),
                changed(A, 2, "b", "status", "qualified"),
                changed(A, 5, "c", "status", "converted"));

        assertThat(last(versions).fields())
                .containsEntry("qualified_at", hour(2))
                .containsEntry("converted_at", hour(5));
    }

    @Test
    void aLeadTakenUpAgainStartsOver() {
        List<Version> versions = leadOf(
                changed(A, 1, "a", "status", "qualified"),
                changed(A, 2, "b", "status", "disqualified"),
                changed(A, 3, "c", "status", "open"),
                changed(A, 4, "d", "status", "qualified"));

        assertThat(at(versions, hour(2)).fields())
                .containsEntry("qualified_at", hour(1))
                .containsEntry("disqualified_at", hour(2));
        assertThat(last(versions).fields())
                .containsEntry("qualified_at", hour(4))
                .doesNotContainKey("disqualified_at");
    }

    @Test
    void aRowThatDescribesAClosedDealMeansItWasOpenInBetween() {
        List<Version> versions = dealOf(snapshot(
                A,
                1,
                "created_at",
                "2026-01-10",
                "closed_at",
                "2026-02-20",
                "status",
                "won",
                "stage",
                "Won",
                "amount",
                "7"));

        assertThat(versions).extracting(Version::status).containsExactly("open", "won");
        assertThat(versions.get(0).validFrom()).isEqualTo(Instant.parse("2026-01-09T23:00:00Z"));
        assertThat(versions.get(0).fields()).doesNotContainKey("stage").containsKey("amount");
        assertThat(versions.get(1).validFrom()).isEqualTo(Instant.parse("2026-02-19T23:00:00Z"));
    }

    @Test
    void aLaterRowReplacesAnEarlierOneColumnByColumn() {
        StoredEvent first =
                snapshot(A, 1, "created_at", "2026-01-10", "status", "open", "amount", "7", "colour", "red");
        StoredEvent second = snapshot(A, 2, "created_at", "2026-01-11", "status", "open", "amount", null);

        List<Version> versions = dealOf(second, first);

        assertThat(versions).singleElement().satisfies(version -> {
            assertThat(version.validFrom()).isEqualTo(Instant.parse("2026-01-10T23:00:00Z"));
            assertThat(version.fields()).doesNotContainKey("amount");
            assertThat(version.custom()).containsEntry("colour", "red");
        });
    }

    @Test
    void aRowThatNamesItsTimeOfChangeKnowsBetterThanOneAboutTheWhole() {
        List<Version> versions = dealOf(
                snapshot(A, 9, "created_at", hour(1).toString(), "status", "open", "stage", "demo", "amount", "7"),
                changed(A, 1, "a", "stage", "proposal"),
                changed(A, 5, "b", "status", "won"));

        assertThat(at(versions, hour(1)).fields()).containsEntry("stage", "proposal");
        assertThat(last(versions).fields()).containsEntry("closed_at", hour(5)).containsKey("amount");
    }

    private static List<Version> leadOf(StoredEvent... events) {
        return Story.fold(Story.subject(A, EntityType.LEAD), events);
    }
}
