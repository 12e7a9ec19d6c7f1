package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;

/** The columns of measures in a statement, and how they are read from its rows: bucket, groups, labels, four for each measure. */
final class Columns {
    private Columns() {}

    /** Per measure: whether the record counts, what it contributes, whether that is foreign. */
    static String measured(FigureSql sql, List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            columns.append(", (")
                    .append(sql.text(measure.condition().sql()))
                    .append(") AS met")
                    .append(i);
            columns.append(", ").append(part(sql, measure)).append(" AS part").append(i);
            columns.append(", ")
                    .append(sql.isForeign(measure.contribution()))
                    .append(" AS foreign")
                    .append(i);
            if (isConvertedSum(measure)) {
                columns.append(", ")
                        .append(sql.text("(" + measure.contribution().sql() + ")"))
                        .append(" AS own")
                        .append(i);
            }
            if (measure.contribution().per() != null) {
                columns.append(", ")
                        .append(sql.text(measure.contribution().per()))
                        .append(" AS per")
                        .append(i);
            }
        }
        return columns.toString();
    }

    /** Whether all that keeps a part from being known is an amount that is not, or is foreign. */
    private static boolean isConvertedSum(Measure measure) {
        return measure.aggregate() == Aggregate.SUM
                && measure.contribution().money() != null
                && measure.contribution().foreign() == null;
    }

    private static String part(FigureSql sql, Measure measure) {
        // What is only told apart need not be a number.
        return measure.aggregate().tellsApart()
                ? sql.text(measure.contribution().sql())
                : sql.contribution(measure.contribution());
    }

    /**
     * Per measure four columns: the value, how many records, how many with a known part, how many with a foreign one. Where every
     * record counts one they are one count, and Postgres counts once.
     */
    static String aggregated(FigureSql sql, List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            Counts counts = Counts.of(measure, i);
            if (measure.isCount()) {
                columns.append(String.format(Locale.ROOT, ", %1$s::numeric, %1$s, %1$s, 0::bigint", counts.records()));
                continue;
            }
            columns.append(", ").append(value(sql, measure, i));
            columns.append(", ").append(counts.records());
            columns.append(", ").append(counts.known());
            columns.append(", ").append(counts.foreign());
        }
        return columns.toString();
    }

    /**
     * How the records of a measure are counted: all, those with a known part, those with a foreign one. Postgres works a part out anew
     * wherever it is named, for each record: so amounts are converted for the sum alone, and a condition that all meet is not looked at.
     *
     * @param filter what follows an aggregate of the measure's records
     */
    private record Counts(String filter, String records, String known, String foreign) {
        static Counts of(Measure measure, int i) {
            String met = measure.condition().equals(Condition.ANY) ? "" : "met" + i;
            String filter = met.isEmpty() ? "" : " FILTER (WHERE " + met + ")";
            String foreign = "count(*) FILTER (WHERE " + met + (met.isEmpty() ? "" : " AND ") + "foreign" + i + ")";
            String known = isConvertedSum(measure)
                    ? "count(own" + i + ")" + filter + " - " + foreign
                    : "count(part" + i + ")" + filter;
            return new Counts(filter, "count(*)" + filter, known, foreign);
        }
    }

    /** The same four columns named, of measures that are sums, to be added up once more. */
    static String summed(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            Counts counts = Counts.of(measure, i);
            if (measure.isCount()) {
                columns.append(String.format(
                        Locale.ROOT,
                        ", %2$s::numeric AS sum%1$d, %2$s AS n%1$d, %2$s AS known%1$d, 0::bigint AS foreign%1$d",
                        i,
                        counts.records()));
                continue;
            }
            columns.append(String.format(
                    Locale.ROOT,
                    ", sum(part%1$d)%2$s AS sum%1$d, %3$s AS n%1$d, %4$s AS known%1$d, %5$s AS foreign%1$d",
                    i,
                    counts.filter(),
                    counts.records(),
                    counts.known(),
                    counts.foreign()));
        }
        return columns.toString();
    }

    /** The columns of {@link #summed}, to be carried along. */
    static String sums(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            columns.append(String.format(Locale.ROOT, ", sum%1$d, n%1$d, known%1$d, foreign%1$d", i));
        }
        return columns.toString();
    }

    /** What {@link #aggregated} gives, of sums. */
    static String addedUp(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).isCount()) {
                columns.append(
                        String.format(Locale.ROOT, ", %1$s, %1$s::bigint, %1$s::bigint, 0::bigint", "sum(n" + i + ")"));
                continue;
            }
            columns.append(", ").append(FigureSql.inUnit(measures.get(i).contribution(), "sum(sum" + i + ")"));
            columns.append(String.format(
                    Locale.ROOT, ", sum(n%1$d)::bigint, sum(known%1$d)::bigint, sum(foreign%1$d)::bigint", i));
        }
        return columns.toString();
    }

    private static String value(FigureSql sql, Measure measure, int i) {
        String part = "part" + i;
        String filter = " FILTER (WHERE met" + i + ")";
        return switch (measure.aggregate()) {
            // Seconds add up exactly; the division by those of a unit comes once, at the end.
            case SUM -> FigureSql.inUnit(measure.contribution(), "sum(" + part + ")" + filter);
            case DISTINCT -> "count(DISTINCT " + part + ")" + filter + "::numeric";
            case MEDIAN -> percentile(measure, "0.5", part, filter);
            case P90 -> percentile(measure, "0.9", part, filter);
            case REPEATED, POSITIVE, TOP, INVERSE -> sql.text(perCustomer(measure.aggregate(), i, filter));
            case EXPECTED, FORETOLD -> throw new IllegalArgumentException("no SQL expects anything: " + measure);
            case LAST, MEAN, DAYS_LEFT -> throw new IllegalArgumentException("only plans are taken so: " + measure);
        };
    }

    /** Contributions put together per customer or the like, and what is taken of that. */
    private static String perCustomer(Aggregate aggregate, int i, String filter) {
        String each = " FROM unnest(array_agg(per" + i + ")" + filter + ", array_agg(part" + i + ")" + filter
                + ") u (whose, part) GROUP BY whose HAVING ";
        String sums = "(SELECT sum(part) AS total" + each + "sum(part) > 0)";
        return switch (aggregate) {
            case REPEATED -> "(SELECT count(*) FROM (SELECT" + each + "min(part) <> max(part)) e)::numeric";
            case POSITIVE -> "(SELECT sum(total) FROM " + sums + " e)";
            case TOP ->
                "(SELECT sum(total) FROM (SELECT total, row_number() OVER (ORDER BY total DESC) AS place,"
                        + " count(*) OVER () AS n FROM " + sums
                        + " e) ranked WHERE place <= ceil(n * :option(share) / 100.0))";
            case INVERSE ->
                "(SELECT sum(inverse) FROM (SELECT count(part) / sum(part) AS inverse" + each + "sum(part) > 0) e)";
            default -> throw new IllegalArgumentException("not per customer: " + aggregate);
        };
    }

    private static String percentile(Measure measure, String fraction, String part, String filter) {
        return FigureSql.inUnit(
                measure.contribution(),
                "percentile_cont(" + fraction + ") WITHIN GROUP (ORDER BY " + part + ")" + filter + "::numeric");
    }

    /** The values of a row, as the columns of {@link #aggregated} hold them. */
    static List<MeasureValue> values(Row row, int groups, int measures) {
        List<MeasureValue> values = new ArrayList<>(measures);
        for (int at = 1 + 2 * groups; values.size() < measures; at += 4) {
            values.add(new MeasureValue(
                            row.getBigDecimal(at), row.getLong(at + 1), row.getLong(at + 2), row.getLong(at + 3))
                    .plain());
        }
        return values;
    }

    /** The group of a row, whose labels are noted. */
    static CellKey group(Row row, int groups, Cells cells) {
        CellKey group = key(row, 1, groups);
        cells.label(group, key(row, 1 + groups, groups).values());
        return group;
    }

    private static CellKey key(Row row, int from, int count) {
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            values.add(row.getString(i));
        }
        return new CellKey(Collections.unmodifiableList(values));
    }

    /** The group of a row as it is shown, its values from a column on and its labels behind them. */
    static DealGroup dealGroup(Row row, int from, Question question) {
        List<KpiResult.GroupValue> values = new ArrayList<>();
        int groups = question.groupBy().size();
        for (int i = 0; i < groups; i++) {
            values.add(new KpiResult.GroupValue(
                    question.groupBy().get(i).name(), row.getString(from + i), row.getString(from + groups + i)));
        }
        return new DealGroup(values);
    }
}
