package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Ending;
import dev.kennzahl.metrics.DealLearning.Exposure;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Past;
import dev.kennzahl.metrics.DealLearning.Stretch;
import dev.kennzahl.metrics.DealLearning.Transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

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

    private static List<Stretch> until(String... instants) {
        return Stream.of(instants)
                .map(instant -> new Stretch(SINCE, Instant.parse(instant)))
                .toList();
    }

    private <T> List<T> ask(Function<DealReader, Uni<List<T>>> question) {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", DEAL);
        return history.read(tenants.idOf(tenant), new DealScope(List.of(), List.of(), null, null), question)
                .await()
                .atMost(Duration.ofMinutes(1));
    }

    @Test
    void cutsALifeWhereTheStageTheAgeOrTheNumberOfPushesChanges() {
        Past past = ask(deals -> deals.pasts(until("2026-06-01T00:00:00Z"))).get(0);
        assertThat(past.transitions())
                .containsExactlyInAnyOrder(
                        new Transition("new", 0, 0, SIZE, Outcome.OPEN, "offer", false, 1, 10),
                        new Transition("offer", 0, 0, SIZE, Outcome.NONE, "", false, 0, 4),
                        new Transition("offer", 0, 1, SIZE, Outcome.OPEN, "offer", true, 1, 6),
                        new Transition("offer", 1, 1, SIZE, Outcome.NONE, "", false, 0, 10),
                        // until midnight of the first of February, where months are told apart
                        new Transition("offer", 1, 2, SIZE, Outcome.NONE, "", false, 0, 1 - 1 / 24.0),
                        new Transition("offer", 1, 2, SIZE, Outcome.WON, "", false, 1, 9 + 1 / 24.0));
        assertThat(past.months().stream().mapToDouble(Exposure::days).sum()).isCloseTo(40, within(1e-9));
        assertThat(past.months())
                .filteredOn(exposure -> exposure.won() > 0)
                .containsExactly(new Exposure(Instant.parse("2026-01-31T23:00:00Z"), "offer", 1, 2, 1, 9 + 1 / 24.0));
    }

    @Test
    void seesNothingOfWhatCameLater() {
        assertThat(ask(deals -> deals.pasts(until("2026-01-16T00:00:00Z")))
                        .get(0)
                        .transitions())
                .containsExactlyInAnyOrder(
                        new Transition("new", 0, 0, SIZE, Outcome.OPEN, "offer", false, 1, 10),
                        new Transition("offer", 0, 0, SIZE, Outcome.NONE, "", false, 0, 4),
                        new Transition("offer", 0, 1, SIZE, Outcome.NONE, "", false, 0, 1));
        assertThat(ask(deals -> deals.endings(until("2026-02-10T00:00:00Z"))).get(0))
                .isEmpty();
    }

    /** What is read for many instants at once is what is read for each, also of stretches that begin later. */
    @Test
    void learnsOfManyStretchesWhatItLearnsOfEach() {
        List<Stretch> many = new ArrayList<>(until(
                "2026-01-16T00:00:00Z", "2026-01-11T00:00:00Z", "2026-02-10T00:00:00Z", "2026-02-10T00:00:00.000001Z"));
        many.add(new Stretch(Instant.parse("2026-01-12T06:00:00Z"), Instant.parse("2026-01-31T12:00:00Z")));
        many.add(new Stretch(Instant.parse("2026-02-01T00:00:00Z"), JUNE));
        List<Past> pasts = ask(deals -> deals.pasts(many));
        List<List<Ending>> endings = ask(deals -> deals.endings(many));
        for (int i = 0; i < many.size(); i++) {
            List<Stretch> one = List.of(many.get(i));
            Past alone = ask(deals -> deals.pasts(one)).get(0);
            assertThat(pasts.get(i).transitions().stream()
                            .mapToDouble(Transition::days)
                            .sum())
                    .isCloseTo(
                            alone.transitions().stream()
                                    .mapToDouble(Transition::days)
                                    .sum(),
                            within(1e-9));
            assertThat(pasts.get(i).transitions())
                    .filteredOn(transition -> transition.count() > 0)
                    .extracting(Transition::outcome, Transition::stage, Transition::age, Transition::slips)
                    .isEqualTo(alone.transitions().stream()
                            .filter(transition -> transition.count() > 0)
                            .map(one2 -> tuple(one2.outcome(), one2.stage(), one2.age(), one2.slips()))
                            .toList());
            assertThat(endings.get(i))
                    .containsExactlyInAnyOrderElementsOf(
                            ask(deals -> deals.endings(one)).get(0));
        }
    }

    @Test
    void countsADealOnceWhereverItWas() {
        assertThat(ask(deals -> deals.endings(until("2026-06-01T00:00:00Z"))).get(0))
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
