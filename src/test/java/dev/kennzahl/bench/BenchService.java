package dev.kennzahl.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennzahl.packaged.ServiceClient;
import dev.kennzahl.packaged.ServiceProcess;

/** The packaged service with an embedded Postgres (fsync on), and ways to look at both. */
final class BenchService implements AutoCloseable {
    private static final Pattern HEAP_USED = Pattern.compile("total[^K]*K, used (\\d+)K");

    private final ServiceProcess process;

    BenchService(String name) {
        // Unlike in the tests both compilers are at work, as they are in production.
        process = ServiceProcess.empty("bench-" + name)
                // The rows that the baseline leaves in the backlog of its tenant are nobody's work.
                .with("KENNZAHL_INGESTION_LOOK_AGAIN_EVERY", "PT10H")
                // Nor does anything count that a shell tells all its JVMs.
                .with("JAVA_TOOL_OPTIONS", "")
                .withJvm("-Xmx512m", "-XX:+UseParallelGC")
                .start()
                .awaitReady();
    }

    /** A tenant whose days are those of UTC. */
    record Tenant(int id, ServiceClient client) {}

    Tenant newTenant() {
        String slug = "t-" + UUID.randomUUID();
        String key = process.client("")
                .post("/api/v1/tenants", Map.of("slug", slug, "timezone", "UTC"))
                .path("adminKey")
                .asText();
        return new Tenant(
                (int) number(0, "SELECT tenant_id FROM tenant WHERE slug = '" + slug + "'", slug), process.client(key));
    }

    int port() {
        return process.port();
    }

    /** How to reach Postgres as the service does: bound by row-level security to one tenant. */
    String options(int tenantId) {
        return "-c role=kennzahl_app -c app.tenant=" + tenantId;
    }

    String url() {
        return process.postgres().url();
    }

    String password() {
        return process.postgres().password();
    }

    Connection connect(int tenantId) throws SQLException {
        java.util.Properties properties = ownerLogin();
        properties.setProperty("options", options(tenantId));
        return DriverManager.getConnection("jdbc:" + url(), properties);
    }

    /** As the owner, whom row-level security binds, too. */
    Connection connectAsOwner(int tenantId) throws SQLException {
        java.util.Properties properties = ownerLogin();
        properties.setProperty("options", "-c app.tenant=" + tenantId);
        return DriverManager.getConnection("jdbc:" + url(), properties);
    }

    private java.util.Properties ownerLogin() {
        java.util.Properties properties = new java.util.Properties();
        properties.setProperty("user", "kennzahl");
        properties.setProperty("password", password());
        return properties;
    }

    long number(int tenantId, String sql) {
        return number(tenantId, sql, "");
    }

    private long number(int tenantId, String sql, String slug) {
        try (Connection connection = connect(tenantId);
                Statement statement = connection.createStatement()) {
            statement.execute("SET app.tenant_slug = '" + slug + "'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until no delivery is left to be applied. */
    void awaitApplied(int tenantId) {
        // Of the index alone, so that asking costs next to nothing.
        while (number(
                        tenantId,
                        "SELECT count(*) FROM (SELECT FROM delivery WHERE tenant_id = " + tenantId
                                + " AND status = 'received' LIMIT 1) waiting")
                > 0) {
            pause(50);
        }
    }

    /** The heap in use and the resident memory of the service, in MiB. */
    String memory() {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.heap_info")
                    .redirectErrorStream(true)
                    .start();
            Matcher used = HEAP_USED.matcher(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            long heap = 0;
            while (used.find()) {
                heap += Long.parseLong(used.group(1));
            }
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            String resident =
                    Files.exists(status) ? Files.readString(status).replaceAll("(?s).*VmRSS:\\s*(\\d+).*", "$1") : "0";
            return "heap " + heap / 1024 + " MiB, resident " + Long.parseLong(resident) / 1024 + " MiB";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seconds of processor time that the service and its Postgres have used so far; unlike the clock blind to the neighbours. */
    Cpu cpu() {
        double own = ProcessHandle.of(process.pid()).map(BenchService::seconds).orElse(0.0);
        return new Cpu(
                own,
                process.postgres()
                        .processes()
                        .mapToDouble(BenchService::seconds)
                        .sum());
    }

    record Cpu(double service, double postgres) {
        Cpu since(Cpu before) {
            return new Cpu(service - before.service, postgres - before.postgres);
        }
    }

    private static double seconds(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1e3)
                .orElse(0.0);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
