package dev.kennzahl.metrics;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.SalesStory.DeleteStep;
import dev.kennzahl.metrics.SalesStory.FileStep;
import dev.kennzahl.metrics.SalesStory.HubSpotStep;
import dev.kennzahl.metrics.SalesStory.PortalStep;
import dev.kennzahl.metrics.SalesStory.Step;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A story told to a tenant of its own, through files and webhooks like anybody's.
 *
 * @param moments when the newest change was known after each step
 */
record ToldStory(SalesStory story, TestTenant tenant, KpiClient client, List<String> moments) {
    private static final String PORTAL_SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String HUBSPOT_SECRET = "a secret of the test";
    private static final String HUBSPOT_URL = "https://kennzahl.example/webhooks/hubspot";

    private static final ExecutorService SENDERS = Executors.newFixedThreadPool(8, task -> {
        Thread sender = new Thread(task, "sender");
        sender.setDaemon(true);
        return sender;
    });

    /** Stories that tests only look at are told once. */
    private static final Map<Long, ToldStory> TOLD = new ConcurrentHashMap<>();

    /** The story of that seed, told before or now; whoever asks for it changes nothing. */
    static ToldStory ofSeed(long seed) {
        return TOLD.computeIfAbsent(seed, key -> tell(SalesStoryDice.throwFor(key), 1, told -> {}));
    }

    /**
     * Tells a story.
     *
     * @param times how often every step is told
     * @param afterStep what to do after each time
     */
    static ToldStory tell(SalesStory story, int times, Consumer<ToldStory> afterStep) {
        TestTenant tenant = TestTenant.create();
        ToldStory told = new ToldStory(story, tenant, new KpiClient(tenant), new ArrayList<>());
        told.set(story.settings());
        String portal = told.connect("standard-webhooks", PORTAL_SECRET, Map.of());
        String hubSpot = told.connect("hubspot", HUBSPOT_SECRET, Map.of("publicUrl", HUBSPOT_URL));
        for (Step step : story.steps()) {
            for (int i = 0; i < times; i++) {
                told.take(step, portal, hubSpot);
                told.moments().add(told.watermark());
                afterStep.accept(told);
            }
            if (told.moments().size() % 3 == 2) {
                told.keepSums();
            }
        }
        return told;
    }

    /** Changes the tenant's settings. */
    void set(Map<String, Object> settings) {
        tenant.plain().patch("/api/v1/tenant", settings).expect(200);
    }

    /** Brings the kept sums up to now; what is told later is not in them. */
    void keepSums() {
        int tenantId = Arc.container().instance(TestTenants.class).get().idOf(tenant);
        Arc.container()
                .instance(RollupKeeper.class)
                .get()
                .keep(tenantId)
                .await()
                .atMost(Duration.ofMinutes(1));
    }

    private String connect(String sender, String secret, Map<String, Object> options) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("sender", sender);
        wish.put("name", sender);
        wish.put("secret", secret);
        wish.put("options", options);
        JsonNode connection = client.post("/api/v1/connections", "application/json", PlainClient.write(wish), Map.of())
                .json();
        return URI.create(connection.path("url").asText()).getPath();
    }

    private void take(Step step, String portal, String hubSpot) {
        if (step instanceof FileStep file) {
            importFile(client, file.dataset(), file.csv().getBytes(StandardCharsets.UTF_8));
        } else if (step instanceof DeleteStep gone) {
            // What is told again is gone already.
            gone.keys().forEach(key -> assertThat(client.delete("/api/v1/" + gone.dataset() + "?externalId=" + key)
                            .status())
                    .as("%s %s", gone.dataset(), key)
                    .isIn(204, 404));
        } else {
            post(step, portal, hubSpot);
            tenant.awaitDeliveries();
        }
    }

    /** Imports a file and waits until all of it is applied. */
    static void importFile(KpiClient client, String dataset, byte[] csv) {
        JsonNode job = client.post("/api/v1/imports/" + dataset, "text/csv", csv, Map.of())
                .json();
        JsonNode done = client.awaitImport(job.path("id").asText(), Duration.ofMinutes(1));
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("completed");
        assertThat(done.path("rejected").asInt()).as(done.toString()).isZero();
    }

    private void post(Step step, String portal, String hubSpot) {
        if (step instanceof PortalStep posts) {
            // Side by side, as senders do: each post waits for its commit.
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            posts.posts()
                    .forEach(post -> answers.add(CompletableFuture.runAsync(
                            () -> {
                                String seconds = Long.toString(Instant.now().getEpochSecond());
                                byte[] body = PlainClient.write(post.body());
                                String signed = post.webhookId() + "." + seconds + "."
                                        + new String(body, StandardCharsets.UTF_8);
                                accepted(client.post(
                                        portal,
                                        "application/json",
                                        body,
                                        Map.of(
                                                "webhook-id",
                                                post.webhookId(),
                                                "webhook-timestamp",
                                                seconds,
                                                "webhook-signature",
                                                "v1," + hmac(new byte[32], signed))));
                            },
                            SENDERS)));
            answers.forEach(CompletableFuture::join);
        } else if (step instanceof HubSpotStep posts) {
            String millis = Long.toString(Instant.now().toEpochMilli());
            byte[] body = PlainClient.write(posts.items());
            String signed = "POST" + HUBSPOT_URL + new String(body, StandardCharsets.UTF_8) + millis;
            accepted(client.post(
                    hubSpot,
                    "application/json",
                    body,
                    Map.of(
                            "X-HubSpot-Request-Timestamp",
                            millis,
                            "X-HubSpot-Signature-v3",
                            hmac(HUBSPOT_SECRET.getBytes(StandardCharsets.UTF_8), signed))));
        }
    }

    private static void accepted(PlainClient.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    }

    private static String hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private String watermark() {
        return client.ask(Question.of("deals_won", "2024-01-01", "2025-01-01")).watermark();
    }
}
