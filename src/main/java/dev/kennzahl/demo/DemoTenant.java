package dev.kennzahl.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;
import dev.kennzahl.security.ApiKeys;
import dev.kennzahl.security.Roles;

/** The tenant {@code demo}: made at the first start of the profiles dev and demo, filled through the public interface, kept. */
@ApplicationScoped
class DemoTenant {
    private static final Logger LOG = Logger.getLogger(DemoTenant.class);
    private static final String SLUG = "demo";
    private static final String COMPANY = "Demo";

    private final DemoConfig config;
    private final Tenants tenants;
    private final ApiKeys keys;
    private final TenantTransactions transactions;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile String state = "waiting for the service to listen";
    private volatile boolean ready;

    DemoTenant(
            DemoConfig config,
            Tenants tenants,
            ApiKeys keys,
            TenantTransactions transactions,
            ObjectMapper json,
            Clock clock) {
        this.config = config;
        this.tenants = tenants;
        this.keys = keys;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** Whether answers are right, sample data included. */
    boolean isReady() {
        return !config.enabled() || ready;
    }

    /** How far it is, for people. */
    String state() {
        return state;
    }

    /** Runs on a thread of its own, beside the service that it talks to. */
    void onListening(@ObservesAsync HttpServerStart start) {
        if (!config.enabled()) {
            return;
        }
        try {
            fill();
            ready = true;
        } catch (RuntimeException e) {
            state = "failed: " + e.getMessage();
            LOG.errorf(e, "The demo tenant could not be filled: %s", e.getMessage());
        }
    }

    private void fill() {
        int tenantId = await(provide());
        if (config.data().equals("none")) {
            state = "starts empty";
            return;
        }
        DemoData data = config.data().equals("generated")
                ? new SampleCompanyData(clock, config.parallelPosts())
                : new CrmSalesOpportunities(Path.of(config.data()));
        List<String> loaded = await(loaded(tenantId));
        if (loaded.contains(data.source())) {
            state = "loaded before: " + data.source();
            return;
        }
        if (!loaded.isEmpty()) {
            throw new IllegalStateException("This data directory holds the demo data '" + loaded.get(0)
                    + "'; set KENNZAHL_DATA_DIR to another directory to load '" + data.source() + "'.");
        }
        Instant begin = clock.instant();
        LOG.infof("Loading the demo data through the public interface: %s", data.source());
        data.load(new PublicInterface("http://localhost:" + port(), json), (what, done, of) -> {
            state = "loading " + what + ", " + done + " of " + of;
            LOG.infof("Demo data: %s, %d of %d", what, done, of);
        });
        await(note(tenantId, data.source()));
        state = "loaded: " + data.source();
        LOG.infof(
                "Demo data is loaded after %d s; the API key is '%s'",
                Duration.between(begin, clock.instant()).toSeconds(), PublicInterface.DEMO_KEY);
    }

    private Uni<Integer> provide() {
        return tenants.find(SLUG)
                .flatMap(found -> found.map(id -> Uni.createFrom().item(id))
                        .orElseGet(() -> tenants.create(SLUG, COMPANY, "Europe/Berlin", "EUR", this::demoKey)));
    }

    private Uni<Void> demoKey(SqlConnection connection, int tenantId) {
        return keys.store(
                connection,
                tenantId,
                new UUID(0, 1),
                PublicInterface.DEMO_KEY,
                "the key of the README",
                Set.of(Roles.ADMIN));
    }

    private Uni<List<String>> loaded(int tenantId) {
        return transactions.read(tenantId, connection -> connection
                .preparedQuery("SELECT source FROM demo_load WHERE tenant_id = $1")
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    List<String> sources = new ArrayList<>();
                    for (Row row : rows) {
                        sources.add(row.getString(0));
                    }
                    return sources;
                }));
    }

    private Uni<Void> note(int tenantId, String source) {
        return transactions.write(tenantId, connection -> connection
                .preparedQuery("INSERT INTO demo_load (tenant_id, source, finished_at) VALUES ($1, $2, $3)")
                .execute(Tuple.of(tenantId, source, clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid());
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    /** Loading is a sequence on a thread of its own; waiting here holds up nobody. */
    private static <T> T await(Uni<T> step) {
        return step.await().atMost(Duration.ofMinutes(1));
    }
}
