package dev.kennzahl.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kennzahl.GraphQlFollower;
import dev.kennzahl.packaged.ServiceClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A stop that was announced, as a cluster does it with a pod that leaves. */
class StopIT {
    private static final int POSTS_PER_SECOND = 200;
    private static final String WON =
            "subscription { kpiChanged(key: \"deals_won\", query: {from: \"2025-01-01\", to: \"2026-01-01\"})"
                    + " { result { series { points { value } } } } }";

    @Test
    void aStopUnderLoadBreaksNothingOffAndLosesNothing() throws InterruptedException {
        try (ServiceProcess service = ServiceProcess.empty("stop")
                .with("QUARKUS_SHUTDOWN_DELAY", "2S")
                .start()
                .awaitReady()) {
            ServiceClient tenant = service.client("").newTenant();
            SteadyPosts posts = new SteadyPosts(tenant, POSTS_PER_SECOND);
            posts.start();
            Thread.sleep(1_500);
            service.askToStop();
            long asked = System.nanoTime();
            Thread.sleep(1_000);
            assertThat(service.client("").isReady()).as("ready while it leaves").isFalse();
            assertThat(service.client("").ask("/q/health/live").status()).isEqualTo(200);
            service.awaitExit();
            posts.stop();

            assertThat(posts.acknowledgedSince(asked))
                    .as("served while it leaves")
                    .isPositive();
            // Refused or broken off only when the drain has begun, by when nobody sends any more who looks at
            // readiness.
            assertThat(posts.firstFailure())
                    .isGreaterThan(asked + Duration.ofSeconds(2).toNanos());
            assertThat(posts.failures().keySet()).isSubsetOf("status 503, to come again", "no answer");
            System.out.printf(
                    "StopIT: %d posts acknowledged, %d of them after the signal; then %s%n",
                    posts.acknowledged().size(), posts.acknowledgedSince(asked), posts.failures());

            service.terminate();
            service.start().awaitReady();
            List<JsonNode> deliveries = posts.awaitApplied(tenant);
            assertThat(deliveries)
                    .hasSizeGreaterThanOrEqualTo(posts.acknowledged().size())
                    .allSatisfy(delivery ->
                            assertThat(delivery.path("status").asText()).isEqualTo("applied"));
            assertThat(posts.dealsOf(tenant)).containsAll(posts.acknowledged());
        }
    }

    @Test
    void whoeverFollowsAFigureIsSentElsewhereAndNobodyIsWaitedFor() throws Exception {
        try (ServiceProcess service =
                ServiceProcess.empty("stop-sockets").start().awaitReady()) {
            Map<String, String> caller = Map.of(
                    "Authorization", "ApiKey " + service.client("").newTenant().key());
            try (GraphQlFollower gone = new GraphQlFollower(service.port(), caller)) {
                gone.subscribe(WON);
                gone.next("next");
            }
            try (GraphQlFollower follower = new GraphQlFollower(service.port(), caller)) {
                follower.subscribe(WON);
                follower.next("next");
                long asked = System.nanoTime();
                service.askToStop();
                assertThat(follower.next().path("closed").asInt())
                        .as("going away, on which clients connect again")
                        .isEqualTo(1001);
                service.awaitExit();
                // Ten seconds is how long a request under way is waited for.
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
            }
            assertThat(service.log()).doesNotContain("Timed out waiting for graceful shutdown");
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredAndALaterOneIsToldToComeAgain() throws Exception {
        try (ServiceProcess service =
                ServiceProcess.empty("stop-under-way").start().awaitReady()) {
            ServiceClient tenant = service.client("").newTenant();
            String rows = "customer_id,name\nc1,Ada\n";
            try (Socket upload = new Socket("localhost", service.port())) {
                OutputStream to = upload.getOutputStream();
                write(
                        to,
                        "POST /api/v1/imports/customers HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + tenant.key()
                                + "\r\nContent-Type: text/csv\r\nContent-Length: " + rows.length() + "\r\n\r\n"
                                + rows.substring(0, 5));
                Thread.sleep(2_000); // until it has come in, which nobody can ask for
                service.askToStop();
                Answer refused =
                        Awaitility.await().until(() -> tenant.ask("/api/v1/deals"), answer -> answer.status() == 503);
                assertThat(refused.headers()).containsKey("retry-after");
                assertThat(refused.headers().get("content-type")).containsExactly("application/problem+json");
                assertThat(refused.json().path("code").asText()).isEqualTo("UNAVAILABLE");
                assertThat(tenant.ask("/q/health/live").status()).isEqualTo(200);

                write(to, rows.substring(5));
                assertThat(firstLine(upload.getInputStream())).isEqualTo("HTTP/1.1 202 Accepted");
            }
            service.awaitExit();
        }
    }

    private static void write(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.US_ASCII));
        to.flush();
    }

    private static String firstLine(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next >= 0 && next != '\r'; next = from.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
