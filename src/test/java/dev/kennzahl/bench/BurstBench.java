package dev.kennzahl.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether applying keeps pace with posting: a burst of HubSpot changes, then changes under a steady load. In both shapes that
 * CRMs send: a hundred changes in a delivery, and each in a delivery of its own.
 */
class BurstBench {
    private static final String SECRET = "bench-client-secret";
    private static final String PUBLIC_URL = "https://crm.example/hook";
    private static final int DEALS = 20_000;
    private static final int MARKERS = 100;
    private static final long FIRST = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final Mac mac;
    private int batch;
    private int connections;

    BurstBench() throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    @ParameterizedTest
    @CsvSource({"100, 8", "1, 64"})
    void appliesABurstAndShowsChangesUnderLoad(int changesPerDelivery, int senders) throws SQLException, IOException {
        batch = changesPerDelivery;
        connections = senders;
        Report.note("%d changes per delivery, %d connections", batch, connections);
        int batches = Report.scaled(200_000) / batch;
        int deals = Report.scaled(DEALS);
        try (BenchService service = new BenchService("burst")) {
            warmUp(service, batches, deals);
            BenchService.Tenant tenant = service.newTenant();
            String path = connectionPath(tenant);
            BenchService.Cpu before = service.cpu();
            long start = System.nanoTime();
            HttpLoad.Result posted = HttpLoad.closedLoop(
                            service.port(), connections, i -> batch(path, i, deals), batches, Long.MAX_VALUE)
                    .requireAll(202);
            service.awaitApplied(tenant.id());
            double applied = (System.nanoTime() - start) / 1e9;
            BenchService.Cpu used = service.cpu().since(before);
            double rate = batches * batch / posted.seconds();
            Report.note(
                    "%d changes over %d deals: posted in %.1f s (%.0f/s), all applied %.1f s after the first post (%.0f/s); %s",
                    batches * batch,
                    deals,
                    posted.seconds(),
                    rate,
                    applied,
                    batches * batch / applied,
                    service.memory());
            Report.note("CPU: service %.1f s, Postgres %.1f s", used.service(), used.postgres());
            Report.note("first post to last change applied: %.2f × the time to post", applied / posted.seconds());
            Report.atMost(
                    "backlog gone after the last post, × the time to post",
                    (applied - posted.seconds()) / posted.seconds(),
                    2);
            double copied = CopyBaseline.seconds(service, tenant.id());
            Report.note(
                    "COPY of the rows that applying made: %.1f s, %.2f × the time to post; applying is %.2f × as fast",
                    copied, copied / posted.seconds(), copied / applied);
            // The peak that can be kept up; posting alone is many times as fast, and what it leaves must be applied
            // later.
            showChangesUnderLoad(service, tenant, path, batches, deals, batches * batch / applied / 2);
        }
    }

    /** With as much as is measured: the compilers of the JVM need their time once. */
    private void warmUp(BenchService service, int batches, int deals) {
        BenchService.Tenant other = service.newTenant();
        String path = connectionPath(other);
        HttpLoad.closedLoop(service.port(), connections, i -> batch(path, i, deals), batches, Long.MAX_VALUE);
        service.awaitApplied(other.id());
    }

    private void showChangesUnderLoad(
            BenchService service, BenchService.Tenant tenant, String path, int done, int deals, double perSecond) {
        double seconds = Report.scaled(40);
        int more = (int) (perSecond * seconds / batch);
        CompletableFuture<HttpLoad.Result> load = CompletableFuture.supplyAsync(() -> HttpLoad.paced(
                service.port(), connections, i -> batch(path, done + i, deals), more, perSecond / batch));
        long[] nanos = new long[MARKERS];
        int shown = 0;
        String markers = connectionPath(tenant);
        while (!load.isDone() && shown < MARKERS) {
            nanos[shown] = showOne(service, tenant, markers, shown);
            shown++;
            BenchService.pause(Math.max(1, (long) (seconds * 900 / MARKERS - nanos[shown - 1] / 1e6)));
        }
        HttpLoad.Result under = load.join().requireAll(202);
        long[] seen = java.util.Arrays.copyOf(nanos, shown);
        Report.note(
                "at %.0f changes/s (half of what is posted and applied at most; got %.0f/s), %d changes looked at: visible after p50 %.0f ms, p99 %.0f ms, most %.0f ms",
                perSecond,
                under.perSecond() * batch,
                shown,
                Report.quantile(seen, 0.5) / 1e6,
                Report.quantile(seen, 0.99) / 1e6,
                Report.quantile(seen, 1) / 1e6);
        Report.atMost("p99 until a change is in the figures, in s", Report.quantile(seen, 0.99) / 1e9, 2);
    }

    /** How long it takes from posting a won deal until a figure counts it; each deal has a day of its own. */
    private long showOne(BenchService service, BenchService.Tenant tenant, String path, int number) {
        LocalDate day = LocalDate.of(2020, 1, 1).plusDays(number);
        long at = day.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC).toEpochMilli();
        long id = 900_000_000L + number;
        String body = "["
                + String.join(
                        ",",
                        List.of(
                                creation(id, at, id),
                                change(id, at, id, "amount", "500"),
                                change(id, at, id, "dealstage", "closedwon")))
                + "]";
        String question = "/api/v1/kpis/won_revenue/values?from=" + day + "&to=" + day.plusDays(1);
        long start = System.nanoTime();
        HttpLoad.closedLoop(service.port(), 1, i -> signed(path, body), 1, Long.MAX_VALUE)
                .requireAll(202);
        while (!counts(tenant.client().get(question))) {
            BenchService.pause(5);
        }
        return System.nanoTime() - start;
    }

    private static boolean counts(JsonNode answer) {
        return answer.findValuesAsText("value").stream().anyMatch(value -> value.startsWith("500"));
    }

    private static String connectionPath(BenchService.Tenant tenant) {
        return tenant.client()
                .post(
                        "/api/v1/connections",
                        Map.of(
                                "sender",
                                "hubspot",
                                "name",
                                "bench",
                                "secret",
                                SECRET,
                                "options",
                                Map.of("publicUrl", PUBLIC_URL, "currency", "EUR")))
                .path("url")
                .asText();
    }

    /** The first batches create the deals, an event and four values each; the rest changes amounts and stages all over them. */
    private byte[] batch(String path, int number, int deals) {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < batch; i++) {
            long event = (long) number * batch + i;
            body.append(i == 0 ? "" : ",").append(event(event, deals));
        }
        return signed(path, body.append("]").toString());
    }

    private static String event(long number, int deals) {
        boolean first = number < 5L * deals;
        // A multiplier without a common factor: later changes hit the deals in another order.
        long deal = first ? number / 5 : number * 7_919 % deals;
        long at = FIRST + (first ? deal * 1000 : number * 1000);
        if (!first) {
            return number % 3 == 0
                    ? change(deal, at, number, "dealstage", number % 2 == 0 ? "contractsent" : "qualifiedtobuy")
                    : change(deal, at, number, "amount", Long.toString(100 + number));
        }
        return switch ((int) (number % 5)) {
            case 0 -> creation(deal, at, number);
            case 1 -> change(deal, at, number, "dealname", "Deal " + deal);
            case 2 -> change(deal, at, number, "amount", Long.toString(1000 + deal));
            case 3 -> change(deal, at, number, "dealstage", "appointmentscheduled");
            default -> change(deal, at, number, "pipeline", "default");
        };
    }

    private static String creation(long deal, long at, long event) {
        return "{\"eventId\":" + event + ",\"subscriptionId\":1,\"portalId\":7,\"appId\":1,\"occurredAt\":" + at
                + ",\"subscriptionType\":\"deal.creation\",\"attemptNumber\":0,\"objectId\":" + deal
                + ",\"changeFlag\":\"CREATED\",\"changeSource\":\"CRM\"}";
    }

    private static String change(long deal, long at, long event, String property, String value) {
        return "{\"eventId\":" + event + ",\"subscriptionId\":2,\"portalId\":7,\"appId\":1,\"occurredAt\":" + at
                + ",\"subscriptionType\":\"deal.propertyChange\",\"attemptNumber\":0,\"objectId\":" + deal
                + ",\"propertyName\":\"" + property + "\",\"propertyValue\":\"" + value
                + "\",\"changeSource\":\"CRM_UI\"}";
    }

    private byte[] signed(String path, String body) {
        String now = Long.toString(System.currentTimeMillis());
        byte[] content = ("POST" + PUBLIC_URL + body + now).getBytes(StandardCharsets.UTF_8);
        byte[] signature;
        synchronized (mac) {
            signature = mac.doFinal(content);
        }
        return HttpLoad.request(
                path,
                Map.of(
                        "content-type",
                        "application/json",
                        "x-hubspot-request-timestamp",
                        now,
                        "x-hubspot-signature-v3",
                        Base64.getEncoder().encodeToString(signature)),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
