package dev.kennzahl.ingestion;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Whether anybody is known by a key or a team by a name, asked where people enter single statements: a mistyped one would count as somebody
 * else's. Files may bring employees later than what names them, and are not asked.
 */
final class KnownOwners {
    private KnownOwners() {}

    /**
     * An employee, the owner of a deal, or somebody who submitted before.
     *
     * @param field what the key is called by whoever sent it
     * @return fails with a {@link Problem} {@code INVALID_VALUE} when there is none; succeeds without a key
     */
    static Uni<Void> requireOwner(SqlConnection connection, int tenantId, String field, @Nullable String key) {
        return require(
                connection,
                tenantId,
                """
                SELECT EXISTS (SELECT FROM employee_version WHERE tenant_id = $1 AND external_id = $2 AND valid_to = 'infinity')
                    OR EXISTS (SELECT FROM deal_version WHERE tenant_id = $1 AND owner_id = $2
                                  AND known_to = 'infinity' AND valid_to = 'infinity')
                    OR EXISTS (SELECT FROM forecast_submission WHERE tenant_id = $1 AND owner_id = $2 AND known_to = 'infinity')
                """,
                key,
                new Problem(
                        ProblemCode.INVALID_VALUE,
                        field,
                        field + " must be the key of an employee, or of an owner of deals: nobody is known by this one."
                                + " Import the employee first, or correct the key."));
    }

    /** A team that an employee is in; otherwise the same. */
    static Uni<Void> requireTeam(SqlConnection connection, int tenantId, String field, @Nullable String team) {
        return require(
                connection,
                tenantId,
                """
                SELECT EXISTS (SELECT FROM employee_version WHERE tenant_id = $1 AND team = $2
                                  AND known_to = 'infinity' AND valid_to = 'infinity')
                """,
                team,
                new Problem(
                        ProblemCode.INVALID_VALUE,
                        field,
                        field + " must be a team that employees are in: nobody is in this one. Import them first, or"
                                + " correct the name."));
    }

    private static Uni<Void> require(
            SqlConnection connection, int tenantId, String sql, @Nullable String value, Problem otherwise) {
        return value == null
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(sql)
                        .execute(Tuple.of(tenantId, value))
                        .invoke(rows -> {
                            if (!rows.iterator().next().getBoolean(0)) {
                                throw otherwise;
                            }
                        })
                        .replaceWithVoid();
    }
}
