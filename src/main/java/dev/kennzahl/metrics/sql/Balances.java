package dev.kennzahl.metrics.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How much stood at the end of each bucket? Every version that meets the condition enters with the first bucket that ends after
 * it began and leaves after the last that ends while it held; the running sum is the balance. One row per bucket and group, of
 * changes; valid time {@code [valid_from, valid_to)}, looked at just before the bucket's end.
 */
final class Balances {
    private Balances() {}

    static Uni<Cells> measure(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        FigureSql sql = new FigureSql(question, moment.subject());
        Bounds bounds = Bounds.instants(sql, question, buckets);
        String measured = Columns.measured(sql, measures);
        // Said once for all measures, so that an index on a condition serves.
        String met = measures.stream()
                .map(measure -> "(" + sql.text(measure.condition().sql()) + ")")
                .distinct()
                .collect(Collectors.joining(" OR ", " AND (", ")"));
        String inner = "SELECT width_bucket(" + moment.from() + ", " + bounds.ends() + ") AS enters, width_bucket("
                + moment.to() + ", " + bounds.ends() + ") AS leaves" + sql.groupColumns() + measured + sql.fromWhere()
                + met + " AND " + moment.from() + " < " + bounds.lastEnd() + " AND " + moment.to() + " >= "
                + bounds.firstEnd();
        String statement = "SELECT step.bucket" + sql.groupNames() + sql.labels() + signed(measures) + " FROM (" + inner
                + ") f, LATERAL (VALUES (enters, 1), (leaves, -1)) step (bucket, sign)"
                + " WHERE leaves > enters GROUP BY step.bucket" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> running(rows, question, measures, buckets.size()));
    }

    private static String signed(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).aggregate() != dev.kennzahl.metrics.subject.Aggregate.SUM) {
                throw new IllegalArgumentException("a balance is a sum: " + measures.get(i));
            }
            String part = "part" + i;
            columns.append(", sum(sign * ")
                    .append(part)
                    .append(") FILTER (WHERE met")
                    .append(i)
                    .append(")");
            for (String counted : List.of("", " AND " + part + " IS NOT NULL", " AND foreign" + i)) {
                columns.append(", coalesce(sum(sign) FILTER (WHERE met")
                        .append(i)
                        .append(counted)
                        .append("), 0)");
            }
        }
        return columns.toString();
    }

    private static Cells running(Iterable<Row> rows, Question question, List<Measure> measures, int buckets) {
        int groups = question.groupBy().size();
        Cells cells = new Cells();
        Map<CellKey, Map<Integer, List<MeasureValue>>> steps = new HashMap<>();
        for (Row row : rows) {
            steps.computeIfAbsent(Columns.group(row, groups, cells), key -> new HashMap<>())
                    .put(row.getInteger(0), Columns.values(row, groups, measures.size()));
        }
        steps.forEach((group, ofGroup) -> {
            for (int i = 0; i < measures.size(); i++) {
                MeasureValue standing = MeasureValue.NONE;
                for (int bucket = 0; bucket < buckets; bucket++) {
                    List<MeasureValue> step = ofGroup.get(bucket);
                    standing =
                            step == null ? standing : standing.plus(step.get(i)).plain();
                    if (standing.records() > 0) {
                        cells.put(group, bucket, measures.get(i), standing);
                    }
                }
            }
        });
        return cells;
    }
}
