package dev.kennzahl.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** What the benchmarks of figures ask of one tenant, through the service and past it. */
final class FigureQuestions {
    private static final String QUESTION =
            "{\"query\":\"{ kpi(key: \\\"won_revenue\\\", query: {from: \\\"2024-01-01\\\", to: \\\"2026-01-01\\\", grain: MONTH,"
                    + " groupBy: [\\\"region\\\"]}) { series { group { value } points { from value } } } }\"}";
    /** A question nobody asked before, in a document that is known: as of an instant to come, which is as good as now. */
    private static final String NEW_QUESTION = QUESTION.replace("{ kpi(", "query ($asOf: DateTime) { kpi(")
            .replace("grain:", "asOf: $asOf, grain:")
            .replace("} }\"}", "} }\",\"variables\":{\"asOf\":\"2099-01-01T00:00:00.%06dZ\"}}");

    private static final String NOTHING = "{\"query\":\"{ __typename }\"}";

    private static final String THREE_DIMENSIONS =
            "/api/v1/kpis/won_revenue/values?from=2023-06-15&to=2025-06-20&groupBy=region,channel,product&asOf=2099-01-01T00:00:00.%06dZ";
    /** What is in another currency is told apart, as in the answer: added to the rest it would make a wrong sum. */
    private static final String THREE_DIMENSIONS_BY_HAND =
            """
            SELECT region, channel, product_id, sum(amount) FILTER (WHERE currency = 'EUR'), count(*),
                   count(*) FILTER (WHERE currency <> 'EUR')
              FROM deal_version
             WHERE tenant_id = %d AND known_to = 'infinity' AND valid_to = 'infinity' AND status = 'won'
               AND closed_at >= '2023-06-15Z' AND closed_at < '2025-06-20Z'
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """;

    private static final String RECORDS =
            """
            SELECT date_trunc('month', closed_at AT TIME ZONE 'UTC'), region, sum(amount)
              FROM deal_version
             WHERE tenant_id = %d AND known_to = 'infinity' AND valid_to = 'infinity' AND status = 'won'
               AND closed_at >= '2024-01-01Z' AND closed_at < '2026-01-01Z'
             GROUP BY 1, 2
            """;
    private static final String CELLS =
            """
            SELECT bucket, key, sums[%d] FROM rollup_cell
             WHERE tenant_id = ? AND rollup = 'deal.closed.region' AND grain = 'month' AND currency = 'EUR'
               AND bucket >= '2024-01-01' AND bucket < '2026-01-01'
            """;

    private final BenchService service;
    private final BenchService.Tenant tenant;
    private final int position;
    private int asked;

    FigureQuestions(BenchService service, BenchService.Tenant tenant) {
        this.service = service;
        this.tenant = tenant;
        this.position = position();
    }

    BenchService.Tenant tenant() {
        return tenant;
    }

    /** The question as everybody asks it. */
    HttpLoad.Result again(int connections, int count) {
        byte[] request = request(QUESTION);
        return ask(connections, count, i -> request);
    }

    /** The question as nobody asked it before. */
    HttpLoad.Result anew(int connections, int count) {
        asked += count;
        int first = asked - count;
        return ask(connections, count, i -> request(String.format(NEW_QUESTION, (first + i) % 1_000_000)));
    }

    HttpLoad.Result nothing(int connections, int count) {
        byte[] request = request(NOTHING);
        return ask(connections, count, i -> request);
    }

    private HttpLoad.Result ask(int connections, int count, IntFunction<byte[]> requests) {
        return HttpLoad.closedLoop(service.port(), connections, requests, count, Long.MAX_VALUE)
                .requireAll(200);
    }

    private byte[] request(String body) {
        return HttpLoad.request(
                "/graphql",
                Map.of(
                        "content-type",
                        "application/json",
                        "x-api-key",
                        tenant.client().key()),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** The question as nobody asked it before, so many times a second; the nanoseconds of each answer. */
    long[] paced(int count, double perSecond) {
        asked += count;
        int first = asked - count;
        return HttpLoad.paced(
                        service.port(),
                        4,
                        i -> request(String.format(NEW_QUESTION, (first + i) % 1_000_000)),
                        count,
                        perSecond)
                .requireAll(200)
                .nanos();
    }

    /** The nanoseconds of a question with three dimensions, as nobody asked it before. */
    long threeDimensions() {
        long start = System.nanoTime();
        tenant.client().get(String.format(THREE_DIMENSIONS, asked++ % 1_000_000));
        return System.nanoTime() - start;
    }

    long threeDimensionsByHand() throws SQLException {
        return statement(String.format(THREE_DIMENSIONS_BY_HAND, tenant.id()));
    }

    /** The median of the question asked of the records, in nanoseconds. */
    double records() throws SQLException {
        List<Double> nanos = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nanos.add((double) statement(String.format(RECORDS, tenant.id())));
        }
        return Report.median(nanos);
    }

    private long statement(String sql) throws SQLException {
        try (Connection connection = service.connect(tenant.id());
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            statement.executeQuery(sql).close();
            return System.nanoTime() - start;
        }
    }

    /** How much was written to temporary files, by sorts that did not fit into memory for instance. */
    long bytesSpilt() {
        return service.number(
                tenant.id(), "SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()");
    }

    long[] cells(int count) {
        long[] nanos = new long[count];
        try (Connection connection = service.connect(tenant.id());
                PreparedStatement statement = connection.prepareStatement(String.format(CELLS, position))) {
            statement.setInt(1, tenant.id());
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getBigDecimal(3);
                    }
                }
                nanos[i] = System.nanoTime() - start;
            }
            return nanos;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    double cellsPerSecond(int connections, int count) {
        long start = System.nanoTime();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        java.util.concurrent.ExecutorService threads = java.util.concurrent.Executors.newFixedThreadPool(connections);
        for (int i = 0; i < connections; i++) {
            readers.add(CompletableFuture.runAsync(() -> cells(count), threads));
        }
        readers.forEach(CompletableFuture::join);
        threads.shutdown();
        return connections * count / ((System.nanoTime() - start) / 1e9);
    }

    /** Where won revenue is in the cells: where their sum is that of the records. */
    private int position() {
        return (int)
                service.number(
                        tenant.id(),
                        """
                SELECT position FROM rollup_cell, unnest(sums) WITH ORDINALITY AS s (value, position)
                 WHERE rollup = 'deal.closed.region' AND grain = 'month'
                 GROUP BY position
                HAVING sum(value) = (SELECT sum(amount) FROM deal_version
                                      WHERE status = 'won' AND known_to = 'infinity' AND valid_to = 'infinity')
                 LIMIT 1
                """);
    }

    static boolean areSumsKept(BenchService service, BenchService.Tenant tenant) {
        return service.number(
                        tenant.id(),
                        "SELECT count(*) FROM rollup_state WHERE tenant_id = " + tenant.id()
                                + " AND rollup = 'deal.closed.region'")
                > 0;
    }

    /** Whether none is left to be made, which would be made while somebody measures. */
    static boolean areAllSumsKept(BenchService service, BenchService.Tenant tenant) {
        return service.number(
                        tenant.id(),
                        "SELECT count(DISTINCT rollup) FROM rollup_state WHERE tenant_id = " + tenant.id()
                                + " AND rollup IN ('deal.closed.known', 'deal.created.known')")
                == 2;
    }
}
