package dev.kennzahl.packaged;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the packaged service starts: with what data, on which database, and after which end. */
class StartIT {
    private static final Path PUBLIC_FILES = Path.of("../shared/data/crm-sales-opportunities");
    private static final String WON = "/api/v1/kpis/won_revenue/values?from=2025-01-01&to=2026-01-01";

    @Test
    void aSecondStartFindsTheSampleCompanyLoaded() {
        ServiceProcess company = DemoCompany.service();
        String before = value(company, WON);
        int deliveries = company.demo().all("/api/v1/deliveries").size();

        company.terminate();
        assertThat(company.postgres().isRunning()).as("stops with the service").isFalse();
        Duration second = timeOfStart(company);

        System.out.printf(
                "StartIT: first start %.1f s, second %.1f s%n",
                DemoCompany.firstStart().toMillis() / 1e3, second.toMillis() / 1e3);
        assertThat(company.log()).doesNotContain("Loading the demo data");
        assertThat(demoState(company)).startsWith("loaded before");
        assertThat(value(company, WON)).isEqualTo(before);
        assertThat(company.demo().all("/api/v1/deliveries")).hasSize(deliveries);
    }

    @Test
    void aKilledServiceLeavesNothingThatStopsTheNextStart() {
        ServiceProcess company = DemoCompany.service();
        String before = value(company, WON);

        company.kill();
        assertThat(company.postgres().isRunning()).as("an orphan").isTrue();
        company.start().awaitReady();

        assertThat(company.log()).doesNotContain("Loading the demo data");
        assertThat(value(company, WON)).isEqualTo(before);
    }

    @Test
    void anEmptyTenantStartsBesideTheSampleCompany() {
        ServiceProcess company = DemoCompany.service();
        try (ServiceProcess beside = ServiceProcess.empty("beside").start().awaitReady()) {
            assertThat(demoState(beside)).isEqualTo("starts empty");
            assertThat(beside.demo().all("/api/v1/deals")).isEmpty();
            assertThat(beside.demo().all("/api/v1/deliveries")).isEmpty();
            assertThat(company.demo().all("/api/v1/employees")).isNotEmpty();
        }
    }

    @Test
    void aKillWhileTheDataIsLoadedDoesNotSpoilIt() {
        Assumptions.assumeTrue(Files.isDirectory(PUBLIC_FILES), "skipped: no third-party data in " + PUBLIC_FILES);
        try (ServiceProcess service = ServiceProcess.named("public-files")
                .with("QUARKUS_PROFILE", "demo")
                .with("KENNZAHL_DEMO_DATA", PUBLIC_FILES.toString())
                .start()) {
            awaitLog(service, "Demo data: file sales_pipeline.csv");
            service.kill();
            service.start().awaitReady();

            assertThat(value(service, WON.replace("2025", "2017").replace("2026", "2018")))
                    .isEqualTo("10005534");
            assertThat(demoState(service)).isEqualTo("loaded: CRM Sales Opportunities, version 1");
        }
    }

    @Test
    void withoutADatabaseTheStartSaysWhatToSet() {
        try (ServiceProcess service =
                ServiceProcess.named("nothing").with("QUARKUS_PROFILE", "prod").start()) {
            assertThat(service.awaitExit()).isNotZero();
            assertThat(service.log())
                    .contains("No database: set KENNZAHL_DB_URL, KENNZAHL_DB_USER and KENNZAHL_DB_PASSWORD")
                    .contains("QUARKUS_PROFILE=demo");
            assertThat(Files.exists(service.dataDirectory())).isFalse();
        }
    }

    private static Duration timeOfStart(ServiceProcess service) {
        long begin = System.nanoTime();
        service.start().awaitReady();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void awaitLog(ServiceProcess service, String text) {
        org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> service.log()
                .contains(text));
    }

    private static String value(ServiceProcess service, String path) {
        return service.demo().get(path).at("/series/0/points/0/value").asText();
    }

    private static String demoState(ServiceProcess service) {
        for (JsonNode check : service.demo().get("/q/health/ready").path("checks")) {
            if (check.path("name").asText().equals("Demo data")) {
                return check.path("data").path("state").asText();
            }
        }
        return "";
    }
}
