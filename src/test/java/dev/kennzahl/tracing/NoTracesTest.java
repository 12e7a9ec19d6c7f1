package dev.kennzahl.tracing;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.TenantClock;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;

/** Without a place to send them to, which is the default, there are no traces, whatever the sender records. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NoTracesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    KeptSpans spans;

    @Inject
    Traces traces;

    @Inject
    TenantTransactions transactions;

    @Inject
    Tenants tenants;

    @Test
    void nothingIsMadeStoredOrSent() {
        TracedTenant crm = new TracedTenant();
        crm.won("d1");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> crm.tenant
                                .request()
                                .get("/api/v1/deliveries?status=applied")
                                .<List<?>>path("items")
                                .size()
                        == 1);

        assertThat(traces.areOn()).isFalse();
        assertThat(spans.all()).isEmpty();
        int tenantId = tenants.find(crm.tenant.slug()).await().atMost(PATIENCE).orElseThrow();
        assertThat(transactions
                        .read(tenantId, connection -> connection
                                .preparedQuery("SELECT count(trace_parent) FROM delivery WHERE tenant_id = $1")
                                .execute(Tuple.of(tenantId))
                                .map(rows -> rows.iterator().next().getLong(0)))
                        .await()
                        .atMost(PATIENCE))
                .isZero();
        assertThat(transactions
                        .read(tenantId, connection -> TenantClock.trace(connection, tenantId))
                        .await()
                        .atMost(PATIENCE))
                .isEmpty();
    }
}
