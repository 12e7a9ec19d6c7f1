package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeliveryRetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DeadReason BROKEN = new DeadReason(DeadReason.Kind.MALFORMED, "the body must be an object");

    @Inject
    DeliveryLog log;

    @Inject
    RetentionWorker retention;

    @Inject
    TenantTransactions transactions;

    @Inject
    Tenants tenants;

    private final UUID connection = UUID.randomUUID();
    private TestTenant tenant;
    private int tenantId;

    @BeforeEach
    void makeATenant() {
        tenant = TestTenant.create();
        tenantId = tenants.find(tenant.slug()).await().atMost(PATIENCE).orElseThrow();
    }

    @Test
    void emptiesAppliedRequestsAfterAWhileAndLeavesDeadOnesToBeRepaired() {
        String recent = applied(days(89));
        String old = applied(days(91));
        String dead = append(days(91), BROKEN);

        retention.round().await().atMost(PATIENCE);

        get(recent).body("body", equalTo("{}")).body("delivery.purgedAt", nullValue());
        get(dead).body("body", equalTo("{}")).body("delivery.purgedAt", nullValue());
        get(old).body("body", equalTo(""))
                .body("headers", anEmptyMap())
                .body("delivery.status", equalTo("applied"))
                .body("delivery.purgedAt", notNullValue());
    }

    @Test
    void deletesDeliveriesOfLastYearWhateverBecameOfThem() {
        String dead = append(days(401), BROKEN);
        String old = applied(days(401));
        String recent = append(days(399), BROKEN);

        retention.round().await().atMost(PATIENCE);

        tenant.request().get("/api/v1/deliveries/" + dead).then().statusCode(404);
        tenant.request().get("/api/v1/deliveries/" + old).then().statusCode(404);
        get(recent).body("body", equalTo("{}"));
    }

    @Test
    void doesNotReplayWhatIsPurgedAndSaysWhy() {
        String old = applied(days(91));
        retention.round().await().atMost(PATIENCE);

        tenant.request()
                .post("/api/v1/deliveries/" + old + "/replay")
                .then()
                .statusCode(410)
                .body("code", equalTo("GONE"))
                .body("detail", containsString("purged"));
        tenant.request()
                .post("/api/v1/deliveries/replay?connection=" + connection)
                .then()
                .statusCode(200)
                .body("deliveries", equalTo(0));
    }

    @Test
    void anAdministratorPurgesOneRequestAsOftenAsTheyLike() {
        String id = append(days(1), BROKEN);

        for (int i = 0; i < 2; i++) {
            tenant.request().delete("/api/v1/deliveries/" + id + "/body").then().statusCode(204);
        }

        get(id).body("body", equalTo("")).body("delivery.reason", equalTo(BROKEN.text()));
        tenant.request().delete("/api/v1/deliveries/987654321/body").then().statusCode(404);
        TestTenant.create()
                .request()
                .delete("/api/v1/deliveries/" + id + "/body")
                .then()
                .statusCode(404);
    }

    @Test
    void anAdministratorPurgesAllRequestsBeforeAMoment() {
        String before = append(days(10), BROKEN);
        String after = append(days(2), BROKEN);

        tenant.request()
                .delete("/api/v1/deliveries?to=" + days(5))
                .then()
                .statusCode(200)
                .body("deliveries", equalTo(1));

        get(before).body("body", equalTo(""));
        get(after).body("body", equalTo("{}"));
        tenant.request()
                .delete("/api/v1/deliveries")
                .then()
                .statusCode(400)
                .body("code", equalTo("MISSING_VALUE"))
                .body("field", equalTo("to"));
    }

    @Test
    void keepsARequestThatIsNotAppliedYet() {
        String id = received(days(1));

        tenant.request()
                .delete("/api/v1/deliveries/" + id + "/body")
                .then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"));
    }

    @Test
    void saysOfADeadDeliveryWhatToDo() {
        append(days(1), BROKEN);

        tenant.request()
                .get("/api/v1/deliveries?status=dead")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].reason", equalTo(BROKEN.text()))
                .body("items[0].remedy", equalTo(DeadReason.Kind.MALFORMED.remedy()));
    }

    private ValidatableResponse get(String id) {
        return tenant.request().get("/api/v1/deliveries/" + id).then().statusCode(200);
    }

    private static Instant days(int ago) {
        return Instant.now().minus(Duration.ofDays(ago));
    }

    private String applied(Instant receivedAt) {
        String id = append(receivedAt, BROKEN);
        update(id, "applied");
        return id;
    }

    /** In nobody's hands: the worker of this tenant was not woken. */
    private String received(Instant receivedAt) {
        String id = append(receivedAt, BROKEN);
        update(id, "received");
        return id;
    }

    private void update(String id, String status) {
        transactions
                .write(tenantId, tx -> tx.preparedQuery(
                                "UPDATE delivery SET status = $3, reason = NULL, reason_kind = NULL WHERE tenant_id = $1 AND delivery_id = $2")
                        .execute(Tuple.of(tenantId, Long.valueOf(id), status)))
                .await()
                .atMost(PATIENCE);
    }

    private String append(Instant receivedAt, @Nullable DeadReason reason) {
        IncomingDelivery delivery = new IncomingDelivery(
                "POST", "a=b", Map.of("mark", "x"), "{}".getBytes(StandardCharsets.UTF_8), receivedAt);
        log.append(tenantId, connection, delivery, reason).await().atMost(PATIENCE);
        String id = tenant.request().get("/api/v1/deliveries").path("items[0].id");
        assertThat(id).isNotNull();
        return id;
    }
}
