package dev.kennzahl.metrics.sql;

import java.time.Instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.subject.Subject;

/** Makes and updates the cells of rollups. */
public final class RollupWrites {
    private RollupWrites() {}

    /**
     * Makes the cells anew from all records as they were believed then. Looks at every record once; nobody is kept from
     * applying changes meanwhile.
     *
     * @param question whose records; without groups and filters
     */
    public static Uni<Void> build(SqlConnection connection, Question question, Rollup rollup, Instant knownAt) {
        FigureSql sql = new FigureSql(question.asOf(knownAt), rollup.moment().subject());
        String columns = RollupRows.summed(sql, rollup);
        String cells = "SELECT " + columns + sql.fromWhere()
                + Flows.endedUp(rollup.moment().subject()) + " AND "
                + rollup.moment().from() + " IS NOT NULL GROUP BY 1, 2, 3";
        return clear(connection, question.tenantId(), rollup)
                .chain(() -> store(connection, sql, rollup, cells))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                INSERT INTO rollup_state (tenant_id, rollup, known_at, layout, timezone, currencies)
                                VALUES ($1, $2, $3, $4, $5, ARRAY(SELECT DISTINCT currency FROM rollup_cell
                                                                   WHERE tenant_id = $1 AND rollup = $2))
                                """)
                        .execute(Tuple.of(
                                question.tenantId(),
                                rollup.key(),
                                SqlTime.parameter(knownAt),
                                rollup.layout(),
                                question.zone().getId()))
                        .replaceWithVoid());
    }

    /** Brings the cells up to what was believed then: adds what became known since, takes away what no longer is. */
    public static Uni<Void> update(SqlConnection connection, Question question, RollupState state, Instant knownAt) {
        Question then = question.asOf(knownAt);
        Rollup rollup = state.rollup();
        FigureSql sql = new FigureSql(then, rollup.moment().subject());
        String changes = String.join(" UNION ALL ", state.changes(sql, then, rollup.measures()));
        String cells = "SELECT day, key, currency, " + RollupRows.sumsOfSums(rollup) + " AS sums FROM (" + changes
                + ") c GROUP BY 1, 2, 3";
        return store(connection, sql, rollup, cells).chain(() -> connection
                .preparedQuery(
                        """
                                UPDATE rollup_state SET known_at = $3, currencies = ARRAY(
                                       SELECT DISTINCT currency FROM rollup_cell WHERE tenant_id = $1 AND rollup = $2)
                                 WHERE tenant_id = $1 AND rollup = $2
                                """)
                .execute(Tuple.of(question.tenantId(), rollup.key(), SqlTime.parameter(knownAt)))
                .replaceWithVoid());
    }

    private static Uni<Void> clear(SqlConnection connection, int tenantId, Rollup rollup) {
        return connection
                .preparedQuery("DELETE FROM rollup_cell WHERE tenant_id = $1 AND rollup = $2")
                .execute(Tuple.of(tenantId, rollup.key()))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM rollup_state WHERE tenant_id = $1 AND rollup = $2")
                        .execute(Tuple.of(tenantId, rollup.key())))
                .replaceWithVoid();
    }

    private static Uni<Void> store(SqlConnection connection, FigureSql sql, Rollup rollup, String cells) {
        String tenant = sql.text(":tenant");
        String key = sql.parameters.bind(rollup.key()) + "::text";
        String statement = "WITH made AS MATERIALIZED (" + cells + ") INSERT INTO rollup_cell"
                + " (tenant_id, rollup, grain, currency, bucket, key, sums)"
                + " SELECT " + tenant + ", " + key + ", grain, currency, bucket, coalesce('=' || key, ''), sums FROM ("
                + "SELECT 'day' AS grain, currency, day AS bucket, key, sums FROM made UNION ALL"
                + " SELECT 'month', currency, date_trunc('month', day)::date, key, " + RollupRows.sumsOfSums(rollup)
                + " FROM made GROUP BY 2, 3, 4) c"
                // In one order, so that nobody who stores cells waits for another who waits in turn.
                + " ORDER BY grain, currency, bucket, key"
                + " ON CONFLICT (tenant_id, rollup, grain, currency, bucket, key)"
                + " DO UPDATE SET sums = added(rollup_cell.sums, excluded.sums)";
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .replaceWithVoid();
    }

    /** Forgets all cells of a tenant; they are made anew when somebody next looks after them. */
    public static Uni<Void> forget(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("DELETE FROM rollup_cell WHERE tenant_id = $1")
                .execute(Tuple.of(tenantId))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM rollup_state WHERE tenant_id = $1")
                        .execute(Tuple.of(tenantId)))
                .replaceWithVoid();
    }

    /** Whether a tenant has so many records of a kind that sums of them are worth keeping. */
    public static Uni<Boolean> isWorthIt(SqlConnection connection, int tenantId, Subject subject, int least) {
        String table = subject.relation();
        return connection
                .preparedQuery("SELECT count(*) FROM (SELECT FROM " + table
                        + " WHERE tenant_id = $1 AND known_to = 'infinity' LIMIT $2) found")
                .execute(Tuple.of(tenantId, least))
                .map(rows -> rows.iterator().next().getLong(0) >= least);
    }

    /** Waits for whoever is changing the tenant's rollups, and keeps others from it until the transaction ends. */
    public static Uni<Void> lock(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('rollup', $1))")
                .execute(Tuple.of((long) tenantId))
                .replaceWithVoid();
    }
}
