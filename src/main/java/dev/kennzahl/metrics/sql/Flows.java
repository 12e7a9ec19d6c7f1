package dev.kennzahl.metrics.sql;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject;

/**
 * How much happened in each bucket? One row per bucket and group, of records as they ended up; dated by the moment, half-open
 * in each bucket.
 */
final class Flows {
    private Flows() {}

    static Uni<Cells> measure(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        FigureSql sql = new FigureSql(question, moment.subject());
        String statement = statement(sql, question, moment, measures, buckets);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> cells(rows, question, measures));
    }

    /** The cells of a statement's rows. */
    static Cells cells(Iterable<Row> rows, Question question, List<Measure> measures) {
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
    }

    static String statement(
            FigureSql sql, Question question, Moment moment, List<Measure> measures, List<ReportingPeriod> buckets) {
        Bounds bounds = moment.timing() == Moment.Timing.DATE
                ? Bounds.dates(sql, buckets)
                : Bounds.instants(sql, question, buckets);
        String date = sql.text(moment.from());
        String place = "width_bucket(" + date + ", " + bounds.starts() + ")";
        sql.startBucketsAt("(" + bounds.starts() + ")[" + place + "]");
        String measured = Columns.measured(sql, measures);
        boolean overlapping = Segments.areNeeded(buckets);
        String bucket = overlapping ? "" : place + " AS bucket, ";
        String inner = "SELECT " + bucket + date + " AS dated" + sql.groupColumns() + measured + sql.fromWhere()
                + endedUp(moment.subject()) + " AND " + date + " >= " + bounds.firstStart() + " AND " + date + " < "
                + bounds.lastEnd();
        if (overlapping) { // a record is then in several
            return "SELECT b.bucket::integer" + sql.groupNames() + sql.labels() + Columns.aggregated(measures)
                    + " FROM (" + inner + ") f JOIN unnest(" + bounds.starts() + ", " + bounds.ends()
                    + ") WITH ORDINALITY b (starts, ends, bucket) ON f.dated >= b.starts AND f.dated < b.ends"
                    + " GROUP BY b.bucket" + sql.groupNames();
        }
        return "SELECT bucket" + sql.groupNames() + sql.labels() + Columns.aggregated(measures) + " FROM (" + inner
                + ") f WHERE dated < (" + bounds.ends() + ")[bucket] GROUP BY bucket" + sql.groupNames();
    }

    /** What restricts records with a valid time to how they ended up. */
    static String endedUp(Subject subject) {
        return subject.history() == Subject.History.VERSIONS ? " AND f.valid_to = 'infinity'" : "";
    }
}
