package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Ending;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Transition;
import dev.kennzahl.metrics.subject.Deals;

/**
 * How did deals go on, from an instant up to another? Nothing that was so after the second instant is looked at. One row per kind of
 * stretch of an open deal's life: its stage, its class of age, how often it had been pushed, and how it ended; valid time, half-open.
 */
public final class DealPasts {
    private DealPasts() {}

    /** How stretches of deals' lives ended, of all deals of the tenant. */
    public static Uni<List<Transition>> transitions(
            SqlConnection connection, Question question, Instant since, Instant until) {
        FigureSql sql = new FigureSql(question.plain(), Deals.SUBJECT);
        String statement = segments(sql, since, until)
                + " SELECT stage, pushes, age.number, size, CASE WHEN ended <= " + end()
                + " THEN outcome ELSE 'none' END AS result,"
                + " CASE WHEN ended <= " + end() + " AND outcome = 'open' THEN next_stage ELSE '' END AS next_stage,"
                + " ended <= " + end() + " AND outcome = 'open' AND slips AS slips, count(*),"
                + " (sum(extract(epoch FROM least(ended, " + end() + ") - greatest(started, " + start()
                + "))) / 86400)::double precision FROM segment JOIN " + ages() + " ON ended > " + start()
                + " AND started < " + end() + " GROUP BY 1, 2, 3, 4, 5, 6, 7";
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Transition> transitions = new ArrayList<>();
                    rows.forEach(row -> transitions.add(new Transition(
                            row.getString(0),
                            row.getInteger(1),
                            row.getInteger(2),
                            row.getInteger(3),
                            Outcome.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                            row.getString(5),
                            row.getBoolean(6),
                            row.getLong(7),
                            row.getDouble(8))));
                    return transitions;
                });
    }

    /** How deals ended that were decided in the time, by the stages and ages they had been in; all of them together too. */
    public static Uni<List<Ending>> endings(SqlConnection connection, Question question, Instant since, Instant until) {
        FigureSql sql = new FigureSql(question.plain(), Deals.SUBJECT);
        String segments = segments(sql, since, until);
        String decided =
                sql.text("SELECT f.record_id, f.status FROM deal_version f WHERE f.tenant_id = :tenant AND :known(f)"
                        + " AND " + DealStates.heldBefore(sql, until)
                        + " AND f.status IN ('won', 'lost') AND f.closed_at >= "
                        + DealStates.instant(sql, since));
        String statement =
                segments + ", decided AS MATERIALIZED (" + decided + "), seen AS (SELECT DISTINCT record_id, stage,"
                        + " age.number, status FROM segment JOIN decided USING (record_id) JOIN " + ages()
                        + " ON ended > " + start()
                        + " AND started < " + end() + ") SELECT stage, number, count(DISTINCT record_id),"
                        + " count(DISTINCT record_id) FILTER (WHERE status = 'won') FROM seen GROUP BY GROUPING SETS ((stage, number), (stage))"
                        + " UNION ALL SELECT NULL, NULL, count(*), count(*) FILTER (WHERE status = 'won') FROM decided";
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Ending> endings = new ArrayList<>();
                    rows.forEach(row -> endings.add(
                            new Ending(row.getString(0), row.getInteger(1), row.getLong(2), row.getLong(3))));
                    return endings;
                });
    }

    /** Deals that were created in the time and have been open, the newest first. */
    public static Uni<List<Arrival>> arrivals(
            SqlConnection connection, Question question, Instant since, Instant until, int limit) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String created = DealStates.meant(
                sql,
                until,
                " AND f.status IN ('open', 'won', 'lost') AND f.created_at >= " + DealStates.instant(sql, since)
                        + " AND f.created_at < " + DealStates.instant(sql, until));
        String first = sql.text(" CROSS JOIN LATERAL (SELECT coalesce(v.stage, '') AS first_stage FROM deal_version v"
                + " WHERE v.tenant_id = :tenant AND :known(v) AND v.record_id = created.record_id AND v.status = 'open'"
                + " AND v.valid_from < " + DealStates.instant(sql, until) + " ORDER BY v.valid_from LIMIT 1) v");
        String statement = "SELECT first_stage, amount, created_at" + sql.groupNames() + sql.labelNames() + " FROM ("
                + created + ") created" + first + " ORDER BY created_at DESC, record_id LIMIT "
                + sql.parameters.bind(limit);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Arrival> arrivals = new ArrayList<>();
                    rows.forEach(row -> arrivals.add(new Arrival(
                            Columns.dealGroup(row, 3, question),
                            row.getString(0),
                            row.getBigDecimal(1),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2))))));
                    return arrivals;
                });
    }

    /** The stretches that deals were open and the same, each with what came behind it. */
    private static String segments(FigureSql sql, Instant since, Instant until) {
        String first = DealStates.instant(sql, since);
        String last = DealStates.instant(sql, until);
        return sql.text(
                """
                WITH version AS (
                  SELECT f.record_id, f.valid_from, f.valid_to, f.status, f.stage, f.expected_close_on,
                         CASE WHEN f.amount > 0 THEN floor(log(2, f.amount))::integer END AS size,
                         lead(f.status) OVER life AS next_status, lead(f.stage) OVER life AS next_stage,
                         lead(f.expected_close_on) OVER life AS next_expected, lag(f.expected_close_on) OVER life AS earlier,
                         coalesce(f.created_at, min(nullif(f.valid_from, '-infinity')) OVER (PARTITION BY f.record_id)) AS born
                    FROM deal_version f
                   WHERE f.tenant_id = :tenant AND :known(f) AND f.valid_from < %2$s
                  WINDOW life AS (PARTITION BY f.record_id ORDER BY f.valid_from)),
                pushed AS (
                  SELECT version.*, count(*) FILTER (WHERE status = 'open' AND expected_close_on > earlier)
                         OVER (PARTITION BY record_id ORDER BY valid_from) AS all_pushes
                    FROM version),
                segment AS MATERIALIZED (
                  SELECT record_id, coalesce(stage, '') AS stage, least(all_pushes, %3$d)::integer AS pushes, born, size,
                         greatest(valid_from, %1$s) AS started, least(valid_to, %2$s) AS ended,
                         CASE WHEN valid_to >= %2$s THEN 'none' WHEN next_status IN ('won', 'lost') THEN next_status
                              WHEN next_status <> 'open' THEN 'gone'
                              WHEN next_stage IS DISTINCT FROM stage OR next_expected > expected_close_on THEN 'open'
                              ELSE 'none' END AS outcome,
                         coalesce(next_stage, '') AS next_stage, coalesce(next_expected > expected_close_on, false) AS slips
                    FROM pushed
                   WHERE status = 'open' AND valid_to > %1$s AND born IS NOT NULL)
                """
                        .formatted(first, last, DealLearning.MOST_PUSHES));
    }

    private static String ages() {
        StringBuilder classes = new StringBuilder("(VALUES ");
        for (int age = 0; age < DealLearning.ages(); age++) {
            classes.append(age == 0 ? "" : ", ").append("(").append(age);
            classes.append(age == 0 ? ", NULL" : ", interval '" + (long) DealLearning.ageFrom(age) * 24 + " hours'");
            classes.append(
                    age == DealLearning.ages() - 1
                            ? ", NULL)"
                            : ", interval '" + (long) DealLearning.ageTo(age) * 24 + " hours')");
        }
        return classes.append(") age (number, low, high)").toString();
    }

    private static String start() {
        return "coalesce(born + age.low, '-infinity')";
    }

    private static String end() {
        return "coalesce(born + age.high, 'infinity')";
    }
}
