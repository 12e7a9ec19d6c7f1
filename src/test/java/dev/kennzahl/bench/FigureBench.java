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

import org.junit.jupiter.api.Test;

/**
 * Won revenue per month for 24 months by region, of a tenant with two million deals among 50: asked through GraphQL, against
 * the same month cells read by a prepared statement, and against the question put to the table of deals.
 */
class FigureBench {
    private static final int MEASURED = 2_000;
    private static final String QUESTION =
            "{\"query\":\"{ kpi(key: \\\"won_revenue\\\", query: {from: \\\"2024-01-01\\\", to: \\\"2026-01-01\\\", grain: MONTH,"
                    + " groupBy: [\\\"region\\\"]}) { series { group { value } points { from value } } } }\"}";
    /** A question nobody asked before: as of an instant to come, which is as good as now. */
    private static final String NEW_QUESTION =
            QUESTION.replace("grain:", "asOf: \\\"2099-01-01T00:00:00.%06dZ\\\", grain:");

    private static final String NOTHING = "{\"query\":\"{ __typename }\"}";
    private int asked;

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

    @Test
    void answersFromMonthCells() throws SQLException {
        try (BenchService service = new BenchService("figures")) {
            for (int i = 0; i < 49; i++) {
                DealTenant.fill(service, service.newTenant(), Report.scaled(5_000));
            }
            BenchService.Tenant tenant = service.newTenant();
            double usual = measure(service, tenant, Report.scaled(2_000_000));
            if (Boolean.getBoolean("kennzahl.bench.large")) {
                BenchService.Tenant large = service.newTenant();
                double withFiveTimes = measure(service, large, Report.scaled(10_000_000));
                Report.atMost("with five times as many deals, × the time", withFiveTimes / usual, 1.3);
            }
        }
    }

    /** Gives the median of the answer, in nanoseconds. */
    private double measure(BenchService service, BenchService.Tenant tenant, int deals) throws SQLException {
        DealTenant.fill(service, tenant, deals);
        long start = System.nanoTime();
        while (!tenant.client()
                        .get("/api/v1/kpis/won_revenue/values?from=2024-01-01&to=2026-01-01&groupBy=region")
                        .isObject()
                || !usesCells(service, tenant)) {
            BenchService.pause(200);
        }
        Report.note("%d deals: sums kept %.1f s after they came", deals, (System.nanoTime() - start) / 1e9);
        DealTenant.settle(service, tenant);
        ask(service, tenant, QUESTION, 1, MEASURED);
        ask(service, tenant, NEW_QUESTION, 1, MEASURED);
        ask(service, tenant, NOTHING, 1, MEASURED);
        int position = position(service, tenant);
        cells(service, tenant, position, MEASURED);
        double answer =
                Report.quantile(ask(service, tenant, QUESTION, 1, MEASURED).nanos(), 0.5);
        double anew =
                Report.quantile(ask(service, tenant, NEW_QUESTION, 1, MEASURED).nanos(), 0.5);
        double nothing =
                Report.quantile(ask(service, tenant, NOTHING, 1, MEASURED).nanos(), 0.5);
        double statement = Report.quantile(cells(service, tenant, position, MEASURED), 0.5);
        double records = records(service, tenant);
        Report.note(
                "%d deals: answer %.2f ms, one never given before %.2f ms, empty GraphQL request %.2f ms, month cells by prepared statement %.2f ms, records by SQL %.0f ms",
                deals, answer / 1e6, anew / 1e6, nothing / 1e6, statement / 1e6, records / 1e6);
        Report.atMost("answer less an empty request, × reading the month cells", (answer - nothing) / statement, 2);
        Report.atMost("the same for answers never given before", (anew - nothing) / statement, 2);
        Report.atLeast("the question asked of the records by SQL, × an answer never given before", records / anew, 50);
        sideBySide(service, tenant, position);
        return answer;
    }

    private void sideBySide(BenchService service, BenchService.Tenant tenant, int position) {
        int connections = 16;
        HttpLoad.Result answers = ask(service, tenant, NEW_QUESTION, connections, MEASURED * 2);
        long start = System.nanoTime();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            readers.add(CompletableFuture.runAsync(() -> cells(service, tenant, position, MEASURED)));
        }
        readers.forEach(CompletableFuture::join);
        double statements = connections * MEASURED / ((System.nanoTime() - start) / 1e9);
        Report.note("16 connections: %.0f answers/s, %.0f statements/s", answers.perSecond(), statements);
        Report.atLeast(
                "answers never given before at 16 connections, × prepared statements",
                answers.perSecond() / statements,
                0.5);
    }

    private HttpLoad.Result ask(
            BenchService service, BenchService.Tenant tenant, String body, int connections, int count) {
        byte[] request = HttpLoad.request(
                "/graphql",
                Map.of(
                        "content-type",
                        "application/json",
                        "x-api-key",
                        tenant.client().key()),
                body.getBytes(StandardCharsets.UTF_8));
        return HttpLoad.closedLoop(service.port(), connections, i -> request, count, Long.MAX_VALUE)
                .requireAll(200);
    }

    private static long[] cells(BenchService service, BenchService.Tenant tenant, int position, int count) {
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

    /** Where won revenue is in the cells: where their sum is that of the records. */
    private static int position(BenchService service, BenchService.Tenant tenant) throws SQLException {
        try (Connection connection = service.connect(tenant.id());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        SELECT position FROM rollup_cell, unnest(sums) WITH ORDINALITY AS s (value, position)
                         WHERE rollup = 'deal.closed.region' AND grain = 'month'
                         GROUP BY position
                        HAVING sum(value) = (SELECT sum(amount) FROM deal_version
                                              WHERE status = 'won' AND known_to = 'infinity' AND valid_to = 'infinity')
                         LIMIT 1
                        """)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean usesCells(BenchService service, BenchService.Tenant tenant) {
        return service.number(
                        tenant.id(),
                        "SELECT count(*) FROM rollup_state WHERE tenant_id = " + tenant.id()
                                + " AND rollup = 'deal.closed.region'")
                > 0;
    }

    private static double records(BenchService service, BenchService.Tenant tenant) throws SQLException {
        List<Double> nanos = new ArrayList<>();
        try (Connection connection = service.connect(tenant.id());
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                statement.executeQuery(String.format(RECORDS, tenant.id())).close();
                nanos.add((double) (System.nanoTime() - start));
            }
        }
        return Report.median(nanos);
    }
}
