package dev.kennzahl.metrics.sql;

import java.util.List;
import java.util.stream.Collectors;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Moment;

/**
 * What does each record add to measures, so that all add up to them to the last digit? Of what is only told apart the first record adds
 * the one that it counts; of what is looked at per customer each record of those that count adds its own, or the first the whole;
 * of what is rounded each adds what the rounded sum grows by.
 */
final class RecordShares {
    private final FigureSql sql;
    private final Moment moment;
    private final List<Measure> measures;
    private final ComputedParts computed;
    private final String start;
    private final String end;

    /**
     * @param measures all that records of the moment add to, each once
     * @param computed what records add to measures that SQL alone does not make
     */
    RecordShares(FigureSql sql, Moment moment, ReportingPeriod period, List<Measure> measures, ComputedParts computed) {
        this.sql = sql;
        this.moment = moment;
        this.measures = measures;
        this.computed = computed;
        boolean weighs = moment.isSpan() && !moment.isWhole();
        // Bound only where it is used, as Postgres refuses what nothing mentions.
        end = weighs ? sql.parameters.bind(SqlTime.parameter(period.to())) + "::date" : "";
        start = weighs && moment.timing() != Moment.Timing.SPAN_AGE
                ? sql.parameters.bind(SqlTime.parameter(period.from())) + "::date"
                : "";
    }

    /** How a record's share comes about. */
    private enum Way {
        OWN,
        CARRIED,
        FIRST,
        FIRST_OF_SEVERAL,
        OWN_OF_POSITIVE,
        OWN_OF_TOP,
        FIRST_OF_INVERSE,
        UNKNOWN
    }

    private Way way(Measure measure) {
        return switch (measure.aggregate()) {
            case DISTINCT -> Way.FIRST;
            case REPEATED -> Way.FIRST_OF_SEVERAL;
            case POSITIVE -> Way.OWN_OF_POSITIVE;
            case TOP -> Way.OWN_OF_TOP;
            case INVERSE -> Way.FIRST_OF_INVERSE;
            case EXPECTED -> Way.OWN;
            case FORETOLD, DAYS_LEFT -> Way.UNKNOWN;
            case SUM, MEDIAN, P90, LAST, MEAN ->
                measure.contribution().isDuration() || moment.timing() == Moment.Timing.SPAN ? Way.CARRIED : Way.OWN;
        };
    }

    /** The innermost columns: whether a record counts, its part, whose that is, whether it has no rate. */
    String columns() {
        StringBuilder columns = new StringBuilder();
        for (int k = 0; k < measures.size(); k++) {
            Measure measure = measures.get(k);
            String whose = measure.contribution().per();
            columns.append(", coalesce(")
                    .append(sql.text("(" + measure.condition().sql() + ")"))
                    .append(", false) AS m")
                    .append(k);
            columns.append(", ").append(part(measure)).append(" AS p").append(k);
            columns.append(", ")
                    .append(whose == null ? "NULL::text" : sql.text("(" + whose + ")::text"))
                    .append(" AS w")
                    .append(k);
            columns.append(", ")
                    .append(sql.isForeign(measure.contribution()))
                    .append(" AS x")
                    .append(k);
        }
        return columns.toString();
    }

    private String part(Measure measure) {
        if (way(measure) == Way.UNKNOWN) {
            return "NULL::numeric";
        }
        if (moment.timing() == Moment.Timing.PLANNED) {
            return computed.planned(sql.parameters, measure);
        }
        if (measure.aggregate() == Aggregate.EXPECTED) {
            return computed.expected(sql.parameters, measure);
        }
        if (measure.aggregate().tellsApart()) {
            return "(" + sql.text(measure.contribution().sql()) + ")";
        }
        String part = sql.contribution(measure.contribution());
        if (!moment.isSpan() || moment.isWhole()) {
            return part;
        }
        return moment.timing() == Moment.Timing.SPAN_AGE
                ? Spans.aged(part, sql.text(moment.from()), end)
                : Spans.weighed(moment, part, sql.text(moment.from()), sql.text(moment.to()), start, end);
    }

    /** The rows with what the shares need to know of one another. */
    String over(String rows) {
        String inner = levelOf(rows, this::amongRecords);
        return levelOf(inner, this::amongCustomers);
    }

    private String levelOf(String rows, java.util.function.IntFunction<String> columns) {
        String all = java.util.stream.IntStream.range(0, measures.size())
                .mapToObj(columns)
                .collect(Collectors.joining());
        return all.isEmpty() ? rows : "SELECT r.*" + all + " FROM (" + rows + ") r";
    }

    private String amongRecords(int k) {
        String inOrder = " ORDER BY dated, id";
        String alike = "PARTITION BY m" + k + ", w" + k;
        String first = ", row_number() OVER (" + alike + inOrder + ") AS f" + k;
        String total = ", sum(p" + k + ") OVER (" + alike + ") AS t" + k;
        return switch (way(measures.get(k))) {
            case OWN, UNKNOWN -> "";
            case CARRIED -> {
                String sum = ", sum(CASE WHEN m" + k + " THEN p" + k + " END) OVER (ORDER BY dated, id ROWS ";
                yield sum + "UNBOUNDED PRECEDING) AS t" + k + sum + "BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS b"
                        + k;
            }
            case FIRST -> ", row_number() OVER (PARTITION BY m" + k + ", p" + k + inOrder + ") AS f" + k;
            case FIRST_OF_SEVERAL ->
                first + ", min(p" + k + ") OVER (" + alike + ") <> max(p" + k + ") OVER (" + alike + ") AS t" + k;
            case OWN_OF_POSITIVE -> total;
            case OWN_OF_TOP -> first + total;
            case FIRST_OF_INVERSE -> first + total + ", count(p" + k + ") OVER (" + alike + ") AS c" + k;
        };
    }

    private String amongCustomers(int k) {
        if (way(measures.get(k)) != Way.OWN_OF_TOP) {
            return "";
        }
        String counts = "m" + k + " AND t" + k + " > 0";
        return ", dense_rank() OVER (ORDER BY (" + counts + ") DESC NULLS LAST, t" + k + " DESC NULLS LAST, w" + k
                + ") AS place" + k + ", count(*) FILTER (WHERE " + counts + " AND f" + k + " = 1) OVER () AS n" + k;
    }

    /** What a record adds to a sum of terms; unknown if any term that it counts in is. */
    String of(List<Term> terms) {
        String sum = terms.stream()
                .filter(term -> measures.contains(term.measure()))
                .map(term -> (term.sign() < 0 ? "-" : "") + "CASE WHEN m" + measures.indexOf(term.measure()) + " THEN "
                        + share(measures.indexOf(term.measure())) + " ELSE 0 END")
                .collect(Collectors.joining(" + "));
        return sum.isEmpty() ? "0::numeric" : "(" + sum + ")::numeric";
    }

    /** Of a record that counts. */
    private String share(int k) {
        Measure measure = measures.get(k);
        return switch (way(measure)) {
            case OWN -> "p" + k;
            case CARRIED ->
                "CASE WHEN p" + k + " IS NOT NULL THEN " + shown(measure, "t" + k) + " - coalesce("
                        + shown(measure, "b" + k) + ", 0) END";
            case FIRST -> counted(k, "p" + k + " IS NOT NULL AND f" + k + " = 1", "1");
            case FIRST_OF_SEVERAL -> counted(k, "t" + k + " AND f" + k + " = 1", "1");
            case OWN_OF_POSITIVE -> counted(k, "t" + k + " > 0", "p" + k);
            case OWN_OF_TOP ->
                counted(
                        k,
                        "t" + k + " > 0 AND place" + k + " <= " + sql.text("ceil(n" + k + " * :option(share) / 100.0)"),
                        "p" + k);
            case FIRST_OF_INVERSE -> counted(k, "t" + k + " > 0 AND f" + k + " = 1", "c" + k + " / t" + k);
            case UNKNOWN -> "NULL::numeric";
        };
    }

    private static String counted(int k, String when, String share) {
        return "CASE WHEN x" + k + " THEN NULL WHEN " + when + " THEN " + share + " ELSE 0 END";
    }

    /** A sum as the figure gives it. */
    private String shown(Measure measure, String sum) {
        return Spans.settled(moment, FigureSql.inUnit(measure.contribution(), sum), start, end);
    }
}
