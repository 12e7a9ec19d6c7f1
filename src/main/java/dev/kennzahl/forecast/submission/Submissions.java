package dev.kennzahl.forecast.submission;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;

/** Reads what was submitted for periods, what was made of it, and who is in which team. */
final class Submissions {
    private Submissions() {}

    /**
     * What is asked for.
     *
     * @param known by known time; null for all that is known
     * @param at submissions and adjustments up to this instant
     * @param day whose exchange rates are taken
     */
    record Ask(
            int tenantId,
            String category,
            List<ReportingPeriod> periods,
            @Nullable Instant known,
            Instant at,
            LocalDate day,
            String currency,
            String tenantCurrency) {

        /** $1 to $8. */
        Tuple parameters() {
            return Tuple.tuple()
                    .addInteger(tenantId)
                    .addString(category)
                    .addArrayOfLocalDate(
                            periods.stream().map(ReportingPeriod::from).toArray(LocalDate[]::new))
                    .addArrayOfLocalDate(
                            periods.stream().map(ReportingPeriod::to).toArray(LocalDate[]::new))
                    .addOffsetDateTime(known == null ? null : SqlTime.parameter(known))
                    .addOffsetDateTime(SqlTime.parameter(at))
                    .addLocalDate(day)
                    .addString(currency)
                    .addString(tenantCurrency);
        }
    }

    /** The latest submission of an owner, null for one that stands for all; without an amount where there is no rate. */
    record Submitted(ReportingPeriod period, @Nullable String owner, @Nullable BigDecimal amount) {}

    /** An adjustment and what it is about. */
    record Made(
            ReportingPeriod period,
            @Nullable String owner,
            @Nullable String team,
            Adjustment adjustment,
            boolean foreign) {}

    /** What is known of somebody; the manager is another's key. */
    record Member(
            String owner,
            @Nullable String name,
            @Nullable String team,
            @Nullable String region,
            @Nullable String manager) {}

    /** What does each owner expect of each period and of what lies within one? One row per period and owner, the latest submission. */
    static Uni<List<Submitted>> submitted(SqlConnection connection, Ask ask) {
        return connection
                .preparedQuery(
                        """
                        SELECT s.period_start, s.period_end, s.owner_id,
                               CASE WHEN coalesce(s.currency, $9) = $8 OR s.amount = 0 THEN s.amount
                                    ELSE s.amount * exchange_rate_on($1, coalesce(s.currency, $9), $8, $7, $5) END
                          FROM (SELECT DISTINCT ON (f.period_start, f.period_end, f.owner_id) f.*
                                  FROM forecast_submission f JOIN unnest($3::date[], $4::date[]) p (first, ended)
                                    ON f.period_start >= p.first AND f.period_start < p.ended AND f.period_end <= p.ended
                                 WHERE f.tenant_id = $1 AND f.category = $2 AND f.submitted_at <= $6
                                   AND CASE WHEN $5::timestamptz IS NULL THEN f.known_to = 'infinity'
                                            ELSE f.known_from <= $5 AND f.known_to > $5 END
                                 ORDER BY f.period_start, f.period_end, f.owner_id, f.submitted_at DESC, f.fact_id) s
                         ORDER BY s.period_start, s.owner_id
                        """)
                .execute(ask.parameters())
                .map(rows -> {
                    List<Submitted> submitted = new ArrayList<>();
                    rows.forEach(
                            row -> submitted.add(new Submitted(period(row), row.getString(2), row.getBigDecimal(3))));
                    return submitted;
                });
    }

    /** What was made of the figures of the periods and of what lies within one, in the order it was made? One row per adjustment. */
    static Uni<List<Made>> made(SqlConnection connection, Ask ask) {
        return connection
                .preparedQuery(
                        """
                        SELECT a.period_start, a.period_end, a.owner_id, a.team, a.kind,
                               CASE WHEN coalesce(a.currency, $9) = $8 OR a.amount = 0 THEN a.amount
                                    ELSE a.amount * exchange_rate_on($1, coalesce(a.currency, $9), $8, $7, $5) END
                          FROM forecast_adjustment a JOIN unnest($3::date[], $4::date[]) p (first, ended)
                            ON a.period_start >= p.first AND a.period_start < p.ended AND a.period_end <= p.ended
                         WHERE a.tenant_id = $1 AND a.category = $2 AND a.known_from <= $6
                           AND ($5::timestamptz IS NULL OR a.known_from <= $5)
                         ORDER BY a.known_from
                        """)
                .execute(ask.parameters())
                .map(rows -> {
                    List<Made> made = new ArrayList<>();
                    rows.forEach(row -> made.add(made(row)));
                    return made;
                });
    }

    private static Made made(Row row) {
        Adjustment.Kind kind = Adjustment.Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT));
        BigDecimal amount = row.getBigDecimal(5);
        return new Made(
                period(row),
                row.getString(2),
                row.getString(3),
                new Adjustment(kind, amount),
                amount == null && kind != Adjustment.Kind.WITHDRAW);
    }

    /** Who is in which team and region, and answers to whom, as it is known? One row per employee. */
    static Uni<List<Member>> members(SqlConnection connection, Ask ask) {
        return connection
                .preparedQuery(
                        """
                        SELECT DISTINCT ON (external_id) external_id, name, team, region, manager_id FROM employee_version e
                         WHERE e.tenant_id = $1 AND e.valid_to = 'infinity' AND e.status = 'active'
                           AND CASE WHEN $2::timestamptz IS NULL THEN e.known_to = 'infinity'
                                    ELSE e.known_from <= $2 AND e.known_to > $2 END
                         ORDER BY external_id, record_id
                        """)
                .execute(Tuple.of(ask.tenantId(), ask.known() == null ? null : SqlTime.parameter(ask.known())))
                .map(rows -> {
                    List<Member> members = new ArrayList<>();
                    rows.forEach(row -> members.add(new Member(
                            row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getString(4))));
                    return members;
                });
    }

    private static ReportingPeriod period(Row row) {
        return new ReportingPeriod(
                Objects.requireNonNull(row.getLocalDate(0)), Objects.requireNonNull(row.getLocalDate(1)));
    }
}
