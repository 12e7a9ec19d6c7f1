package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How much stood at the end of each bucket, or at its start? Every record that meets the condition enters with the first mark
 * after it began and leaves after the last while it held; the running sum is the balance. One row per mark and group, of changes;
 * half-open time, of versions their valid time, looked at just before the mark.
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
        List<LocalDate> marks = buckets.stream()
                .map(bucket -> mark(moment, bucket))
                .distinct()
                .sorted()
                .toList();
        String bound = bound(sql, question, moment, marks);
        String from = sql.text(moment.from());
        String to = sql.text(moment.to());
        String measured = Columns.measured(sql, measures);
        // Said once for all measures, so that an index on a condition serves.
        String met = measures.stream()
                .map(measure -> "(" + sql.text(measure.condition().sql()) + ")")
                .distinct()
                .collect(Collectors.joining(" OR ", " AND (", ")"));
        String inner = "SELECT width_bucket(" + from + ", " + bound + ") AS enters, width_bucket(" + to + ", " + bound
                + ") AS leaves" + sql.groupColumns() + measured + sql.fromWhere() + met + " AND " + from + " < ("
                + bound
                + ")[" + marks.size() + "] AND " + to + " >= (" + bound + ")[1]";
        String statement = "SELECT step.bucket" + sql.groupNames() + sql.labels() + signed(measures) + " FROM (" + inner
                + ") f, LATERAL (VALUES (enters, 1), (leaves, -1)) step (bucket, sign)"
                + " WHERE leaves > enters GROUP BY step.bucket" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> running(
                        rows,
                        question,
                        measures,
                        buckets.stream()
                                .map(bucket -> marks.indexOf(mark(moment, bucket)))
                                .toList()));
    }

    /** The day, at whose beginning the bucket is looked at. */
    static LocalDate mark(Moment moment, ReportingPeriod bucket) {
        return moment.timing() == Moment.Timing.AT_START ? bucket.from() : bucket.to();
    }

    /** The marks as an array, of instants in the tenant's zone where records are dated by instants. */
    static String bound(FigureSql sql, Question question, Moment moment, List<LocalDate> marks) {
        return moment.timing() == Moment.Timing.STANDING
                ? sql.parameters.bind(marks.stream()
                                .map(mark -> SqlTime.parameter(
                                        mark.atStartOfDay(question.zone()).toInstant()))
                                .toArray(OffsetDateTime[]::new))
                        + "::timestamptz[]"
                : sql.parameters.bind(marks.stream().map(SqlTime::parameter).toArray(LocalDate[]::new)) + "::date[]";
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

    /** @param places which mark each bucket is looked at by */
    private static Cells running(Iterable<Row> rows, Question question, List<Measure> measures, List<Integer> places) {
        int groups = question.groupBy().size();
        Cells cells = new Cells();
        Map<CellKey, Map<Integer, List<MeasureValue>>> steps = new HashMap<>();
        for (Row row : rows) {
            steps.computeIfAbsent(Columns.group(row, groups, cells), key -> new HashMap<>())
                    .put(row.getInteger(0), Columns.values(row, groups, measures.size()));
        }
        int marks = places.stream().mapToInt(place -> place + 1).max().orElse(0);
        steps.forEach((group, ofGroup) -> {
            for (int i = 0; i < measures.size(); i++) {
                List<MeasureValue> standing = standing(ofGroup, i, marks);
                for (int bucket = 0; bucket < places.size(); bucket++) {
                    MeasureValue value = standing.get(places.get(bucket));
                    if (value.records() > 0) {
                        cells.put(group, bucket, measures.get(i), value);
                    }
                }
            }
        });
        return cells;
    }

    private static List<MeasureValue> standing(Map<Integer, List<MeasureValue>> steps, int measure, int marks) {
        List<MeasureValue> standing = new ArrayList<>(marks);
        MeasureValue last = MeasureValue.NONE;
        for (int mark = 0; mark < marks; mark++) {
            List<MeasureValue> step = steps.get(mark);
            last = step == null ? last : last.plus(step.get(measure)).plain();
            standing.add(last);
        }
        return standing;
    }
}
