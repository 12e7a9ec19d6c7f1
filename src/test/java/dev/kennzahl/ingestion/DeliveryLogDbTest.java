package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeliveryLogDbTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DeliveryLog log;

    @Inject
    DeliveryStore store;

    @Inject
    TenantTransactions transactions;

    @Inject
    Tenants tenants;

    private final UUID connection = UUID.randomUUID();
    private int tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.create(
                        "t-" + UUID.randomUUID(), "Delivery log", "UTC", "EUR", (connection, id) -> Uni.createFrom()
                                .voidItem())
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void aDeliveryTheStoreRefusesDoesNotHarmThoseThatShareItsCommit() {
        List<CompletableFuture<Void>> before = appendAll(IntStream.range(0, 20));
        // Text in JSON may hold NUL, the store's may not; the first commit is under way, so this one shares the second.
        CompletableFuture<Void> refused = append("poison\0");
        List<CompletableFuture<Void>> after = appendAll(IntStream.range(20, 40));

        before.forEach(CompletableFuture::join);
        after.forEach(CompletableFuture::join);
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(PgException.class);
        assertThat(marks())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).mapToObj(Integer::toString).toList());
    }

    @Test
    void theNextDeliveryGoesThroughAfterOneThatWasRefused() {
        CompletableFuture<Void> refused = append("poison\0");
        assertThatThrownBy(refused::join).isInstanceOf(CompletionException.class);

        append("next").join();

        assertThat(marks()).containsExactly("next");
    }

    private List<CompletableFuture<Void>> appendAll(IntStream marks) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        marks.forEach(mark -> answers.add(append(Integer.toString(mark))));
        return answers;
    }

    /** Stored as dead, so that no worker takes it up. */
    private CompletableFuture<Void> append(String mark) {
        IncomingDelivery delivery = new IncomingDelivery(
                "POST", "", Map.of("mark", mark), "{}".getBytes(StandardCharsets.UTF_8), Instant.now());
        return log.append(tenant, connection, delivery, new DeadReason(DeadReason.Kind.MALFORMED, "a test"))
                .subscribeAsCompletionStage();
    }

    private List<String> marks() {
        DeliveryStore.Filter all = new DeliveryStore.Filter(connection, null, null, null);
        return transactions.read(tenant, tx -> store.list(tx, tenant, all, null, 500)).await().atMost(PATIENCE).stream()
                .map(stored -> stored.delivery().headers().get("mark"))
                .toList();
    }
}
