package dev.kennzahl.ingestion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestSwitches;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

/** A store that stands still, as under a disk that does not come back, is felt by nobody for longer than they would wait. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestSwitches.class)
class StoreStandsStillProfileTest {
    private static final Duration NOT_LONGER_THAN = Duration.ofSeconds(4);
    /** What the directory of connections remembers is gone by then. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(3);

    private static final String DEAL =
            """
            {"meta":{"version":"2.0","entity":"deal","action":"create","id":"m-%1$s","company_id":"7","entity_id":"%1$s",
             "timestamp":"2026-01-02T08:00:00Z"},"data":{"id":%1$s,"title":"D","status":"open","value":10,"currency":"EUR"}}
            """;

    private PipedriveConnection pipedrive;
    private TestTenant tenant;

    @BeforeEach
    void connect() {
        tenant = TestTenant.create();
        pipedrive = new PipedriveConnection(tenant);
    }

    @Test
    void sendersAreToldInTimeToComeAgainAndTheirRepeatsCountOnce() {
        pipedrive.post(DEAL.formatted(1)).statusCode(202);

        whileItStandsStill(() -> {
            List<CompletableFuture<Void>> atOnce = new ArrayList<>();
            for (int deal = 2; deal <= 6; deal++) {
                String body = DEAL.formatted(deal);
                atOnce.add(CompletableFuture.runAsync(() -> assertIsToldToComeAgain(body)));
            }
            atOnce.forEach(CompletableFuture::join);
            pause(FORGOTTEN);
            assertIsToldToComeAgain(DEAL.formatted(7));
        });
        for (int deal = 1; deal <= 7; deal++) {
            pipedrive.post(DEAL.formatted(deal)).statusCode(202);
        }

        assertThat(pipedrive.settled()).hasSizeBetween(8, 14).allSatisfy(delivery -> assertThat(delivery)
                .containsEntry("status", "applied"));
        tenant.request().get("/api/v1/deals").then().statusCode(200).body("items.size()", equalTo(7));
    }

    @Test
    void readinessSaysSoInTimeAndWhenItIsOver() {
        RestAssured.get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("Store"));

        whileItStandsStill(() -> {
            for (int probe = 0; probe < 3; probe++) {
                Instant begin = Instant.now();
                RestAssured.get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
                assertThat(Duration.between(begin, Instant.now())).isLessThan(NOT_LONGER_THAN);
            }
            RestAssured.get("/q/health/live").then().statusCode(200);
        });

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP")));
    }

    private void assertIsToldToComeAgain(String body) {
        Instant begin = Instant.now();
        pipedrive
                .post(body)
                .statusCode(503)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("code", equalTo("UNAVAILABLE"))
                .body("retryable", equalTo(true));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(NOT_LONGER_THAN);
    }

    private static void whileItStandsStill(Runnable work) {
        List<ProcessHandle> server = server();
        signal("STOP", server);
        try {
            work.run();
        } finally {
            signal("CONT", server);
        }
    }

    /** All processes of the server, the postmaster first. */
    private static List<ProcessHandle> server() {
        Path directory = Path.of(System.getProperty("kennzahl.test.database", "target/test-database"));
        try (Stream<String> lines = Files.lines(directory.resolve("data/postmaster.pid"))) {
            ProcessHandle postmaster = ProcessHandle.of(
                            Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            // A process that has ended meanwhile makes kill complain; all others have got the signal.
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling", e);
        }
    }

    private static void pause(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
