package dev.kennzahl.sales;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantSessions;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Making tenants and changing their settings. */
@Singleton
public class Tenants {
    private static final Set<String> CHURN_MODELS = Set.of("contract", "purchase_window", "explicit");

    private final TenantTransactions transactions;
    private final TenantSessions sessions;
    private final Clock clock;
    private final List<ZoneDependent> dependents;

    Tenants(
            TenantTransactions transactions,
            TenantSessions sessions,
            Clock clock,
            @All List<ZoneDependent> dependents) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.clock = clock;
        this.dependents = dependents;
    }

    /** What of the settings is to change; null stays. */
    public record Change(
            @Nullable String name,
            @Nullable String timezone,
            @Nullable String currency,
            @Nullable String weekStart,
            @Nullable Integer fiscalYearStartMonth,
            @Nullable String churnModel,
            @Nullable Integer purchaseWindowDays) {}

    /** What a tenant must have from the start on, made in the transaction that makes the tenant. */
    public interface Endowment {
        Uni<Void> give(SqlConnection connection, int tenantId);
    }

    /**
     * Makes a tenant, with its zone and currency and otherwise usual settings.
     *
     * @param endowment such as its first key: without it a name would be taken and nobody could get in
     * @return its id; fails with {@link ProblemCode#CONFLICT} when the short name is taken
     */
    public Uni<Integer> create(String slug, String name, String timezone, String currency, Endowment endowment) {
        zone(timezone);
        String code = currency(currency);
        return transactions.withoutTenant(connection -> connection
                .query("SELECT nextval('tenant_id_seq')::integer")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .call(id ->
                        connection.query("SET LOCAL app.tenant = '" + id + "'").execute())
                .call(id -> connection
                        .preparedQuery(
                                """
                                INSERT INTO tenant (tenant_id, slug, name, timezone, currency, week_start, fiscal_year_start_month,
                                                    churn_model, purchase_window_days, created_at)
                                VALUES ($1, $2, $3, $4, $5, 'monday', 1, 'purchase_window', 365, $6) ON CONFLICT (slug) DO NOTHING
                                """)
                        .execute(Tuple.from(Arrays.asList(
                                id, slug, name, timezone, code, clock.instant().atOffset(ZoneOffset.UTC))))
                        .invoke(rows -> {
                            if (rows.rowCount() == 0) {
                                throw new Problem(
                                        ProblemCode.CONFLICT, "slug", "There is a tenant '" + slug + "' already.");
                            }
                        }))
                .call(id -> connection
                        .preparedQuery("INSERT INTO tenant_clock (tenant_id, known_at) VALUES ($1, $2)")
                        .execute(Tuple.of(id, clock.instant().atOffset(ZoneOffset.UTC))))
                .call(id -> endowment.give(connection, id)));
    }

    /** The id of the tenant with a short name. */
    public Uni<Optional<Integer>> find(String slug) {
        return transactions.withoutTenant(connection -> connection
                .preparedQuery("SELECT set_config('app.tenant_slug', $1, true)")
                .execute(Tuple.of(slug))
                .chain(() -> connection
                        .preparedQuery("SELECT tenant_id FROM tenant WHERE slug = $1")
                        .execute(Tuple.of(slug)))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getInteger(0));
                    }
                    return Optional.<Integer>empty();
                }));
    }

    public Uni<Tenant> get(int tenantId) {
        return sessions.inTransaction(tenantId, () -> Tenant.findById(tenantId));
    }

    /**
     * Changes what is given. Figures follow at once: they are cut into days when they are asked for, and what rests on bare
     * dates moves with the zone in the same transaction, all or nothing.
     */
    public Uni<Tenant> change(int tenantId, Change change) {
        return transactions.write(tenantId, connection -> TenantClock.take(connection, tenantId)
                .chain(() -> load(connection, tenantId))
                .flatMap(tenant -> {
                    String before = tenant.timezone;
                    apply(tenant, change);
                    return store(connection, tenant)
                            .chain(() -> tenant.timezone.equals(before)
                                    ? Uni.createFrom().voidItem()
                                    : follow(connection, tenant))
                            .replaceWith(tenant);
                }));
    }

    // In plain SQL and not in a Hibernate session: the setting and what follows from it are one transaction, and
    // histories
    // are written on a connection of the pool.
    private static Uni<Tenant> load(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery(
                        """
                        SELECT slug, name, timezone, currency, week_start, fiscal_year_start_month, churn_model,
                               purchase_window_days, created_at
                          FROM tenant WHERE tenant_id = $1
                        """)
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    Tenant tenant = new Tenant();
                    tenant.tenantId = tenantId;
                    tenant.slug = row.getString(0);
                    tenant.name = row.getString(1);
                    tenant.timezone = row.getString(2);
                    tenant.currency = row.getString(3);
                    tenant.weekStart = row.getString(4);
                    tenant.fiscalYearStartMonth = row.getShort(5);
                    tenant.churnModel = row.getString(6);
                    tenant.purchaseWindowDays = row.getInteger(7);
                    tenant.createdAt = row.getOffsetDateTime(8).toInstant();
                    return tenant;
                });
    }

    private static Uni<Void> store(SqlConnection connection, Tenant tenant) {
        return connection
                .preparedQuery(
                        """
                        UPDATE tenant SET name = $2, timezone = $3, currency = $4, week_start = $5,
                               fiscal_year_start_month = $6, churn_model = $7, purchase_window_days = $8
                         WHERE tenant_id = $1
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenant.tenantId,
                        tenant.name,
                        tenant.timezone,
                        tenant.currency,
                        tenant.weekStart,
                        tenant.fiscalYearStartMonth,
                        tenant.churnModel,
                        tenant.purchaseWindowDays)))
                .replaceWithVoid();
    }

    private Uni<Void> follow(SqlConnection connection, Tenant tenant) {
        ZoneId zone = ZoneId.of(tenant.timezone);
        return Multi.createFrom()
                .iterable(dependents)
                .onItem()
                .transformToUniAndConcatenate(dependent -> dependent.follow(connection, tenant.tenantId, zone))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static void apply(Tenant tenant, Change change) {
        tenant.name = change.name() == null ? tenant.name : change.name();
        tenant.timezone = change.timezone() == null
                ? tenant.timezone
                : zone(change.timezone()).getId();
        tenant.currency = change.currency() == null ? tenant.currency : currency(change.currency());
        tenant.weekStart = change.weekStart() == null ? tenant.weekStart : weekday(change.weekStart());
        Integer month = change.fiscalYearStartMonth();
        if (month != null) {
            require(month >= 1 && month <= 12, "fiscalYearStartMonth", "fiscalYearStartMonth must be from 1 to 12.");
            tenant.fiscalYearStartMonth = month.shortValue();
        }
        if (change.churnModel() != null) {
            require(
                    CHURN_MODELS.contains(change.churnModel()),
                    "churnModel",
                    "churnModel must be contract, purchase_window or explicit.");
            tenant.churnModel = change.churnModel();
        }
        if (change.purchaseWindowDays() != null) {
            require(change.purchaseWindowDays() > 0, "purchaseWindowDays", "purchaseWindowDays must be at least 1.");
            tenant.purchaseWindowDays = change.purchaseWindowDays();
        }
    }

    private static ZoneId zone(String timezone) {
        try {
            ZoneId zone = ZoneId.of(timezone);
            // Offsets such as +02:00 are zones to Java, but mean the opposite to Postgres.
            require(ZoneId.getAvailableZoneIds().contains(zone.getId()), "timezone", ZONE_REMEDY);
            return zone;
        } catch (DateTimeException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, "timezone", ZONE_REMEDY);
        }
    }

    private static final String ZONE_REMEDY = "timezone must be an IANA zone, such as Europe/Berlin.";

    private static String currency(String currency) {
        try {
            return FieldType.CURRENCY.parse(currency, ZoneOffset.UTC).toString();
        } catch (InvalidValueException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, "currency", "currency " + e.getMessage() + ".");
        }
    }

    private static String weekday(String day) {
        List<String> days = Arrays.stream(DayOfWeek.values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        require(days.contains(day), "weekStart", "weekStart must be one of " + days + ".");
        return day;
    }

    private static void require(boolean holds, String field, String remedy) {
        if (!holds) {
            throw new Problem(ProblemCode.INVALID_VALUE, field, remedy);
        }
    }
}
