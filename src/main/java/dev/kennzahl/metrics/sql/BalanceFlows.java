package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * What came into a balance between two marks, what left it, and what is in it at both with another amount? One row in all, of records
 * that stood at either mark, each looked at as it stood; half-open time, as {@link Balances} has it.
 *
 * @param entered what the records that came add
 * @param left what the records that left take away; not above zero
 * @param changed what the others became more by
 */
public record BalanceFlows(
        BigDecimal entered,
        long enteredRecords,
        BigDecimal left,
        long leftRecords,
        BigDecimal changed,
        long changedRecords) {

    /** Whether there are any to tell of a moment's records. */
    public static boolean areKnown(Moment moment) {
        return moment.isBalance() && moment.subject().column(Column.ID) != null;
    }

    /**
     * Measures.
     *
     * @param measure a sum over what stands at a mark
     */
    public static Uni<BalanceFlows> measure(
            SqlConnection connection,
            Question question,
            Measure measure,
            ReportingPeriod before,
            ReportingPeriod after) {
        Moment moment = measure.moment();
        LocalDate one = Balances.mark(moment, before);
        LocalDate other = Balances.mark(moment, after);
        List<LocalDate> marks = Stream.of(one, other).sorted().toList();
        FigureSql sql = new FigureSql(question.by(List.of()), moment.subject());
        String bound = Balances.bound(sql, question, moment, marks);
        String was = stands(sql, moment, "(" + bound + ")[" + (marks.indexOf(one) + 1) + "]");
        String is = stands(sql, moment, "(" + bound + ")[" + (marks.lastIndexOf(other) + 1) + "]");
        String part = sql.contribution(measure.contribution());
        String inner = "SELECT " + moment.subject().column(Column.ID) + " AS id, "
                + moment.subject().column(Column.EXTERNAL_ID) + " AS external_id, " + part + " AS part, " + was
                + " AS was, " + is + " AS is_there" + sql.fromWhere() + " AND ("
                + sql.text(measure.condition().sql()) + ") AND (" + was + " OR " + is + ")";
        String records =
                "SELECT coalesce(sum(part) FILTER (WHERE was), 0) AS a, coalesce(sum(part) FILTER (WHERE is_there), 0) AS b,"
                        + " bool_or(was) AS was, bool_or(is_there) AS is_there FROM (" + inner
                        + ") f GROUP BY id, external_id";
        String statement =
                """
                SELECT coalesce(sum(b) FILTER (WHERE NOT was), 0), count(*) FILTER (WHERE NOT was),
                       coalesce(-sum(a) FILTER (WHERE NOT is_there), 0), count(*) FILTER (WHERE NOT is_there),
                       coalesce(sum(b - a) FILTER (WHERE was AND is_there), 0),
                       count(*) FILTER (WHERE was AND is_there AND a <> b)
                  FROM (%s) r
                """
                        .formatted(records);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> of(rows.iterator().next()));
    }

    private static String stands(FigureSql sql, Moment moment, String mark) {
        return "(" + sql.text(moment.from()) + " < " + mark + " AND " + sql.text(moment.to()) + " >= " + mark + ")";
    }

    private static BalanceFlows of(Row row) {
        return new BalanceFlows(
                amount(row, 0), row.getLong(1), amount(row, 2), row.getLong(3), amount(row, 4), row.getLong(5));
    }

    private static BigDecimal amount(Row row, int at) {
        return Objects.requireNonNull(row.getBigDecimal(at));
    }
}
