package dev.kennzahl.ingestion;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(SealedConnectionsTest.WithPassphrase.class)
class SealedConnectionsTest {
    private static final String SECRET = "pd-password-of-globex";

    /** A service whose operator set a passphrase. */
    public static final class WithPassphrase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "kennzahl.secrets.passphrase", "a passphrase for tests only",
                    "kennzahl.secrets.previous-passphrases", "an older one of them,and one more before that");
        }
    }

    @Inject
    AgroalDataSource owner;

    private TestTenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = TestTenant.create();
    }

    @Test
    void storesSecretsSealedAndVerifiesWithThem() throws SQLException {
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
    void sealsAReadableSecretAtTheNextChange() throws SQLException {
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

    private String stored(String id) throws SQLException {
        try (var connection = owner.getConnection();
                var query = connection.prepareStatement("SELECT secrets FROM connection WHERE connection_id = ?")) {
            query.setObject(1, UUID.fromString(id));
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private void write(String id, String secrets) throws SQLException {
        try (var connection = owner.getConnection();
                var update = connection.prepareStatement("UPDATE connection SET secrets = ? WHERE connection_id = ?")) {
            update.setString(1, secrets);
            update.setObject(2, UUID.fromString(id));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
