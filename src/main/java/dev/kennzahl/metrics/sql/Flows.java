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
        String statement = new FlowStatement(sql, question, moment, measures, buckets).text();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> cells(rows, question, measures));
    }

    /** The same of what is believed no longer. */
    static Uni<Cells> ofRevised(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            ReportingPeriod bucket) {
        FigureSql sql = new FigureSql(question, moment.subject());
        String statement = new FlowStatement(sql, question, moment, measures, List.of(bucket)).ofRevised();
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

    /** What restricts records with a valid time to how they ended up. */
    static String endedUp(Subject subject) {
        return subject.history() == Subject.History.VERSIONS ? " AND f.valid_to = 'infinity'" : "";
    }
}
