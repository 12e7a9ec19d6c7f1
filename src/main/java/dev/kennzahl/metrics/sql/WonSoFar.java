package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.subject.Deals;

/**
 * What was won in each bucket, as it stood just before an instant? One row per bucket and group; by the closing date, in half-open
 * local days, and amounts at the rate of the closing day, as the KPI of won revenue has it.
 */
public final class WonSoFar {
    private WonSoFar() {}

    /** @param buckets in order of time and without gaps */
    public static Uni<List<DealSum.OfBucket>> of(
            SqlConnection connection, Question question, Instant at, List<ReportingPeriod> buckets) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String bounds = sql.parameters.bind(Stream.concat(
                                buckets.stream().map(bucket -> bucket.startsAt(question.zone())),
                                Stream.of(buckets.get(buckets.size() - 1).endsAt(question.zone())))
                        .map(SqlTime::parameter)
                        .toArray(OffsetDateTime[]::new))
                + "::timestamptz[]";
        String deals = "SELECT width_bucket(f.closed_at, " + bounds + ") AS bucket" + sql.groupColumns() + ", "
                + sql.contribution(Deals.AMOUNT) + " AS amount, " + sql.isForeign(Deals.AMOUNT) + " AS away"
                + sql.fromWhere() + " AND "
                + DealStates.heldBefore(sql, at) + " AND f.status = 'won' AND f.closed_at >= (" + bounds
                + ")[1] AND f.closed_at < (" + bounds + ")[" + (buckets.size() + 1) + "]";
        String statement = "SELECT bucket" + sql.groupNames() + sql.labels()
                + ", count(*), coalesce(sum(amount), 0), count(*) FILTER (WHERE amount IS NULL), coalesce(bool_or(away), false) FROM ("
                + deals
                + ") deal GROUP BY bucket" + sql.groupNames();
        int numbers = 1 + 2 * question.groupBy().size();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<DealSum.OfBucket> won = new ArrayList<>();
                    rows.forEach(row -> won.add(new DealSum.OfBucket(
                            row.getInteger(0) - 1,
                            Columns.dealGroup(row, 1, question),
                            Waterfalls.sum(row, numbers),
                            row.getBoolean(numbers + 3))));
                    return won;
                });
    }
}
