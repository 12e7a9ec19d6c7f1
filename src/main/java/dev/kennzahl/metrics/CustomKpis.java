package dev.kennzahl.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.expression.ExpressionParser;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * The KPIs that tenants make. A change is a new version, and old ones stay listed; figures are always made by the version that holds,
 * also as of past moments: {@code asOf} is about what was known of the records, not about what was meant by a word.
 */
@Singleton
public class CustomKpis {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{1,62}");
    private static final int MOST = 200;

    private final TenantTransactions transactions;
    private final CustomKpiStore store;
    private final Kpis kpis;
    private final Clock clock;

    CustomKpis(TenantTransactions transactions, CustomKpiStore store, Kpis kpis, Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.kpis = kpis;
        this.clock = clock;
    }

    /**
     * A custom KPI.
     *
     * @param versionName the version that answers name: with those of custom KPIs that it is built on
     */
    public record Made(CustomDefinition definition, Unit unit, String versionName, List<String> builtOn) {
        static Made of(CustomKpi kpi) {
            return new Made(
                    kpi.written(),
                    kpi.definition().unit(),
                    kpi.definition().version(),
                    kpi.definition().builtOn());
        }
    }

    /** Those that hold, by key. */
    public Uni<List<Made>> list(int tenantId) {
        return transactions.read(
                tenantId, connection -> store.current(connection, tenantId).map(definitions -> {
                    CustomKpiCompiler compiler = new CustomKpiCompiler(kpis.book(), definitions);
                    return definitions.stream()
                            .flatMap(definition -> compiler.find(definition.key()).stream())
                            .map(Made::of)
                            .toList();
                }));
    }

    /** All versions of a KPI, the newest first; {@link ProblemCode#NOT_FOUND} when there never was one. */
    public Uni<List<CustomDefinition>> versions(int tenantId, String key) {
        return transactions.read(tenantId, connection -> store.versions(connection, tenantId, key)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw none(key);
                    }
                }));
    }

    /** One that holds; {@link ProblemCode#NOT_FOUND} when there is none, {@link ProblemCode#GONE} when it was deleted. */
    public Uni<Made> get(int tenantId, String key) {
        return transactions.read(tenantId, connection -> store.current(connection, tenantId)
                .flatMap(current -> find(current, key).isPresent()
                        ? Uni.createFrom().item(() -> Made.of(new CustomKpiCompiler(kpis.book(), current).kpi(key)))
                        : this.<Made>absent(connection, tenantId, key)));
    }

    private <T> Uni<T> absent(SqlConnection connection, int tenantId, String key) {
        return store.versions(connection, tenantId, key).map(versions -> {
            throw versions.isEmpty()
                    ? none(key)
                    : new Problem(
                            ProblemCode.GONE,
                            "key",
                            "The KPI '" + key + "' was deleted; GET …/versions lists what it was, POST makes it anew.");
        });
    }

    private static Problem none(String key) {
        return new Problem(ProblemCode.NOT_FOUND, "key", "There is no custom KPI '" + key + "' here.");
    }

    private static Optional<CustomDefinition> find(List<CustomDefinition> definitions, String key) {
        return definitions.stream()
                .filter(definition -> definition.key().equals(key))
                .findFirst();
    }

    /** Makes one; its version goes on where a deleted one of its name ended. */
    public Uni<Made> create(int tenantId, CustomDefinition wish) {
        if (!KEY.matcher(wish.key()).matches()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "key",
                    "key must be 2 to 63 small letters, digits and underscores, the first a letter: margin_per_customer.");
        }
        if (kpis.book().find(wish.key()).isPresent()) {
            throw new Problem(ProblemCode.CONFLICT, "key", "There is a built-in KPI '" + wish.key() + "' already.");
        }
        return change(tenantId, (connection, current) -> {
            if (find(current, wish.key()).isPresent()) {
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "key",
                        "There is a custom KPI '" + wish.key() + "' already; PUT changes it.");
            }
            if (current.size() >= MOST) {
                throw new Problem(
                        ProblemCode.CONFLICT, "key", "There are " + MOST + " custom KPIs, the most there may be.");
            }
            return put(connection, tenantId, current, wish);
        });
    }

    /** Changes one; nothing happens where it says the same already. */
    public Uni<Made> replace(int tenantId, CustomDefinition wish) {
        return change(tenantId, (connection, current) -> find(current, wish.key())
                .map(old -> old.saysTheSameAs(wish)
                        ? Uni.createFrom().item(Made.of(new CustomKpiCompiler(kpis.book(), current).kpi(old.key())))
                        : put(connection, tenantId, current, wish))
                .orElseGet(() -> absent(connection, tenantId, wish.key())));
    }

    /** Deletes one, unless others are built on it. */
    public Uni<Void> delete(int tenantId, String key) {
        return this.<Void>change(tenantId, (connection, current) -> {
            if (find(current, key).isEmpty()) {
                return absent(connection, tenantId, key);
            }
            CustomKpiCompiler compiler = new CustomKpiCompiler(kpis.book(), current);
            List<String> users = current.stream()
                    .map(CustomDefinition::key)
                    .filter(other -> compiler.find(other)
                            .filter(kpi -> kpi.definition().builtOn().contains(key))
                            .isPresent())
                    .toList();
            if (!users.isEmpty()) {
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "key",
                        "The KPIs " + users + " are built on '" + key + "'; change or delete them first.");
            }
            return store.retire(connection, tenantId, key, clock.instant());
        });
    }

    private interface Work<T> {
        Uni<T> on(SqlConnection connection, List<CustomDefinition> current);
    }

    private <T> Uni<T> change(int tenantId, Work<T> work) {
        return transactions.write(tenantId, connection -> store.take(connection, tenantId)
                .chain(() -> store.current(connection, tenantId))
                .flatMap(current -> work.on(connection, current)));
    }

    private Uni<Made> put(
            SqlConnection connection, int tenantId, List<CustomDefinition> current, CustomDefinition wish) {
        Instant now = clock.instant();
        return store.versions(connection, tenantId, wish.key()).flatMap(versions -> {
            int version = versions.isEmpty() ? 1 : versions.get(0).version() + 1;
            CustomDefinition next = wish.of(version, now);
            Made made = checked(current, next);
            return store.retire(connection, tenantId, wish.key(), now)
                    .chain(() -> store.add(connection, tenantId, next))
                    .replaceWith(made);
        });
    }

    /** Compiles it, and all others that held before it changed. */
    private Made checked(List<CustomDefinition> current, CustomDefinition next) {
        ExpressionParser.parse(next.expression()).divisionByZero().ifPresent(division -> {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "expression",
                    "expression divides by zero at character " + division.at()
                            + ", whatever the KPIs are, and would never have a value.");
        });
        List<CustomDefinition> all = new ArrayList<>(current);
        all.removeIf(other -> other.key().equals(next.key()));
        all.add(next);
        CustomKpiCompiler compiler = new CustomKpiCompiler(kpis.book(), all);
        Made made = Made.of(compiler.kpi(next.key()));
        CustomKpiCompiler before = new CustomKpiCompiler(kpis.book(), current);
        for (CustomDefinition other : current) {
            if (compiler.find(other.key()).isEmpty() && before.find(other.key()).isPresent()) {
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "expression",
                        "The KPI '" + other.key() + "' is built on '" + next.key()
                                + "' and would be none any more, as its units would not fit; change it first.");
            }
        }
        return made;
    }
}
