package dev.kennzahl.ingestion;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.Soon;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** What is left of uploads that broke off, and of files that were applied or tried, does not stay. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Thorough
class BrokenUploadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] PIECE = "deal_id,stage,status\n1,Demo,open\n".getBytes(StandardCharsets.UTF_8);
    private static final String DEALS = "deal_id,stage,status\n1,Demo,open\n";

    @TestHTTPResource
    URI service;

    @Inject
    ImportStore store;

    @Inject
    RetentionWorker retention;

    @Inject
    TenantTransactions transactions;

    @Inject
    AgroalDataSource owner;

    @Inject
    Tenants tenants;

    private TestTenant tenant;
    private int tenantId;
    private TenantDump dump;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
        tenantId = tenants.find(tenant.slug()).await().atMost(PATIENCE).orElseThrow();
        dump = TenantDump.of(tenant, owner, tenants);
    }

    @Test
    void anUploadWhoseServiceWasKilledFailsWithAReasonAndItsPiecesGo() throws SQLException {
        UUID killed = receiving(minutes(61));
        UUID slow = receiving(minutes(59));

        retention.round().await().atMost(PATIENCE);

        tenant.request()
                .get("/api/v1/imports/" + killed)
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("error", containsString("broke off"))
                .body("finishedAt", notNullValue());
        assertThat(dump.tables().get("import_chunk")).singleElement().asString().contains(slow.toString());
    }

    @Test
    void aPieceThatComesAfterAllIsRefusedAndNothingOfItStays() throws SQLException {
        UUID upload = receiving(minutes(61));
        retention.round().await().atMost(PATIENCE);

        assertThatThrownBy(() -> addPiece(upload, 1, Instant.now())).satisfies(BrokenUploadsTest::isATimeout);
        assertThatThrownBy(() -> accept(upload)).satisfies(BrokenUploadsTest::isATimeout);

        assertThat(dump.tables().get("import_chunk")).isEmpty();
        tenant.request().get("/api/v1/imports/" + upload).then().body("status", equalTo("failed"));
    }

    @Test
    void everyPieceCountsAsProgress() {
        UUID upload = receiving(minutes(61));
        addPiece(upload, 1, minutes(1));

        retention.round().await().atMost(PATIENCE);

        accept(upload);
        tenant.request().get("/api/v1/imports/" + upload).then().statusCode(200);
    }

    @Test
    void anUploadWhoseSenderWentAwayLeavesNothing() throws IOException, SQLException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/imports/deals HTTP/1.1\r\nHost: test\r\nContent-Type: text/csv\r\nX-API-Key: "
                            + tenant.key() + "\r\nContent-Length: 3000000\r\n\r\n" + DEALS
                            + "2,Demo,open\n".repeat(100_000))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            Soon.await()
                    .atMost(PATIENCE)
                    .until(() -> !dump.tables().get("import_chunk").isEmpty());
        }

        Soon.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(dump.tables().get("import_chunk")).isEmpty();
            assertThat(dump.tables().get("import_job")).isEmpty();
        });
        assertThat(tenant.request().get("/api/v1/deals").<List<?>>path("items")).isEmpty();
    }

    @Test
    void theFileGoesWithTheEndOfItsImport() throws SQLException {
        tenant.importCsv("deals", DEALS);
        tenant.importCsv("deals", DEALS + "2,\"Demo");
        tenant.importCsv("deals", DEALS, "dryRun=true");

        assertThat(dump.tables().get("import_chunk")).isEmpty();
        assertThat(dump.tables().get("import_job")).hasSize(3);
    }

    @Test
    void dryRunsStayAsLongAsRawRequests() {
        String bad = DEALS + "2,Demo,odd\n";
        String imported = tenant.importCsv("deals", bad).path("id");
        String old = tenant.importCsv("deals", bad, "dryRun=true").path("id");
        String recent = tenant.importCsv("deals", bad, "dryRun=true").path("id");
        for (String id : List.of(imported, old)) {
            finishedAt(id, Instant.now().minus(Duration.ofDays(91)));
        }
        finishedAt(recent, Instant.now().minus(Duration.ofDays(89)));

        retention.round().await().atMost(PATIENCE);

        tenant.request().get("/api/v1/imports/" + old).then().statusCode(404);
        tenant.request().get("/api/v1/imports/" + recent).then().statusCode(200);
        tenant.request().get("/api/v1/imports/" + imported).then().statusCode(200);
    }

    private static void isATimeout(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(ProblemCode.REQUEST_TIMEOUT));
    }

    private static Instant minutes(int ago) {
        return Instant.now().minus(Duration.ofMinutes(ago));
    }

    /** As a service leaves it that is killed while a file comes in. */
    private UUID receiving(Instant lastPiece) {
        UUID id = UUID.randomUUID();
        transactions
                .write(tenantId, tx -> store.open(tx, tenantId, id, "deals", "csv", null, false, lastPiece))
                .await()
                .atMost(PATIENCE);
        addPiece(id, 0, lastPiece);
        return id;
    }

    private void addPiece(UUID id, int number, Instant now) {
        transactions
                .write(tenantId, tx -> store.addChunk(tx, tenantId, id, number, PIECE, now))
                .await()
                .atMost(PATIENCE);
    }

    private void accept(UUID id) {
        transactions
                .write(tenantId, tx -> store.accept(tx, tenantId, id, PIECE.length))
                .await()
                .atMost(PATIENCE);
    }

    private void finishedAt(String id, Instant when) {
        transactions
                .write(tenantId, tx -> tx.preparedQuery(
                                "UPDATE import_job SET finished_at = $3 WHERE tenant_id = $1 AND import_id = $2")
                        .execute(Tuple.of(tenantId, UUID.fromString(id), SqlTime.parameter(when))))
                .await()
                .atMost(PATIENCE);
    }
}
