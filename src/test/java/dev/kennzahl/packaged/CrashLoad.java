package dev.kennzahl.packaged;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.packaged.CrashInput.Message;
import dev.kennzahl.packaged.ServiceClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The senders: they post, remember what was acknowledged, and send the rest again, as real ones do. */
final class CrashLoad {
    private static final String SECRET = "whsec_e6CWTDu8h3Ca7r0+gIfkbrJUlGVpBpnmHhZWZ6g6Hf4=";
    private static final int SENDERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CrashInput input;
    private final ServiceClient tenant;
    private final String connection;
    private final String webhookPath;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String importId;

    CrashLoad(CrashInput input, ServiceClient tenant) {
        this.input = input;
        this.tenant = tenant;
        JsonNode made = tenant.post(
                "/api/v1/connections",
                Map.of("sender", "standard-webhooks", "name", "crash", "secret", SECRET, "options", Map.of()));
        connection = made.path("id").asText();
        webhookPath = made.path("url").asText();
    }

    /** Sends everything once, in turn to the nodes given, the file beside the messages; {@code meanwhile} runs beside them. */
    void send(List<ServiceClient> nodes, Runnable meanwhile) {
        ConcurrentLinkedQueue<Message> queue = new ConcurrentLinkedQueue<>(input.messages());
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS + 1);
        try {
            List<Future<?>> ends = new ArrayList<>();
            ends.add(senders.submit(() -> upload(nodes.get(0))));
            for (int i = 0; i < SENDERS; i++) {
                ServiceClient to = nodes.get(i % nodes.size());
                ends.add(senders.submit(() -> {
                    for (Message next = queue.poll(); next != null; next = queue.poll()) {
                        post(to, next);
                    }
                }));
            }
            meanwhile.run();
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        } finally {
            senders.shutdownNow();
        }
    }

    /** Sends again what was not acknowledged. */
    void sendTheRest(ServiceClient to) {
        input.messages().stream()
                .filter(message -> !acknowledged.contains(message.id()))
                .forEach(message -> post(to, message));
        if (importId == null) {
            upload(to);
        }
        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(ids(input.messages()));
        assertThat(importId).isNotNull();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    Set<String> acknowledgedIds() {
        return Set.copyOf(acknowledged);
    }

    /** What was answered instead of 202, apart from broken connections: status, code, and whether Retry-After was there. */
    Set<String> refusals() {
        return Set.copyOf(refusals);
    }

    /** How many rows of the file are done; none before it is acknowledged. */
    long rowsDone() {
        return importId == null
                ? 0
                : importState(tenant, String.valueOf(importId)).path("received").asLong();
    }

    /** Waits for the end of the import; on the way, every row counted is either accepted or rejected. */
    JsonNode awaitImport(ServiceClient asked) {
        return awaitImport(asked, java.util.Objects.requireNonNull(importId));
    }

    /** The same for another import. */
    JsonNode awaitImport(ServiceClient asked, String id) {
        return Awaitility.await().atMost(PATIENCE).until(() -> importState(asked, id), state -> !state.path("status")
                .asText()
                .equals("running"));
    }

    /** Waits until no delivery is left to be applied, and gives all of them. */
    List<JsonNode> awaitDeliveries(ServiceClient asked) {
        Awaitility.await().atMost(PATIENCE).until(() -> asked.get("/api/v1/deliveries?status=received&first=1")
                .path("items")
                .isEmpty());
        return asked.all("/api/v1/deliveries?connection=" + connection);
    }

    /** The senders' ids of stored deliveries. */
    static Set<String> messageIds(ServiceClient asked, List<JsonNode> deliveries) {
        Set<String> ids = new HashSet<>();
        deliveries.forEach(delivery -> {
            JsonNode detail =
                    asked.get("/api/v1/deliveries/" + delivery.path("id").asText());
            ids.add(detail.path("headers").path("webhook-id").asText());
        });
        return ids;
    }

    static Set<String> ids(List<Message> messages) {
        Set<String> ids = new HashSet<>();
        messages.forEach(message -> ids.add(message.id()));
        return ids;
    }

    private static JsonNode importState(ServiceClient asked, String id) {
        JsonNode state = asked.get("/api/v1/imports/" + id);
        assertThat(state.path("accepted").asLong() + state.path("rejected").asLong())
                .isEqualTo(state.path("received").asLong());
        return state;
    }

    private void post(ServiceClient to, Message message) {
        long now = Instant.now().getEpochSecond();
        try {
            String signature = new Webhook(SECRET).sign(message.id(), now, message.body());
            Answer answer = to.upload(
                    webhookPath,
                    "application/json",
                    message.body(),
                    Map.of(
                            "webhook-id",
                            message.id(),
                            "webhook-timestamp",
                            Long.toString(now),
                            "webhook-signature",
                            signature));
            if (answer.status() == 202) {
                acknowledged.add(message.id());
            } else {
                refuse(answer);
            }
        } catch (UncheckedIOException e) {
            // Nobody answered, so nothing was promised.
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }

    private void upload(ServiceClient to) {
        try {
            Answer answer =
                    to.upload("/api/v1/imports/deals", "text/csv", input.csv(), Map.of("Idempotency-Key", "crash"));
            if (answer.status() == 202) {
                importId = answer.json().path("id").asText();
            } else {
                refuse(answer);
            }
        } catch (UncheckedIOException e) {
            // Nobody answered; the key tells the second attempt from a second file.
        }
    }

    private void refuse(Answer answer) {
        String code =
                answer.body().isEmpty() ? "" : " " + answer.json().path("code").asText();
        refusals.add(answer.status() + code + (answer.headers().containsKey("retry-after") ? " Retry-After" : ""));
    }
}
