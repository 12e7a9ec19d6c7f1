package dev.kennzahl.ingestion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;

/** Looked at in the transaction that writes what waits, and takes it back: else the worker would see to it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UnfinishedWorkDbTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(30));

    @Inject
    UnfinishedWork unfinished;

    @Inject
    DeliveryStore store;

    @Inject
    TenantTransactions transactions;

    @Inject
    Tenants tenants;

    private int tenant;
    private int neighbour;

    @BeforeEach
    void makeTwoTenants() {
        tenant = newTenant();
        neighbour = newTenant();
    }

    @Test
    void aTenantsWorkWaitsSinceItsFirstInLineCameIn() {
        List<UnfinishedWork.OfTenant> work = found(connection -> insert(connection, tenant, "applied", OLD)
                .chain(() -> insert(connection, tenant, "dead", OLD))
                .chain(() -> insert(connection, tenant, "received", NOW.minusSeconds(90)))
                .chain(() -> insert(connection, tenant, "received", NOW.minusSeconds(30)))
                .chain(() -> insert(connection, neighbour, "received", NOW.minusSeconds(20))));
        assertThat(since(work, tenant)).isEqualTo(NOW.minusSeconds(90));
        assertThat(since(work, neighbour)).isEqualTo(NOW.minusSeconds(20));
    }

    @Test
    void whatIsAppliedOrSetAsideDoesNotWait() {
        List<UnfinishedWork.OfTenant> work = found(connection ->
                insert(connection, tenant, "applied", OLD).chain(() -> insert(connection, tenant, "dead", OLD)));
        assertThat(work).noneMatch(of -> of.tenantId() == tenant);
    }

    @Test
    void whatIsReplayedWaitsSinceThen() {
        List<UnfinishedWork.OfTenant> work = found(connection -> insert(connection, tenant, "dead", OLD)
                .chain(() -> insert(connection, neighbour, "received", NOW.minusSeconds(90)))
                .chain(() -> replay(connection, neighbour))
                .chain(() -> replay(connection, tenant)));
        assertThat(since(work, tenant)).isEqualTo(NOW);
        assertThat(since(work, neighbour)).as("was in line already").isEqualTo(NOW.minusSeconds(90));
    }

    @Test
    void aTurnCanTellAReplayFromWhatIsNew() {
        AtomicReference<List<DeliveryStore.Stored>> turn = new AtomicReference<>(List.of());
        takenBack(connection -> insert(connection, tenant, "dead", OLD)
                .chain(() -> replay(connection, tenant))
                .chain(() -> insert(connection, tenant, "received", NOW))
                .chain(() -> store.oldest(connection, tenant, 2, 1000))
                .invoke(turn::set)
                .replaceWithVoid());
        assertThat(turn.get()).extracting(DeliveryStore.Stored::replayedAt).containsExactly(NOW, null);
    }

    @Test
    void readsTheIndexOfWhatWaitsAndSortsNoneOfIt() {
        AtomicReference<String> plan = new AtomicReference<>("");
        takenBack(connection -> connection
                // Too little is there to be worth an index.
                .query(
                        "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL ROLE kennzahl_backlog")
                .execute()
                .chain(() -> connection.query("EXPLAIN " + UnfinishedWork.LOOK).execute())
                .invoke(rows -> plan.set(String.join(
                        "\n",
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString(0))
                                .toList())))
                .replaceWithVoid());
        assertThat(plan.get().split("using delivery_backlog", -1))
                .as(plan.get())
                .hasSize(3);
    }

    private int newTenant() {
        return tenants.create(
                        "t-" + UUID.randomUUID(), "Unfinished work", "UTC", "EUR", (connection, id) -> Uni.createFrom()
                                .voidItem())
                .await()
                .atMost(PATIENCE);
    }

    private static Uni<Void> as(SqlConnection connection, int tenantId) {
        return connection
                .query("SET LOCAL app.tenant = '" + tenantId + "'")
                .execute()
                .replaceWithVoid();
    }

    private static Uni<Void> insert(SqlConnection connection, int tenantId, String status, Instant receivedAt) {
        return as(connection, tenantId)
                .chain(() -> connection
                        .preparedQuery(
                                """
                                INSERT INTO delivery (tenant_id, connection_id, received_at, method, query, headers, body, status)
                                VALUES ($1, $2, $3, 'POST', '', '{}', '', $4)
                                """)
                        .execute(Tuple.of(tenantId, UUID.randomUUID(), SqlTime.parameter(receivedAt), status)))
                .replaceWithVoid();
    }

    private Uni<Void> replay(SqlConnection connection, int tenantId) {
        return as(connection, tenantId)
                .chain(() -> store.replay(connection, tenantId, DeliveryStore.Filter.ANY, null, NOW))
                .replaceWithVoid();
    }

    /** What a look finds after that. */
    private List<UnfinishedWork.OfTenant> found(Function<SqlConnection, Uni<Void>> writes) {
        AtomicReference<List<UnfinishedWork.OfTenant>> work = new AtomicReference<>(List.of());
        takenBack(connection -> writes.apply(connection)
                .chain(() -> connection.query("SET LOCAL ROLE kennzahl_backlog").execute())
                .chain(() -> unfinished.look(connection))
                .invoke(work::set)
                .replaceWithVoid());
        return work.get();
    }

    private void takenBack(Function<SqlConnection, Uni<Void>> work) {
        RuntimeException end = new IllegalStateException("so that nothing stays");
        transactions
                .write(tenant, connection -> work.apply(connection)
                        .chain(() -> Uni.createFrom().<Void>failure(end)))
                .onFailure(failure -> failure == end)
                .recoverWithNull()
                .await()
                .atMost(PATIENCE);
    }

    private static @Nullable Instant since(List<UnfinishedWork.OfTenant> work, int tenantId) {
        return work.stream()
                .filter(of -> of.tenantId() == tenantId)
                .findFirst()
                .orElseThrow()
                .waitsSince();
    }
}
