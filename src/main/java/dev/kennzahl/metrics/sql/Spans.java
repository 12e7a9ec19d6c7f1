package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How much was there on the average day of each bucket, or on all its days, or on any? Every record contributes by the days that
 * its span {@code [from, to)} shares with the bucket; an average is given to twelve decimals. One row per bucket and group.
 */
final class Spans {
    private Spans() {}

    static Uni<Cells> measure(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        FigureSql sql = new FigureSql(question, moment.subject());
        Bounds bounds = Bounds.dates(
                sql,
                buckets.stream()
                        .map(bucket -> lookedAt(moment, question, bucket))
                        .toList());
        String from = sql.text(moment.from());
        String to = sql.text(moment.to());
        String measured = Columns.measured(sql, measures);
        String inner = "SELECT " + from + " AS begins, " + to + " AS ends" + sql.groupColumns() + measured
                + sql.fromWhere() + Flows.endedUp(moment.subject()) + " AND " + from + " < " + bounds.lastEnd()
                + " AND " + to + " > " + bounds.firstStart() + " AND " + from + " < " + to;
        String statement =
                "SELECT b.bucket::integer" + sql.groupNames() + sql.labels() + weighed(moment, measures) + " FROM ("
                        + inner + ") f JOIN unnest(" + bounds.starts() + ", " + bounds.ends()
                        + ") WITH ORDINALITY b (first_day, end_day, bucket) ON f.begins < b.end_day AND f.ends > b.first_day"
                        // Before its first day Postgres has no days to tell apart.
                        + " AND b.first_day < b.end_day"
                        + held(moment, "f.begins", "f.ends", "b.first_day", "b.end_day")
                        + " GROUP BY b.bucket, b.first_day, b.end_day" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> Flows.cells(rows, question, measures));
    }

    /** The days of a period that are looked at. */
    static ReportingPeriod lookedAt(Moment moment, Question question, ReportingPeriod period) {
        LocalDate today = question.today();
        LocalDate tomorrow = today.plusDays(1);
        if (!moment.isSoFar() || !period.to().isAfter(tomorrow)) {
            return period;
        }
        return new ReportingPeriod(period.from().isAfter(today) ? today : period.from(), tomorrow);
    }

    /** Which spans of those that touch a period count, if not all; to follow other conditions. */
    static String held(Moment moment, String from, String to, String start, String end) {
        return switch (moment.timing()) {
            case SPAN_AT_START -> " AND " + from + " < " + start;
            case SPAN_THROUGHOUT -> " AND " + from + " < " + start + " AND " + to + " > " + end;
            case SPAN_AT_END, SPAN_AGE -> " AND " + to + " >= " + end;
            case SPAN, SPAN_DAYS, SPAN_WHOLE, INSTANT, DATE, STANDING, AT_START, AT_END, PER_BUCKET, PLANNED -> "";
        };
    }

    /** The weight of a record's part in a period, of which both ends are dates; in front of it a part that is a number. */
    static String weighed(Moment moment, String part, String from, String to, String start, String end) {
        if (moment.isWhole()) {
            return part;
        }
        return moment.timing() == Moment.Timing.SPAN_AGE
                ? aged(part, from, end)
                : part + " * (least(" + to + ", " + end + ") - greatest(" + from + ", " + start + "))";
    }

    /** The weight of a part that counts for each day from a span's beginning to a period's end. */
    static String aged(String part, String from, String end) {
        return part + " * (" + end + " - " + from + ")";
    }

    /** A sum of weighed parts; of an average, divided by the days of the period. */
    static String settled(Moment moment, String sum, String start, String end) {
        return moment.timing() == Moment.Timing.SPAN ? "round(" + sum + " / (" + end + " - " + start + "), 12)" : sum;
    }

    private static String weighed(Moment moment, List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).aggregate() != Aggregate.SUM) {
                throw new IllegalArgumentException("a span is summed: " + measures.get(i));
            }
            String met = " FILTER (WHERE met" + i;
            String part = weighed(moment, "part" + i, "f.begins", "f.ends", "b.first_day", "b.end_day");
            String sum = FigureSql.inUnit(measures.get(i).contribution(), "sum(" + part + ")" + met + ")");
            columns.append(", ").append(settled(moment, sum, "b.first_day", "b.end_day"));
            columns.append(", count(*)").append(met).append(")");
            columns.append(", count(part").append(i).append(")").append(met).append(")");
            columns.append(", count(*)")
                    .append(met)
                    .append(" AND foreign")
                    .append(i)
                    .append(")");
        }
        return columns.toString();
    }
}
