package dev.kennzahl.demo;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.demo.sample.DealFilter;
import dev.kennzahl.demo.sample.HubSpotDelivery;
import dev.kennzahl.demo.sample.PortalMessage;
import dev.kennzahl.demo.sample.SampleCalendar;
import dev.kennzahl.demo.sample.SampleCompany;
import dev.kennzahl.demo.sample.SampleFile;
import dev.kennzahl.demo.sample.SampleTruth;

/** The generated sample company: files of the past, webhooks of the present, and its true figures to check against. */
final class SampleCompanyData implements DemoData {
    private static final String HUBSPOT_SECRET = "sample-company-hubspot-secret";
    private static final String PORTAL_SECRET = "whsec_c2FtcGxlLWNvbXBhbnktcG9ydGFsLXNlY3JldC0wMQ==";
    private static final int REPORT_EVERY = 50;

    private final Clock clock;
    private final int parallelPosts;

    SampleCompanyData(Clock clock, int parallelPosts) {
        this.clock = clock;
        this.parallelPosts = parallelPosts;
    }

    @Override
    public String source() {
        return "generated company, seed " + SampleCompany.SEED + ", version 2";
    }

    @Override
    public void load(PublicInterface service, Progress progress) {
        SampleCompany company = SampleCompany.generate(SampleCompany.SEED);
        int files = 0;
        for (SampleFile file : company.files()) {
            progress.reached("file " + file.dataset(), files++, company.files().size());
            service.importCsv(file.dataset(), file.csv(), "");
        }
        postHubSpot(service, company, progress);
        postPortal(service, company, progress);
        service.awaitDeliveries();
        verify(service, company);
    }

    private void postHubSpot(PublicInterface service, SampleCompany company, Progress progress) {
        JsonNode connection = connect(service, "hubspot", "HubSpot", HUBSPOT_SECRET, publicUrl -> {
            Map<String, Object> options = new LinkedHashMap<>(company.hubSpotOptions());
            options.put("publicUrl", publicUrl);
            return options;
        });
        String path = connection.path("url").asText();
        String url = connection.path("options").path("publicUrl").asText();
        List<Runnable> posts = new ArrayList<>();
        for (HubSpotDelivery delivery : company.hubSpotDeliveries()) {
            posts.add(() -> {
                byte[] body = delivery.body();
                service.webhook(path, body, WebhookSignatures.hubSpot(HUBSPOT_SECRET, url, body, clock.instant()));
            });
        }
        post("HubSpot webhooks", posts, progress);
    }

    private void postPortal(PublicInterface service, SampleCompany company, Progress progress) {
        JsonNode connection =
                connect(service, "standard-webhooks", "Partner portal", PORTAL_SECRET, url -> company.portalOptions());
        String path = connection.path("url").asText();
        List<Runnable> posts = new ArrayList<>();
        for (PortalMessage message : company.portalMessages()) {
            posts.add(() -> service.webhook(
                    path,
                    message.body(),
                    WebhookSignatures.standard(PORTAL_SECRET, message.webhookId(), message.body(), clock.instant())));
        }
        post("portal messages", posts, progress);
    }

    private interface Options {
        Map<String, Object> with(String publicUrl);
    }

    /** The connection of that name, made if an interrupted start has not made it before. */
    private static JsonNode connect(
            PublicInterface service, String sender, String name, String secret, Options options) {
        for (JsonNode existing : service.get("/api/v1/connections").path("items")) {
            if (existing.path("name").asText().equals(name)) {
                return existing;
            }
        }
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("sender", sender);
        wish.put("name", name);
        wish.put("secret", secret);
        wish.put("options", options.with("https://taldorn.example/webhooks/" + sender));
        return service.post("/api/v1/connections", wish);
    }

    private void post(String what, List<Runnable> posts, Progress progress) {
        ExecutorService senders = Executors.newFixedThreadPool(parallelPosts);
        try {
            List<Future<?>> answers = new ArrayList<>();
            posts.forEach(post -> answers.add(senders.submit(post)));
            for (int i = 0; i < answers.size(); i++) {
                answers.get(i).get();
                if (i % REPORT_EVERY == 0) {
                    progress.reached(what, i, answers.size());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " were not taken", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading the demo data", e);
        } finally {
            senders.shutdownNow();
        }
    }

    /** Ready means that answers are right: the generator knows them, so they are compared before anybody is told to come. */
    private static void verify(PublicInterface service, SampleCompany company) {
        SampleTruth truth = company.truth();
        var from = SampleCalendar.FIRST_DAY;
        var to = SampleCalendar.END;
        Map<String, BigDecimal> expected = new LinkedHashMap<>();
        expected.put("won_revenue", truth.wonRevenue(from, to, DealFilter.all()));
        expected.put("deals_won", BigDecimal.valueOf(truth.dealsWon(from, to, DealFilter.all())));
        expected.put("deals_lost", BigDecimal.valueOf(truth.dealsLost(from, to, DealFilter.all())));
        expected.put(
                "opportunities_created", BigDecimal.valueOf(truth.opportunitiesCreated(from, to, DealFilter.all())));
        expected.put("open_pipeline_value", truth.openPipelineValue(to, DealFilter.all()));
        expected.put("revenue", company.orderTruth().revenue(from, to, line -> true));
        expected.put("contribution_margin", company.orderTruth().contributionMargin(from, to, line -> true));
        expected.forEach((kpi, value) -> {
            JsonNode answer = service.get("/api/v1/kpis/" + kpi + "/values?from=" + from + "&to=" + to);
            BigDecimal found =
                    new BigDecimal(answer.at("/series/0/points/0/value").asText());
            if (found.compareTo(value) != 0) {
                throw new IllegalStateException(
                        "The sample company's " + kpi + " is " + found + " and should be " + value + ".");
            }
        });
    }
}
