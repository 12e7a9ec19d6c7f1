package dev.kennzahl.metrics.sql;

import java.util.Collection;
import java.util.List;

import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Moment;

/** Records as rows of one-record cells: {@code day, key, currency, sums}. */
final class RollupRows {
    private RollupRows() {}

    /**
     * The columns of a record that is added, or with a sign of -1 taken away.
     *
     * @param wanted the measures that matter; of the others there are zeros
     */
    static String columns(FigureSql sql, Rollup rollup, Collection<Measure> wanted, int sign) {
        StringBuilder sums = new StringBuilder();
        for (Measure measure : rollup.measures()) {
            if (!wanted.contains(measure)) {
                sums.append(sums.isEmpty() ? "" : ", ").append("0, 0, 0, 0");
                continue;
            }
            String met = "(" + sql.text(measure.condition().sql()) + ")";
            String part = sql.text("(" + measure.contribution().sql() + ")::numeric");
            for (String number : List.of(
                    "CASE WHEN " + met + " THEN coalesce(" + part + ", 0) ELSE 0 END",
                    "CASE WHEN " + met + " THEN 1 ELSE 0 END",
                    "CASE WHEN " + met + " AND " + part + " IS NOT NULL THEN 1 ELSE 0 END",
                    "CASE WHEN " + met + " AND " + part + " <> 0 THEN 1 ELSE 0 END")) {
                sums.append(sums.isEmpty() ? "" : ", ")
                        .append(sign < 0 ? "-" : "")
                        .append("(")
                        .append(number)
                        .append(")");
            }
        }
        return day(sql, rollup.moment()) + " AS day, " + split(sql, rollup)
                + " AS key, coalesce(f.currency, '') AS currency, ARRAY[" + sums + "]::numeric[] AS sums";
    }

    /** The same columns of all records of a cell together. */
    static String summed(FigureSql sql, Rollup rollup) {
        StringBuilder sums = new StringBuilder();
        for (Measure measure : rollup.measures()) {
            String met = "(" + sql.text(measure.condition().sql()) + ")";
            String part = sql.text("(" + measure.contribution().sql() + ")::numeric");
            for (String number : List.of(
                    "coalesce(sum(" + part + ") FILTER (WHERE " + met + "), 0)",
                    "count(*) FILTER (WHERE " + met + ")",
                    "count(" + part + ") FILTER (WHERE " + met + ")",
                    "count(*) FILTER (WHERE " + met + " AND " + part + " <> 0)")) {
                sums.append(sums.isEmpty() ? "" : ", ").append(number);
            }
        }
        return day(sql, rollup.moment()) + " AS day, " + split(sql, rollup)
                + " AS key, coalesce(f.currency, '') AS currency, ARRAY[" + sums + "]::numeric[] AS sums";
    }

    private static String split(FigureSql sql, Rollup rollup) {
        sql.join(rollup.needs());
        return sql.text("(" + rollup.split() + ")");
    }

    private static String day(FigureSql sql, Moment moment) {
        return moment.timing() == Moment.Timing.DATE
                ? sql.text("(" + moment.from() + ")")
                : sql.text("reporting_day(" + moment.from() + ", :zone)");
    }

    /** {@code ARRAY[sum(sums[1]), …]}. */
    static String sumsOfSums(Rollup rollup) {
        StringBuilder sums = new StringBuilder("ARRAY[");
        for (int i = 1; i <= rollup.measures().size() * Rollup.WIDTH; i++) {
            sums.append(i == 1 ? "" : ", ").append("sum(sums[").append(i).append("])");
        }
        return sums.append("]").toString();
    }
}
