package dev.kennzahl.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestLimits;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** A figure that takes too long, or that nobody waits for, stops in the database. A lock on its table makes every figure slow. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestLimits.class)
class KpiTimeBudgetProfileTest {
    private static final Duration BUDGET = Duration.ofSeconds(TestLimits.SECONDS_OF_A_FIGURE);
    /** Both together are over before the budget is, even on a machine that has much else to do. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(5);

    private static final Duration TO_BE_CANCELLED = Duration.ofSeconds(6);
    /** More than the pool has connections, so that some leave while they wait for one. */
    private static final int CALLERS = 30;

    private static final Question QUESTION = Question.of("won_revenue", "2025-01-01", "2026-01-01");

    @ConfigProperty(name = "kennzahl.db.url")
    String url;

    @ConfigProperty(name = "kennzahl.db.user")
    String user;

    @ConfigProperty(name = "kennzahl.db.password")
    String password;

    private TestTenant tenant;
    private Connection lock;
    private Connection activity;

    @BeforeEach
    void lockTheTable() throws SQLException {
        tenant = TestTenant.create();
        activity = DriverManager.getConnection("jdbc:" + url, user, password);
        lock = DriverManager.getConnection("jdbc:" + url, user, password);
        lock.setAutoCommit(false);
        try (Statement statement = lock.createStatement()) {
            statement.execute("LOCK TABLE deal_version IN ACCESS EXCLUSIVE MODE");
        }
    }

    @AfterEach
    void unlockTheTable() throws SQLException {
        lock.close();
        activity.close();
    }

    @Test
    void aFigureThatTakesTooLongIsRefusedWithItsCodeInEveryInterface() {
        KpiClient client = new KpiClient(tenant);
        // Beside each other, since each waits for as long as a figure may take.
        CompletableFuture<PlainClient.Reply> records =
                CompletableFuture.supplyAsync(() -> client.get(QUESTION.path("records"), "application/json"));
        CompletableFuture<PlainClient.Reply> graphQl =
                CompletableFuture.supplyAsync(() -> client.askGraphQlForReply(QUESTION));
        Instant asked = Instant.now();
        PlainClient.Reply rest = client.get(QUESTION.path("values"), "application/json");
        assertThat(rest.status()).as(rest.body()).isEqualTo(504);
        assertThat(rest.json().path("code").asText()).isEqualTo("QUERY_TIMEOUT");
        assertThat(rest.json().path("detail").asText()).contains("12.0 seconds").contains("a shorter period");
        assertThat(Duration.between(asked, Instant.now())).isBetween(BUDGET.minusMillis(100), BUDGET.plusSeconds(4));
        assertThat(records.join().json().path("code").asText()).isEqualTo("QUERY_TIMEOUT");
        JsonNode refused = graphQl.join().json();
        assertThat(refused.at("/errors/0/extensions/code").asText())
                .as(refused.toString())
                .isEqualTo("QUERY_TIMEOUT");
        // The caller has its answer before Postgres has taken note of the cancellation.
        Awaitility.await().atMost(TO_BE_CANCELLED).until(() -> running() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "csv", "records", "graphql", "graphqlRecords"})
    void whatNobodyWaitsForIsCancelledInTheDatabase(String door) throws IOException {
        Socket caller = call(door);
        Awaitility.await().atMost(TO_BEGIN).until(() -> running() == 1);
        caller.close();
        // The lock is still held and the time is not over: only a cancellation ends the statement.
        Awaitility.await().atMost(TO_BE_CANCELLED).until(() -> running() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "graphql"})
    void manyCallersThatLeaveTakeNoConnectionsAlong(String door) throws IOException, SQLException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(call(door));
        }
        Awaitility.await().atMost(TO_BEGIN).until(() -> running() > 10);
        for (Socket caller : callers) {
            caller.close();
        }
        Awaitility.await().atMost(TO_BE_CANCELLED).until(() -> running() == 0);
        lock.rollback();
        KpiClient client = new KpiClient(tenant);
        for (int i = 0; i < CALLERS; i++) {
            assertThat(client.ask(QUESTION).only().value()).isEqualTo("0");
        }
        assertThat(openTransactions()).isZero();
    }

    /** A quarter of the connections stays for what is short. */
    @Test
    void slowFiguresKeepNobodyElseWaiting() throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(call("rest"));
        }
        Awaitility.await().atMost(TO_BEGIN).until(() -> running() > 10);
        RestAssured.get("/q/health/ready").then().statusCode(200);
        tenant.request().get("/api/v1/customers").then().statusCode(200);
        for (Socket caller : callers) {
            caller.close();
        }
        Awaitility.await().atMost(TO_BE_CANCELLED).until(() -> running() == 0);
    }

    /** Sends a question and does not wait for the answer. */
    private Socket call(String door) throws IOException {
        String graphQl = "{ kpi(key: \"won_revenue\", query: {from: \"2025-01-01\", to: \"2026-01-01\"}) { variant } }";
        String graphQlRecords = "{ kpiRecords(key: \"won_revenue\", query: {from: \"2025-01-01\", to: \"2026-01-01\"})"
                + " { pageInfo { hasNextPage } } }";
        return switch (door) {
            case "rest" -> send("GET " + QUESTION.path("values"), "application/json", "");
            case "csv" -> send("GET " + QUESTION.path("values"), "text/csv", "");
            case "records" -> send("GET " + QUESTION.path("records"), "application/json", "");
            case "graphql" -> send("POST /graphql", "application/json", document(graphQl));
            case "graphqlRecords" -> send("POST /graphql", "application/json", document(graphQlRecords));
            default -> throw new IllegalArgumentException(door);
        };
    }

    private static String document(String query) {
        return new String(PlainClient.write(Map.of("query", query)), StandardCharsets.UTF_8);
    }

    private Socket send(String line, String accept, String body) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        OutputStream out = socket.getOutputStream();
        out.write((line + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + tenant.key() + "\r\nAccept: " + accept
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    /** How many statements over deals are under way. */
    private int running() {
        // Postgres shows the beginning of a long statement only: of one over records its first columns.
        return count(
                "state = 'active' AND (query LIKE '%FROM deal_version f%' OR query LIKE 'SELECT * FROM ((SELECT part, id,%')");
    }

    private int openTransactions() {
        return count("state LIKE 'idle in transaction%'");
    }

    private int count(String condition) {
        try (Statement statement = activity.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name = 'kennzahl' AND " + condition)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
