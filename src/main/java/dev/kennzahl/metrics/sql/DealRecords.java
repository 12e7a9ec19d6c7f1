package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealContribution;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.Measure.Moment;

/** The deals behind a number: the same joins and conditions as the number, so that their contributions add up to it. */
public final class DealRecords {
    private DealRecords() {}

    /** Where the page before ended. */
    public record Position(Instant dated, UUID id) {}

    /**
     * Which deals make up this number? One row per deal, dated by the measure's moment, half-open {@code [from, to)}; of a
     * balance, the versions that held just before the period's end.
     */
    public static Uni<List<DealContribution>> page(
            SqlConnection connection,
            DealQuestion question,
            Measure numerator,
            @Nullable Measure denominator,
            ReportingPeriod period,
            @Nullable Position after,
            int limit) {
        DealSql sql = new DealSql(question);
        sql.joinAll();
        Measure counted = denominator == null ? numerator : denominator;
        boolean balance = counted.moment() == Moment.BUCKET_END;
        String date = balance ? "d.valid_from" : DealSql.dateOf(counted.moment());
        String start = sql.parameters.bind(SqlTime.parameter(period.startsAt(question.zone())));
        String end = sql.parameters.bind(SqlTime.parameter(period.endsAt(question.zone())));
        String when = balance
                ? " AND d.valid_from < " + end + " AND d.valid_to >= " + end + " AND " + start
                        + "::timestamptz IS NOT NULL"
                : " AND d.valid_to = 'infinity' AND " + date + " >= " + start + " AND " + date + " < " + end;
        String following = after == null
                ? ""
                : " AND (" + date + ", d.record_id) > (" + sql.parameters.bind(SqlTime.text(after.dated()))
                        + "::text::timestamptz, "
                        + sql.parameters.bind(after.id()) + ")";
        String statement =
                "SELECT d.record_id, d.external_id, d.name, d.status, d.stage, d.amount, d.currency, d.owner_id, d.customer_id,"
                        + " d.product_id, coalesce(d.region, o.region, c.region), d.created_at, d.closed_at, " + date
                        + ", "
                        + part(sql, numerator) + ", " + (denominator == null ? "NULL::numeric" : part(sql, denominator))
                        + sql.fromWhere() + when + following + " AND " + DealSql.condition(counted.condition())
                        + " ORDER BY " + date + ", d.record_id LIMIT " + sql.parameters.bind(limit);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<DealContribution> page = new ArrayList<>();
                    rows.forEach(row -> page.add(read(row)));
                    return page;
                });
    }

    private static String part(DealSql sql, Measure measure) {
        return "CASE WHEN " + DealSql.condition(measure.condition()) + " THEN "
                + DealSql.inUnit(measure, sql.contribution(measure)) + " ELSE 0 END";
    }

    private static DealContribution read(Row row) {
        return new DealContribution(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                SqlTime.instant(row.getOffsetDateTime(11)),
                SqlTime.instant(row.getOffsetDateTime(12)),
                SqlTime.instant(row.getOffsetDateTime(13)),
                row.getBigDecimal(14),
                row.getBigDecimal(15));
    }
}
