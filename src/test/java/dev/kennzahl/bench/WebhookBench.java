package dev.kennzahl.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

/** Signed webhooks acknowledged per second, against single-row commits of the same rows into the same table. */
class WebhookBench {
    private static final String KEY = "e6CWTDu8h3Ca7r0+gIfkbrJUlGVpBpnmHhZWZ6g6Hf4=";
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int DEALS = 20_000;

    private final Mac mac;
    private final Instant firstChange = Instant.parse("2026-01-01T00:00:00Z");

    WebhookBench() throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
    }

    @Test
    void acknowledgesFasterThanSingleRowsCommit() throws SQLException {
        int seconds = Report.scaled(10);
        try (BenchService service = new BenchService("webhooks")) {
            BenchService.Tenant tenant = service.newTenant();
            String path = connectionPath(tenant);
            // The compilers of the JVM need their time once, on two cores half a minute; Postgres has none to warm up.
            HttpLoad.Result warm = HttpLoad.closedLoop(
                            service.port(),
                            CONNECTIONS,
                            i -> post(path, i, "warm"),
                            1_000_000,
                            (long) WARM_UP_ROUNDS * seconds)
                    .requireAll(202);
            Report.note("warmed up with %d posts in %.0f s", warm.nanos().length, warm.seconds());
            service.awaitApplied(tenant.id());
            SingleCommits baseline =
                    new SingleCommits(service, service.newTenant().id(), anyDelivery(service, tenant.id()));
            List<Double> ratios = new ArrayList<>();
            List<Double> tails = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                SingleCommits.Result commits = baseline.run(CONNECTIONS, seconds);
                int of = round;
                BenchService.Cpu before = service.cpu();
                HttpLoad.Result posts = HttpLoad.closedLoop(
                                service.port(), CONNECTIONS, i -> post(path, i, "r" + of), 1_000_000, seconds)
                        .requireAll(202);
                BenchService.Cpu used = service.cpu().since(before);
                long start = System.nanoTime();
                service.awaitApplied(tenant.id());
                double backlog = (System.nanoTime() - start) / 1e9;
                long commit = Report.quantile(commits.nanos(), 0.5);
                long p99 = Report.quantile(posts.nanos(), 0.99);
                ratios.add(posts.perSecond() / commits.perSecond());
                tails.add(p99 / (double) commit);
                Report.note(
                        "round %d: %.0f posts/s, p50 %.1f ms, p99 %.1f ms; %.0f commits/s, p50 %.1f ms; backlog gone %.1f s later",
                        round,
                        posts.perSecond(),
                        Report.quantile(posts.nanos(), 0.5) / 1e6,
                        p99 / 1e6,
                        commits.perSecond(),
                        commit / 1e6,
                        backlog);
                Report.note(
                        "CPU of a post: service %.0f µs, Postgres %.0f µs, what was applied meanwhile included",
                        1e6 * used.service() / posts.nanos().length, 1e6 * used.postgres() / posts.nanos().length);
            }
            Report.atLeast("webhooks acknowledged, × single-row commits", Report.median(ratios), 1.0);
            Report.atMost("p99 of the answer, × median of a single-row commit", Report.median(tails), 10);
        }
    }

    private static String connectionPath(BenchService.Tenant tenant) {
        return tenant.client()
                .post(
                        "/api/v1/connections",
                        Map.of(
                                "sender",
                                "standard-webhooks",
                                "name",
                                "bench",
                                "secret",
                                "whsec_" + KEY,
                                "options",
                                Map.of()))
                .path("url")
                .asText();
    }

    private byte[] post(String path, int number, String run) {
        String id = "msg_" + run + "_" + number;
        Instant at = firstChange.plusSeconds(number);
        String deal = run + "-" + number % DEALS;
        String body = "{\"type\":\"" + (number < DEALS ? "sales.deal.created" : "sales.deal.amount_changed")
                + "\",\"timestamp\":\"" + at + "\",\"data\":{\"dealId\":\"" + deal + "\",\"amount\":\"" + (100 + number)
                + "\",\"currency\":\"EUR\"}}";
        String now = Long.toString(Instant.now().getEpochSecond());
        byte[] signed = (id + "." + now + "." + body).getBytes(StandardCharsets.UTF_8);
        return HttpLoad.request(
                path,
                Map.of(
                        "content-type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        now,
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static SingleCommits.StoredDelivery anyDelivery(BenchService service, int tenantId) throws SQLException {
        try (Connection connection = service.connect(tenantId);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT connection_id, headers::text, encode(body, 'hex') FROM delivery LIMIT 1")) {
            rows.next();
            return new SingleCommits.StoredDelivery(rows.getString(1), rows.getString(2), rows.getString(3));
        }
    }
}
