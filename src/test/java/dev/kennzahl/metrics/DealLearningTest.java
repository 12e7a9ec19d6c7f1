package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Ending;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Transition;

import static org.assertj.core.api.Assertions.assertThat;

/** What is learned of one deal: ten days new, pushed after ten more as an offer, won on its fortieth day. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DealLearningTest {
    private static final String DEAL =
            """
            deal_id,stage,status,amount,created_at,expected_close_on,closed_at,changed_at
            A,new,open,1000,2026-01-01T00:00:00Z,2026-02-01,,2026-01-01T00:00:00Z
            A,offer,open,1000,2026-01-01T00:00:00Z,2026-02-01,,2026-01-11T00:00:00Z
            A,offer,open,1000,2026-01-01T00:00:00Z,2026-03-01,,2026-01-21T00:00:00Z
            A,won,won,1000,2026-01-01T00:00:00Z,2026-03-01,2026-02-10T00:00:00Z,2026-02-10T00:00:00Z
            """;

    private static final Instant SINCE = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    /** Of 1000: from 512 to 1024. */
    private static final int SIZE = 9;

    @Inject
    DealHistory history;

    @Inject
    TestTenants tenants;

    private <T> List<T> ask(Function<DealReader, Uni<List<T>>> question) {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", DEAL);
        return history.read(tenants.idOf(tenant), new DealScope(List.of(), List.of(), null, null), question)
                .await()
                .atMost(Duration.ofMinutes(1));
    }

    @Test
    void cutsALifeWhereTheStageTheAgeOrTheNumberOfPushesChanges() {
        assertThat(ask(deals -> deals.transitions(SINCE, JUNE)))
                .containsExactlyInAnyOrder(
                        new Transition("new", 0, 0, SIZE, Outcome.OPEN, "offer", false, 1, 10),
                        new Transition("offer", 0, 0, SIZE, Outcome.NONE, "", false, 1, 4),
                        new Transition("offer", 0, 1, SIZE, Outcome.OPEN, "offer", true, 1, 6),
                        new Transition("offer", 1, 1, SIZE, Outcome.NONE, "", false, 1, 10),
                        new Transition("offer", 1, 2, SIZE, Outcome.WON, "", false, 1, 10));
    }

    @Test
    void seesNothingOfWhatCameLater() {
        assertThat(ask(deals -> deals.transitions(SINCE, Instant.parse("2026-01-16T00:00:00Z"))))
                .containsExactlyInAnyOrder(
                        new Transition("new", 0, 0, SIZE, Outcome.OPEN, "offer", false, 1, 10),
                        new Transition("offer", 0, 0, SIZE, Outcome.NONE, "", false, 1, 4),
                        new Transition("offer", 0, 1, SIZE, Outcome.NONE, "", false, 1, 1));
        assertThat(ask(deals -> deals.endings(SINCE, Instant.parse("2026-02-10T00:00:00Z"))))
                .containsExactly(new Ending(null, null, 0, 0));
    }

    @Test
    void countsADealOnceWhereverItWas() {
        assertThat(ask(deals -> deals.endings(SINCE, JUNE)))
                .containsExactlyInAnyOrder(
                        new Ending("new", 0, 1, 1),
                        new Ending("new", null, 1, 1),
                        new Ending("offer", 0, 1, 1),
                        new Ending("offer", 1, 1, 1),
                        new Ending("offer", 2, 1, 1),
                        new Ending("offer", null, 1, 1),
                        new Ending(null, null, 1, 1));
    }

    @Test
    void knowsWhatADealWasLikeWhenItCame() {
        assertThat(ask(deals -> deals.arrivals(SINCE, JUNE, 10)))
                .containsExactly(new Arrival(
                        DealGroup.WHOLE, "new", new BigDecimal("1000"), Instant.parse("2026-01-01T00:00:00Z")));
    }
}
