package dev.kennzahl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The baseline of the intake: one row, one commit, as any service would do it; by pgbench, or by JDBC where there is none. */
final class SingleCommits {
    private final BenchService service;
    private final int tenantId;
    private final String insert;

    /** @param like a delivery of another tenant, which the rows resemble to the byte */
    SingleCommits(BenchService service, int tenantId, StoredDelivery like) {
        this.service = service;
        this.tenantId = tenantId;
        insert = "INSERT INTO delivery (tenant_id, connection_id, received_at, method, query, headers, body, status)"
                + " VALUES (" + tenantId + ", '" + like.connectionId() + "', now(), 'POST', '', '"
                + like.headers().replace("'", "''") + "'::jsonb, '\\x" + like.bodyHex() + "'::bytea, 'received')";
    }

    record StoredDelivery(String connectionId, String headers, String bodyHex) {}

    record Result(double perSecond, long[] nanos) {}

    Result run(int clients, int seconds) {
        try {
            Optional<Path> pgbench = pgbench();
            return pgbench.isPresent() ? run(pgbench.get(), clients, seconds) : jdbc(clients, seconds);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    static Optional<Path> pgbench() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .max(java.util.Comparator.naturalOrder());
        }
    }

    private Result run(Path pgbench, int clients, int seconds) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("single-commits");
        Path script = Files.writeString(directory.resolve("insert.sql"), insert + ";\n");
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                pgbench.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=2",
                "--time=" + seconds,
                "--log",
                "--log-prefix=" + directory.resolve("log"),
                "--file=" + script,
                service.url());
        builder.environment().put("PGUSER", "kennzahl");
        builder.environment().put("PGPASSWORD", service.password());
        builder.environment().put("PGOPTIONS", service.options(tenantId));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pgbench failed:\n" + Files.readString(out));
        }
        String rate = Files.readString(out).replaceAll("(?s).*tps = ([0-9.]+).*", "$1");
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            List<String> lines = new ArrayList<>();
            for (Path file : all) {
                if (file.getFileName().toString().startsWith("log")) {
                    lines.addAll(Files.readAllLines(file));
                }
                Files.delete(file);
            }
            Files.delete(directory);
            // client, number, microseconds, …
            return new Result(
                    Double.parseDouble(rate),
                    lines.stream()
                            .mapToLong(line -> 1000 * Long.parseLong(line.split(" ")[2]))
                            .toArray());
        }
    }

    private Result jdbc(int clients, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> insertUntil(end)));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> one : all) {
                nanos.addAll(one.get());
            }
            return new Result(
                    nanos.size() / (double) seconds,
                    nanos.stream().mapToLong(value -> value).toArray());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Long> insertUntil(long end) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = service.connect(tenantId);
                PreparedStatement statement = connection.prepareStatement(insert)) {
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                statement.executeUpdate();
                nanos.add(System.nanoTime() - start);
            }
        }
        return nanos;
    }
}
