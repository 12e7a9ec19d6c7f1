package dev.kennzahl.packaged;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.kennzahl.Soon;

import static org.assertj.core.api.Assertions.assertThat;

/** Two services on one database: each may die at any time, and neither does harm to what the other is at. */
class TwoNodesIT {
    private static final long SEED = Long.getLong("kennzahl.crash.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static ServiceProcess first;
    private static ServiceProcess second;

    @BeforeAll
    static void startBoth() {
        System.out.println("TwoNodesIT: -Dkennzahl.crash.seed=" + SEED);
        first = ServiceProcess.empty("first-node")
                .with("KENNZAHL_INGESTION_LOOK_AGAIN_EVERY", "1S")
                .start()
                .awaitReady();
        second = ServiceProcess.named("second-node")
                .with("KENNZAHL_INGESTION_LOOK_AGAIN_EVERY", "1S")
                .with("KENNZAHL_DB_URL", first.postgres().url())
                .with("KENNZAHL_DB_USER", "kennzahl")
                .with("KENNZAHL_DB_PASSWORD", first.postgres().password())
                .start()
                .awaitReady();
    }

    @AfterAll
    static void endBoth() {
        second.close();
        first.close();
    }

    @Test
    void withADatabaseUrlNothingEmbeddedStarts() {
        assertThat(second.postgres().isRunning()).isFalse();
        assertThat(Files.exists(second.dataDirectory())).isFalse();
        assertThat(second.log()).doesNotContain("Embedded PostgreSQL");
    }

    @Test
    void theOtherNodeAppliesWhatAKilledOneAccepted() {
        CrashInput input = new CrashInput(SEED);
        ServiceClient tenant = first.client("").newTenant();
        CrashLoad load = new CrashLoad(input, tenant);

        load.send(List.of(tenant.at(second)), () -> {
            awaitRows(load, input.rows() / 3);
            second.kill();
        });

        JsonNode file = load.awaitImport(tenant);
        assertThat(file.path("status").asText()).isEqualTo("completed");
        CrashVerdict.assertThatTheAcknowledgedIsAppliedOnce(load, tenant);
        load.sendTheRest(tenant);
        CrashVerdict.assertThatAllIsAppliedOnce(input, load, tenant);
        CrashVerdict.assertThatTheFiguresAreTrue(input.truth(), tenant);
        second.start().awaitReady();
    }

    @Test
    void twoNodesAtOneImportCountEveryRowOnce() {
        CrashInput input = new CrashInput(SEED + 1);
        ServiceClient tenant = first.client("").newTenant();
        ServiceClient beside = tenant.at(second);
        CrashLoad load = new CrashLoad(input, tenant);
        String[] again = new String[1];

        load.send(List.of(tenant, beside), () -> {
            awaitRows(load, 1);
            // The other node begins with the oldest unfinished import, which is the one this node is at.
            again[0] = beside.upload("/api/v1/imports/deals", "text/csv", input.csv(), Map.of())
                    .json()
                    .path("id")
                    .asText();
        });

        CrashVerdict.assertThatAllIsAppliedOnce(input, load, tenant);
        JsonNode repetition = load.awaitImport(tenant, again[0]);
        assertThat(repetition.path("received").asInt()).isEqualTo(input.rows());
        assertThat(repetition.path("rejected").asInt()).isEqualTo(CrashInput.BAD_ROWS);
        CrashVerdict.assertThatTheFiguresAreTrue(input.truth(), tenant);
        CrashVerdict.assertThatTheFiguresAreTrue(input.truth(), beside);
    }

    private static void awaitRows(CrashLoad load, long rows) {
        Soon.await().atMost(PATIENCE).until(() -> load.rowsDone() >= rows);
    }
}
