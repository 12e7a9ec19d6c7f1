package dev.kennzahl.metrics.sql;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How much was there on the average day of each bucket? Every record contributes for the days that its span {@code [from, to)}
 * shares with the bucket, divided by the days of the bucket; to twelve decimals. One row per bucket and group.
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
        Bounds bounds = Bounds.dates(sql, buckets);
        String from = sql.text(moment.from());
        String to = sql.text(moment.to());
        String measured = Columns.measured(sql, measures);
        String inner = "SELECT " + from + " AS begins, " + to + " AS ends" + sql.groupColumns() + measured
                + sql.fromWhere() + Flows.endedUp(moment.subject()) + " AND " + from + " < " + bounds.lastEnd()
                + " AND " + to + " > " + bounds.firstStart();
        String statement = "SELECT b.bucket::integer" + sql.groupNames() + sql.labels() + averaged(measures) + " FROM ("
                + inner + ") f JOIN unnest(" + bounds.starts() + ", " + bounds.ends()
                + ") WITH ORDINALITY b (first_day, end_day, bucket) ON f.begins < b.end_day AND f.ends > b.first_day"
                + " GROUP BY b.bucket, b.first_day, b.end_day" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    Cells cells = new Cells();
                    int groups = question.groupBy().size();
                    for (Row row : rows) {
                        CellKey group = Columns.group(row, groups, cells);
                        List<MeasureValue> values = Columns.values(row, groups, measures.size());
                        for (int i = 0; i < measures.size(); i++) {
                            if (values.get(i).records() > 0) {
                                cells.put(group, row.getInteger(0) - 1, measures.get(i), values.get(i));
                            }
                        }
                    }
                    return cells;
                });
    }

    private static String averaged(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            String met = " FILTER (WHERE met" + i;
            columns.append(", round(sum(part")
                    .append(i)
                    .append(" * (least(f.ends, b.end_day) - greatest(f.begins, b.first_day)))")
                    .append(met)
                    .append(") / (b.end_day - b.first_day), 12)");
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
