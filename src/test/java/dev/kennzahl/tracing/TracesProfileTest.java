package dev.kennzahl.tracing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.GraphQlFollower;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestSwitches;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.TenantClock;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;

/** With a place to send them to, traces lead from a webhook to what came of it, and tell nothing of customers. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestSwitches.class)
class TracesProfileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String POST = "POST /webhooks/{sender}/{connectionId}";
    private static final String FOLLOW =
            "subscription { kpiChanged(key: \"deals_won\", query: {from: \"2026-01-01\", to: \"2026-02-01\"})"
                    + " { result { series { points { value } } } } }";
    private static final Set<String> TOLD = Set.of(
            "error.type",
            "http.request.body.size",
            "http.request.method",
            "http.response.body.size",
            "http.response.status_code",
            "http.route",
            "kennzahl.deliveries",
            "kennzahl.delivery",
            "kennzahl.tenant",
            "server.port",
            "url.scheme");

    @Inject
    KeptSpans spans;

    @Inject
    TenantTransactions transactions;

    @Inject
    Tenants tenants;

    private TracedTenant crm;

    @BeforeEach
    void aTenantOfItsOwn() {
        crm = new TracedTenant();
    }

    @Test
    void oneTraceLeadsFromTheWebhookToTheFigure() throws Exception {
        String traceId;
        try (GraphQlFollower follower = new GraphQlFollower(Map.of("Authorization", "ApiKey " + crm.tenant.key()))) {
            follower.subscribe(FOLLOW);
            assertThat(value(follower.next("next"))).isEqualTo("0");
            traceId = crm.won("d1");
            assertThat(value(follower.next("next"))).isEqualTo("1");
        }
        SpanData post = span(traceId, POST);
        SpanData apply = span(traceId, "apply delivery");
        SpanData turn = span(traceId, "take turn");
        assertThat(post.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(apply.getParentSpanId()).isEqualTo(post.getSpanId());
        assertThat(turn.getParentSpanId()).isEqualTo(apply.getSpanId());
        assertThat(span(traceId, "follow figure").getParentSpanId()).isEqualTo(turn.getSpanId());
        assertThat(span(traceId, "keep sums").getParentSpanId()).isEqualTo(turn.getSpanId());
    }

    /** One that is not read on the event loop. */
    @Test
    void aLargeDeliveryIsTracedAsWell() {
        String traceId = crm.won("d1", TracedTenant.CUSTOMER.repeat(10_000));
        assertThat(span(traceId, "apply delivery").getParentSpanId())
                .isEqualTo(span(traceId, POST).getSpanId());
    }

    @Test
    void deliveriesThatShareATurnKeepTheirOwnTraces() {
        int tenantId = tenants.find(crm.tenant.slug()).await().atMost(PATIENCE).orElseThrow();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Void> held = transactions
                .write(tenantId, connection -> TenantClock.take(connection, tenantId)
                        .chain(() -> Uni.createFrom().completionStage(gate)))
                .subscribeAsCompletionStage();
        List<String> traces = Stream.of("a", "b", "c").map(crm::won).toList();
        gate.complete(null);
        held.join();

        List<SpanData> applied =
                traces.stream().map(traceId -> span(traceId, "apply delivery")).toList();
        SpanData turn = span(traces.get(0), "take turn");
        assertThat(applied.get(0).getLinks()).isEmpty();
        assertThat(applied.subList(1, 3)).allSatisfy(other -> assertThat(other.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(context -> context.getSpanId())
                .containsExactly(turn.getSpanId()));
    }

    @Test
    void spansTellNothingOfCustomers() {
        String traceId = crm.won("d1");
        span(traceId, "take turn");
        crm.tenant.request().queryParam("externalId", TracedTenant.CUSTOMER).get("/api/v1/customers");
        crm.tenant.request().get("/api/v1/customers/" + TracedTenant.CUSTOMER);
        Awaitility.await().atMost(PATIENCE).until(() -> spans.all().stream()
                .anyMatch(span -> span.getName().equals("GET /api/v1/customers/{id}")));

        for (SpanData span : spans.all()) {
            assertThat(span.toString()).doesNotContain(TracedTenant.CUSTOMER);
            span.getAttributes().forEach((key, value) -> {
                if (!value.equals("")) {
                    assertThat(key.getKey()).as(span.toString()).isIn(TOLD);
                }
            });
            assertThat(span.getEvents()).isEmpty();
        }
    }

    @Test
    void healthAndMetricsAreNotTraced() {
        String last = crm.won("d1");
        RestAssured.given().get("/q/health/ready");
        RestAssured.given().get("/q/metrics").then().statusCode(200);
        String after = crm.won("d2");
        span(last, POST);
        span(after, POST);
        assertThat(spans.all()).noneMatch(span -> span.getName().contains("/q/"));
    }

    /** Waits for the one span of this name. */
    private SpanData span(String traceId, String name) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> spans.of(traceId).stream()
                                .filter(span -> span.getName().equals(name))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    private static String value(JsonNode message) {
        return message.at("/payload/data/kpiChanged/result/series/0/points/0/value")
                .asText();
    }
}
