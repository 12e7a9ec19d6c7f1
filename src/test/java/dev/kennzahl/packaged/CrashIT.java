package dev.kennzahl.packaged;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.Soon;
import dev.kennzahl.packaged.ServiceClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was acknowledged survives, and counts once, whatever dies. Every round kills something in the middle of an import and
 * a burst of webhooks, and compares with figures that were computed without any service.
 *
 * <p>{@code -Dkennzahl.crash.rounds=20} makes it thorough, {@code -Dkennzahl.crash.seed=…} repeats a run.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("kennzahl.crash.rounds", 3);
    private static final long SEED = Long.getLong("kennzahl.crash.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ServiceProcess service;

    enum Disaster {
        SERVICE_KILLED,
        POSTGRES_KILLED,
        BOTH_KILLED,
        SERVICE_STOPPED
    }

    /** Everything random about a round follows from its seed. */
    record Round(int number, Disaster disaster, long seed) {
        static Round of(int number) {
            // The first rounds kill each in turn, so that a short run has seen all.
            return new Round(number, Disaster.values()[(number - 1) % 3], SEED + number);
        }
    }

    static Stream<Round> rounds() {
        return IntStream.rangeClosed(1, ROUNDS).mapToObj(Round::of);
    }

    @BeforeAll
    static void startTheService() {
        System.out.println("CrashIT: -Dkennzahl.crash.seed=" + SEED);
        service = ServiceProcess.empty("crash").start().awaitReady();
    }

    @AfterAll
    static void endTheService() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void whatWasAcknowledgedSurvivesAndCountsOnce(Round round) {
        survive(round);
    }

    @Test
    void aStopInTheMiddleOfTheWorkLosesNothing() {
        survive(new Round(0, Disaster.SERVICE_STOPPED, SEED));
    }

    private static void survive(Round round) {
        CrashInput input = new CrashInput(round.seed());
        ServiceClient tenant = service.client("").newTenant();
        CrashLoad load = new CrashLoad(input, tenant);

        load.send(List.of(tenant), () -> {
            awaitTheMoment(round, input, load);
            System.out.printf(
                    "CrashIT: %s after %d of %d posts and %d of %d rows%n",
                    round, load.acknowledged(), input.messages().size(), load.rowsDone(), input.rows());
            strike(round.disaster(), tenant);
        });
        recover(round.disaster());

        assertThat(load.refusals()).isSubsetOf("503 UNAVAILABLE Retry-After");
        CrashVerdict.assertThatTheAcknowledgedIsAppliedOnce(load, tenant);
        load.sendTheRest(tenant);
        CrashVerdict.assertThatAllIsAppliedOnce(input, load, tenant);
        CrashVerdict.assertThatTheFiguresAreTrue(input.truth(), tenant);
    }

    /** In the middle of the posts or in the middle of the rows, whichever the seed says. */
    private static void awaitTheMoment(Round round, CrashInput input, CrashLoad load) {
        Random dice = new Random(round.seed());
        // A stop that comes between two pieces of work proves little: it is to come upon an import.
        boolean byRows = dice.nextBoolean() || round.disaster() == Disaster.SERVICE_STOPPED;
        int posts = 1 + dice.nextInt(CrashLoad.ids(input.messages()).size() - 1);
        int rows = 1 + dice.nextInt(input.rows() / 2);
        Soon.await().atMost(PATIENCE).until(() -> byRows ? load.rowsDone() >= rows : load.acknowledged() >= posts);
    }

    private static void strike(Disaster disaster, ServiceClient tenant) {
        switch (disaster) {
            case SERVICE_KILLED -> service.kill();
            case SERVICE_STOPPED -> {
                service.terminate();
                assertThat(service.log()).doesNotContainPattern("Import \\S+ failed");
            }
            case POSTGRES_KILLED -> {
                service.postgres().kill();
                assertThatTheOutageIsTold(tenant.ask("/api/v1/deals"));
                assertThatTheOutageIsTold(tenant.ask("/api/v1/kpis/deals_won/values?from=2025-01-01&to=2026-01-01"));
                assertThat(service.demo().isReady()).isFalse();
            }
            case BOTH_KILLED -> {
                service.kill();
                service.postgres().kill();
            }
        }
    }

    /** A service that lives finds its database again by itself. */
    private static void recover(Disaster disaster) {
        if (disaster == Disaster.POSTGRES_KILLED) {
            assertThat(service.isAlive()).isTrue();
            service.postgres().comeBack();
        } else {
            service.start();
        }
        service.awaitReady();
    }

    private static void assertThatTheOutageIsTold(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
        assertThat(answer.json().path("code").asText()).isEqualTo("UNAVAILABLE");
    }
}
