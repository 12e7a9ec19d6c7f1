package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.Soon;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestLimits;
import dev.kennzahl.TestTenant;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** A dry run over several turns, its limits, a stop in its midst, and two nodes that are at the same one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestLimits.class)
class DryRunLimitsProfileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HEADER = "deal_id,stage,status,amount,closed_at\n";

    @Inject
    DryRuns dryRuns;

    @Inject
    ImportStore store;

    @Inject
    IntakeWorker worker;

    @Inject
    TenantTransactions transactions;

    @Inject
    AgroalDataSource owner;

    @Inject
    Tenants tenants;

    private TestTenant tenant;
    private int tenantId;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
        tenantId = tenants.find(tenant.slug()).await().atMost(PATIENCE).orElseThrow();
    }

    @Test
    void triesTheFirstRowsOnlyAndSaysSo() {
        tenant.importCsv("deals", HEADER + "A,Demo,open,1,\n");

        JsonPath job = JsonPath.from(tenant.importCsv(
                        "deals",
                        HEADER + "A,Demo,open,2,\nB,Demo,open,odd,\nA,Demo,open,3,\nC,Demo,open,1,\nA,Angebot,open,4,\n"
                                + "D,Demo,open,1,\nE,Demo,open,odd,\n",
                        "dryRun=true")
                .asString());

        assertThat(job.getBoolean("report.complete")).isFalse();
        assertThat(job.getInt("received")).isEqualTo(5);
        assertThat(job.getInt("accepted")).isEqualTo(4);
        assertThat(job.getInt("rejected")).isEqualTo(1);
        assertThat(job.getFloat("progress")).isEqualTo(1);
        assertThat(job.getMap("report.records"))
                .as("a record that three turns tell of is one")
                .isEqualTo(Map.of("created", 1, "changed", 1, "restored", 0, "unchanged", 0));
        assertThat(job.<Map<String, Object>>getList("report.differences"))
                .extracting(
                        difference -> difference.get("record"),
                        difference -> difference.get("field"),
                        difference -> difference.get("before"),
                        difference -> difference.get("after"))
                .as("of what the rows together say, and no more than asked for")
                .containsExactly(tuple("A", "amount", "1", "4"));
    }

    @Test
    void aFileOfJustAsManyRowsIsTriedWhole() {
        assertThat(tenant.importCsv("deals", HEADER + "A,Demo,open,2,\n".repeat(5), "dryRun=true")
                        .<Boolean>path("report.complete"))
                .isTrue();
    }

    @Test
    void aMistypedYearDoesNotStretchTheFigures() {
        JsonPath job = JsonPath.from(
                tenant.importCsv("deals", HEADER + "A,Won,won,2,0206-03-01\nB,Won,won,2,9206-03-01\n", "dryRun=true")
                        .asString());

        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(LocalDate.parse(job.getString("report.from")))
                .isBetween(today.minusYears(3).minusDays(32), today.minusYears(3));
        assertThat(LocalDate.parse(job.getString("report.to")))
                .isBetween(today.plusYears(3), today.plusYears(3).plusDays(32));
    }

    @Test
    void stoppedInItsMidstItLeavesNothingAndBeginsAnewLater() throws SQLException {
        ImportJob job = accepted(HEADER + "A,Won,won,1,2026-03-01\nB,Won,odd,1,2026-03-01\nC,Won,won,1,2026-03-01\n");
        Map<String, List<String>> before = dump();
        int[] looks = {0};

        // The file is read twice in turns of two rows: this is when the first turn has been applied.
        assertThatThrownBy(() -> dryRuns.run(tenantId, job, () -> ++looks[0] > 3))
                .hasStackTraceContaining("the next start");
        assertThat(looks[0]).isEqualTo(4);
        assertThat(dump()).isEqualTo(before);

        worker.wakeImports(tenantId);
        assertThatItEndsRight(job);
    }

    @Test
    void twoNodesAtTheSameOneGiveOneReport() {
        ImportJob job = accepted(HEADER + "A,Won,won,1,2026-03-01\nB,Won,odd,1,2026-03-01\nC,Won,won,1,2026-03-01\n");

        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> dryRuns.run(tenantId, job, () -> false));
        dryRuns.run(tenantId, job, () -> false);
        other.join();

        assertThatItEndsRight(job);
    }

    private void assertThatItEndsRight(ImportJob job) {
        JsonPath ended = JsonPath.from(Soon.await()
                .atMost(PATIENCE)
                .until(
                        () -> tenant.request()
                                .get("/api/v1/imports/" + job.id())
                                .asString(),
                        state -> !state.contains("\"running\"")));
        assertThat(ended.getString("status")).isEqualTo("completed");
        assertThat(ended.getInt("received")).isEqualTo(3);
        assertThat(ended.getInt("rejected")).isEqualTo(1);
        assertThat(ended.getInt("report.records.created")).isEqualTo(2);
        assertThat(tenant.request()
                        .get("/api/v1/imports/" + job.id() + "/rejections")
                        .asString()
                        .lines())
                .hasSize(1);
        assertThat(tenant.request().get("/api/v1/deals").<List<?>>path("items")).isEmpty();
    }

    /** Taken in, and in nobody's hands: the worker of this tenant was not woken. */
    private ImportJob accepted(String file) {
        UUID id = UUID.randomUUID();
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();
        return transactions
                .write(tenantId, tx -> store.open(tx, tenantId, id, "deals", "csv", null, true, now)
                        .chain(() -> store.addChunk(tx, tenantId, id, 0, bytes, now))
                        .chain(() -> store.accept(tx, tenantId, id, bytes.length))
                        .chain(() -> store.get(tx, tenantId, id)))
                .await()
                .atMost(PATIENCE)
                .orElseThrow();
    }

    private Map<String, List<String>> dump() throws SQLException {
        return TenantDump.of(tenant, owner, tenants).tables();
    }
}
