package dev.kennzahl.ingestion;

import java.net.ConnectException;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.tracing.Traces;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StoreGoneTest {
    @Inject
    DeliveryLog log;

    @Inject
    Pool pool;

    @Inject
    ObjectMapper json;

    @Inject
    IngestionConfig config;

    /** A log whose store went away after the connection was found. */
    private static final class Gone extends DeliveryLog {
        Gone(Pool pool, ObjectMapper json, IngestionConfig config) {
            super(pool, json, config, new Traces(OpenTelemetry.noop(), true), new SimpleMeterRegistry());
        }

        @Override
        public Uni<Void> append(
                int tenantId, UUID connectionId, IncomingDelivery delivery, @Nullable DeadReason deadBecause) {
            return Uni.createFrom().failure(new ConnectException("no route to the store"));
        }
    }

    @Test
    void asksTheSenderToComeAgainWhenNothingCanBeStored() {
        PipedriveConnection pipedrive = new PipedriveConnection(TestTenant.create());
        QuarkusMock.installMockForInstance(new Gone(pool, json, config), log);

        for (String body : new String[] {PipedriveConnection.sample("01-deal-create.json"), "malformed"}) {
            pipedrive
                    .post(body)
                    .statusCode(503)
                    .header("Retry-After", matchesPattern("[0-9]+"))
                    .body("code", equalTo("UNAVAILABLE"))
                    .body("retryable", equalTo(true));
        }
    }
}
