package dev.kennzahl.metrics.sql;

import java.time.Instant;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.subject.Deals;

/** What was each deal like just before an instant? One row per deal, by valid time. */
final class DealStates {
    private DealStates() {}

    /** The condition on a version. */
    static String heldBefore(FigureSql sql, Instant at) {
        String bound = instant(sql, at);
        return "f.valid_from < " + bound + " AND f.valid_to >= " + bound;
    }

    /** A bound instant. */
    static String instant(FigureSql sql, Instant at) {
        return sql.parameters.bind(SqlTime.parameter(at)) + "::timestamptz";
    }

    /**
     * All deals, those besides the filters marked by {@code meant}.
     *
     * @param more a condition on {@code f}, which begins with AND
     */
    static String all(FigureSql sql, Instant at, String more) {
        String columns = columns(sql) + ", " + sql.meant() + " AS meant" + sql.groupColumns();
        return columns + sql.fromAll() + " AND " + heldBefore(sql, at) + more;
    }

    /** Those that meet the filters. */
    static String meant(FigureSql sql, Instant at, String more) {
        String columns = columns(sql) + sql.groupColumns();
        return columns + sql.fromWhere() + " AND " + heldBefore(sql, at) + more;
    }

    private static String columns(FigureSql sql) {
        // The same day's rate for all, so that no step is one of exchange rates.
        return "SELECT f.record_id, f.external_id, f.name, f.status, f.stage, f.owner_id, f.expected_close_on, f.probability,"
                + " f.created_at, f.closed_at, f.amount AS own_amount, f.currency AS own_currency, "
                + sql.contribution(Deals.OPEN_AMOUNT) + " AS amount";
    }
}
