package dev.kennzahl.ingestion;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestSwitches;
import dev.kennzahl.TestTenant;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestSwitches.class)
class SealedConnectionsProfileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "pd-password-of-globex";

    @Inject
    TenantTransactions transactions;

    @Inject
    Tenants tenants;

    private TestTenant tenant;
    private int tenantId;

    @BeforeEach
    void makeATenant() {
        tenant = TestTenant.create();
        tenantId = tenants.find(tenant.slug()).await().atMost(PATIENCE).orElseThrow();
    }

    @Test
    void storesSecretsSealedAndVerifiesWithThem() {
        String id = connection();

        assertThat(stored(id)).startsWith("sealed:").doesNotContain(SECRET);
        RestAssured.given()
                .auth()
                .preemptive()
                .basic("kpi", SECRET)
                .contentType("application/json")
                .body("{\"meta\":{\"version\":\"2.0\",\"entity\":\"note\",\"action\":\"create\"}}")
                .post("/webhooks/pipedrive/" + id)
                .then()
                .statusCode(org.hamcrest.Matchers.not(401));
    }

    @Test
    void sealsAReadableSecretAtTheNextChange() {
        String id = connection();
        write(id, "{\"entries\":[{\"value\":\"" + SECRET + "\",\"validUntil\":null}]}");

        tenant.request()
                .contentType("application/json")
                .body(Map.of("name", "renamed"))
                .patch("/api/v1/connections/" + id)
                .then()
                .statusCode(200);

        assertThat(stored(id)).startsWith("sealed:").doesNotContain(SECRET);
    }

    private String connection() {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("sender", "pipedrive", "name", "x", "secret", SECRET))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String stored(String id) {
        return inTransaction(
                tx -> tx.preparedQuery("SELECT secrets FROM connection WHERE tenant_id = $1 AND connection_id = $2")
                        .execute(Tuple.of(tenantId, UUID.fromString(id)))
                        .map(rows -> rows.iterator().next().getString(0)));
    }

    private void write(String id, String secrets) {
        inTransaction(
                tx -> tx.preparedQuery("UPDATE connection SET secrets = $3 WHERE tenant_id = $1 AND connection_id = $2")
                        .execute(Tuple.of(tenantId, UUID.fromString(id), secrets)));
    }

    private <T> T inTransaction(Function<SqlConnection, Uni<T>> work) {
        return transactions.write(tenantId, work).await().atMost(PATIENCE);
    }
}
