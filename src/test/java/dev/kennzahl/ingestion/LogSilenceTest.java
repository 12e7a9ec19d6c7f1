package dev.kennzahl.ingestion;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** What customers send never reaches the log, whatever is wrong with it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LogSilenceTest {
    private static final String MARKER = "Ottilie-Musterfrau-4711";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        private final PatternFormatter formatter = new PatternFormatter("%c %p %s%e%n");

        @Override
        public void publish(LogRecord entry) {
            lines.add(formatter.format(org.jboss.logmanager.ExtLogRecord.wrap(entry)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        listener.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(listener);
        Logger.getLogger("dev.kennzahl").setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(listener);
        Logger.getLogger("dev.kennzahl").setLevel(null);
    }

    @Test
    void holdsNothingOfABodyGoodMalformedOrUnauthentic() {
        PipedriveConnection pipedrive = new PipedriveConnection(TestTenant.create());
        String good = PipedriveConnection.sample("01-deal-create.json").replace("Globex - support contract", MARKER);
        String[] bodies = {
            good,
            good.replace("9600", "\"" + MARKER + "\""),
            good.replace("\"2026-05-04T09:00:00Z\"", "\"" + MARKER + "\""),
            good.replace("2026-05-04T09:00:00.000Z", MARKER),
            good.replace(MARKER, MARKER + "\\u0000"),
            good.substring(0, good.length() / 2),
            "{\"" + MARKER + "\":" + MARKER,
            MARKER,
            "[\"" + MARKER + "\"]",
            "{\"meta\":\"" + MARKER + "\"}"
        };
        for (String body : bodies) {
            assertThat(pipedrive.post(body).extract().statusCode()).isIn(202, 400);
            RestAssured.given()
                    .contentType("application/json")
                    .body(body)
                    .post(pipedrive.url())
                    .then()
                    .statusCode(401);
            RestAssured.given()
                    .contentType("application/json")
                    .body(body)
                    .post("/webhooks/pipedrive/" + MARKER)
                    .then()
                    .statusCode(404);
        }
        assertThat(pipedrive.settled()).isNotEmpty();

        Logger.getLogger("dev.kennzahl.test").info("the listener hears");
        assertThat(lines).anyMatch(line -> line.contains("the listener hears"));
        assertThat(lines).noneMatch(line -> line.contains(MARKER)).noneMatch(line -> line.contains("Ottilie"));
    }

    @Test
    void holdsNoSecretOfAConnection() {
        TestTenant tenant = TestTenant.create();
        tenant.request()
                .contentType("application/json")
                .body(Map.of("sender", "pipedrive", "name", "x", "secret", MARKER, "options", Map.of("colour", MARKER)))
                .post("/api/v1/connections")
                .then()
                .statusCode(400);

        assertThat(lines).noneMatch(line -> line.contains(MARKER));
    }
}
