package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.OpenDeal;
import dev.kennzahl.metrics.subject.Deals;

/**
 * Which deals were open just before an instant and expected to close in a period, how old were they, and how often had they been
 * pushed? One row per deal, by valid time; expected closing dates in the half-open period.
 */
public final class Pipelines {
    private Pipelines() {}

    /** Together, by group. */
    public static Uni<List<OpenDeal.Sum>> sums(
            SqlConnection connection, Question question, Instant at, @Nullable ReportingPeriod period) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String all = deals(sql, at, period);
        String grouped = sql.groupNames();
        String statement = all + " SELECT count(*)" + sql.groupNames() + sql.labels()
                + ", coalesce(sum(amount), 0), count(*) FILTER (WHERE amount IS NULL), coalesce(sum(amount * probability), 0),"
                + " count(*) FILTER (WHERE amount IS NOT NULL AND probability IS NULL), coalesce(sum(age), 0), count(age),"
                + " sum(pushes)::bigint, count(*) FILTER (WHERE pushes > 0) FROM deal"
                + (grouped.isEmpty() ? " HAVING count(*) > 0" : " GROUP BY " + grouped.substring(2));
        int numbers = 1 + 2 * question.groupBy().size();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<OpenDeal.Sum> sums = new ArrayList<>();
                    rows.forEach(row -> sums.add(new OpenDeal.Sum(
                            Columns.dealGroup(row, 1, question),
                            new DealSum(row.getLong(0), row.getBigDecimal(numbers), row.getLong(numbers + 1)),
                            row.getBigDecimal(numbers + 2),
                            row.getLong(numbers + 3),
                            row.getLong(numbers + 4),
                            row.getLong(numbers + 5),
                            row.getLong(numbers + 6),
                            row.getLong(numbers + 7))));
                    return sums;
                });
    }

    /**
     * One by one, ordered by id.
     *
     * @param after the id that the page before ended with; null for the first
     */
    public static Uni<List<OpenDeal>> page(
            SqlConnection connection,
            Question question,
            Instant at,
            @Nullable ReportingPeriod period,
            @Nullable UUID after,
            int limit) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String statement = deals(sql, at, period)
                + " SELECT record_id, external_id, name, stage, owner_id, amount, own_amount, own_currency, probability,"
                + " expected_close_on, created_at, age, pushes, month_pushes"
                + sql.groupNames() + sql.labelNames() + " FROM deal"
                + (after == null ? "" : " WHERE record_id > " + sql.parameters.bind(after) + "::uuid")
                + " ORDER BY record_id LIMIT " + sql.parameters.bind(limit);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<OpenDeal> deals = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> deals.add(read(row, question)));
                    return deals;
                });
    }

    private static OpenDeal read(Row row, Question question) {
        return new OpenDeal(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                Columns.dealGroup(row, 14, question),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6),
                row.getString(7),
                row.getBigDecimal(8),
                row.getLocalDate(9),
                SqlTime.instant(row.getOffsetDateTime(10)),
                row.getInteger(11),
                Objects.requireNonNull(row.getLong(12)).intValue(),
                Objects.requireNonNull(row.getLong(13)).intValue());
    }

    private static String deals(FigureSql sql, Instant at, @Nullable ReportingPeriod period) {
        String instant = DealStates.instant(sql, at);
        String within = period == null
                ? ""
                : " AND f.expected_close_on >= " + sql.parameters.bind(SqlTime.parameter(period.from()))
                        + "::date AND f.expected_close_on < " + sql.parameters.bind(SqlTime.parameter(period.to()))
                        + "::date";
        String dated = sql.text("SELECT f.record_id, f.expected_close_on, lag(f.expected_close_on) OVER"
                + " (PARTITION BY f.record_id ORDER BY f.valid_from) AS earlier FROM deal_version f"
                + " WHERE f.tenant_id = :tenant AND :known(f) AND f.status = 'open' AND f.expected_close_on IS NOT NULL"
                + " AND f.valid_from < " + instant + " AND f.record_id IN (SELECT record_id FROM open)");
        return "WITH open AS MATERIALIZED (" + DealStates.meant(sql, at, " AND f.status = 'open'" + within) + "),"
                + " push AS (SELECT record_id, count(*) FILTER (WHERE expected_close_on > earlier) AS pushes,"
                + " count(*) FILTER (WHERE date_trunc('month', expected_close_on::timestamp)"
                + " > date_trunc('month', earlier::timestamp)) AS month_pushes FROM (" + dated
                + ") dated GROUP BY record_id),"
                + " deal AS (SELECT open.*, coalesce(push.pushes, 0) AS pushes, coalesce(push.month_pushes, 0) AS month_pushes, "
                + sql.text("(" + instant
                        + " AT TIME ZONE :zone)::date - (open.created_at AT TIME ZONE :zone)::date AS age")
                + " FROM open LEFT JOIN push ON push.record_id = open.record_id)";
    }
}
