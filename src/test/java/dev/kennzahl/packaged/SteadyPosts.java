package dev.kennzahl.packaged;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import org.awaitility.Awaitility;

import dev.kennzahl.packaged.ServiceClient.Answer;

/** A CRM that posts so many webhooks a second, each of a deal of its own, and remembers what was said to each. */
final class SteadyPosts {
    private static final String SECRET = "whsec_e6CWTDu8h3Ca7r0+gIfkbrJUlGVpBpnmHhZWZ6g6Hf4=";
    private static final int SENDERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ServiceClient tenant;
    private final String connection;
    private final String path;
    private final long pauseNanos;
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS);
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final AtomicLong firstFailure = new AtomicLong(Long.MAX_VALUE);

    SteadyPosts(ServiceClient tenant, int perSecond) {
        this.tenant = tenant;
        pauseNanos = Duration.ofSeconds(1).toNanos() * SENDERS / perSecond;
        JsonNode made = tenant.post(
                "/api/v1/connections",
                Map.of("sender", "standard-webhooks", "name", "steady", "secret", SECRET, "options", Map.of()));
        connection = made.path("id").asText();
        path = made.path("url").asText();
    }

    void start() {
        for (int i = 0; i < SENDERS; i++) {
            senders.scheduleAtFixedRate(this::post, pauseNanos * i / SENDERS, pauseNanos, TimeUnit.NANOSECONDS);
        }
    }

    void stop() throws InterruptedException {
        senders.shutdown();
        senders.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The deals whose webhooks were acknowledged. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged.keySet());
    }

    long acknowledgedSince(long nanoTime) {
        return acknowledged.values().stream().filter(at -> at > nanoTime).count();
    }

    /** When a post first ended without an acknowledgement, in the terms of {@link System#nanoTime()}. */
    long firstFailure() {
        return firstFailure.get();
    }

    /** How the others ended, and how many. */
    Map<String, AtomicInteger> failures() {
        return failures;
    }

    /** Waits until nothing is left to be applied, and gives all deliveries. */
    List<JsonNode> awaitApplied(ServiceClient asked) {
        Awaitility.await().atMost(PATIENCE).until(() -> asked.get("/api/v1/deliveries?status=received&first=1")
                .path("items")
                .isEmpty());
        return asked.all("/api/v1/deliveries?connection=" + connection);
    }

    Set<String> dealsOf(ServiceClient asked) {
        return asked.all("/api/v1/deals").stream()
                .map(deal -> deal.path("externalId").asText())
                .collect(Collectors.toSet());
    }

    private void post() {
        String deal = "D-" + next.getAndIncrement();
        long now = Instant.now().getEpochSecond();
        String body = message(deal);
        try {
            Answer answer = tenant.upload(
                    path,
                    "application/json",
                    body,
                    Map.of(
                            "webhook-id",
                            deal,
                            "webhook-timestamp",
                            Long.toString(now),
                            "webhook-signature",
                            new Webhook(SECRET).sign(deal, now, body)));
            if (answer.status() == 202) {
                acknowledged.put(deal, System.nanoTime());
            } else {
                String again = answer.headers().containsKey("retry-after") ? ", to come again" : "";
                fail("status " + answer.status() + again);
            }
        } catch (UncheckedIOException e) {
            fail("no answer");
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fail(String how) {
        firstFailure.accumulateAndGet(System.nanoTime(), Math::min);
        failures.computeIfAbsent(how, key -> new AtomicInteger()).incrementAndGet();
    }

    private static String message(String deal) {
        return """
                {"type":"sales.deal.created","timestamp":"2025-03-01T10:00:00Z","data":{"dealId":"%s","amount":"100","currency":"EUR"}}
                """
                .formatted(deal);
    }
}
