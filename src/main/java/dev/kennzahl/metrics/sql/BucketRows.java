package dev.kennzahl.metrics.sql;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Moment;

/**
 * What is there to say of each bucket? The relation makes rows for the buckets it is handed, one after the other, and says which
 * one a row is about. One row per bucket and group.
 */
final class BucketRows {
    private BucketRows() {}

    static Uni<Cells> measure(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        FigureSql sql = new FigureSql(question, moment.subject());
        sql.words().lookAt(buckets);
        String measured = Columns.measured(sql, measures);
        String statement = "SELECT bucket" + sql.groupNames() + sql.labels() + Columns.aggregated(sql, measures)
                + " FROM (SELECT f.bucket::integer AS bucket" + sql.groupColumns() + measured + sql.fromWhere()
                + ") f GROUP BY bucket" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> Flows.cells(rows, question, measures));
    }
}
