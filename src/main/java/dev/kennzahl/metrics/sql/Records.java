package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RecordContribution;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject;
import dev.kennzahl.metrics.subject.Subject.Column;

/** The records behind a number: the same joins and conditions as the number, so that their contributions add up to it. */
public final class Records {
    private Records() {}

    /** Where the page before ended. */
    public record Position(Instant dated, int part, UUID id) {}

    /**
     * Which records make up this number? One row per record and moment, dated by it, half-open {@code [from, to)}; of a
     * balance, the versions that held just before the period's end; of a span, those that touch the period.
     */
    public static Uni<List<RecordContribution>> page(
            SqlConnection connection,
            Question question,
            List<Term> numerator,
            List<Term> denominator,
            ReportingPeriod period,
            @Nullable Position after,
            int limit) {
        Map<Moment, Integer> moments = new LinkedHashMap<>();
        Stream.concat(denominator.stream(), numerator.stream())
                .forEach(term -> moments.putIfAbsent(term.measure().moment(), moments.size()));
        List<String> parts = new ArrayList<>();
        FigureSql first =
                new FigureSql(question, moments.keySet().iterator().next().subject());
        moments.forEach((moment, part) -> {
            FigureSql sql = part == 0 ? first : first.besides(moment.subject());
            parts.add(part(sql, question, moment, part, numerator, denominator, period, after, limit));
        });
        String statement = parts.stream().collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") u"))
                + " ORDER BY dated, part, id LIMIT " + first.parameters.bind(limit);
        return connection
                .preparedQuery(statement)
                .execute(first.parameters.tuple())
                .map(rows -> {
                    List<String> types = moments.keySet().stream()
                            .map(moment -> moment.subject().key())
                            .toList();
                    List<RecordContribution> page = new ArrayList<>();
                    rows.forEach(row -> page.add(read(row, types)));
                    return page;
                });
    }

    private static String part(
            FigureSql sql,
            Question question,
            Moment moment,
            int part,
            List<Term> numerator,
            List<Term> denominator,
            ReportingPeriod period,
            @Nullable Position after,
            int limit) {
        sql.joinShown();
        sql.words().startBucketsAt(() -> SqlTime.parameter(period.startsAt(question.zone())));
        sql.words().lookAt(List.of(period));
        List<Term> above = at(moment, numerator);
        List<Term> below = at(moment, denominator);
        String dated = dated(sql, moment);
        String columns = columns(moment.subject())
                        .map(sql::text)
                        .collect(Collectors.joining(", ", "SELECT " + part + " AS part, ", ""))
                + ", " + dated + " AS dated, " + contributed(sql, above, period) + " AS above, "
                + (denominator.isEmpty() ? "NULL::numeric" : contributed(sql, below, period)) + " AS below";
        String met = Stream.concat(above.stream(), below.stream())
                .map(term -> "(" + sql.text(term.measure().condition().sql()) + ")")
                .distinct()
                .collect(Collectors.joining(" OR ", " AND (", ")"));
        String following = after == null
                ? ""
                : " AND (" + dated + ", " + part + ", " + moment.subject().column(Column.ID) + ") > ("
                        + sql.parameters.bind(SqlTime.text(after.dated())) + "::text::timestamptz, "
                        + sql.parameters.bind(after.part()) + "::integer, " + sql.parameters.bind(after.id())
                        + "::uuid)";
        return "(" + columns + sql.fromWhere() + when(sql, question, moment, period) + met + following
                + " ORDER BY dated, part, id LIMIT " + sql.parameters.bind(limit) + ")";
    }

    private static List<Term> at(Moment moment, List<Term> terms) {
        return terms.stream()
                .filter(term -> term.measure().moment().equals(moment))
                .toList();
    }

    private static Stream<String> columns(Subject subject) {
        return Stream.of(Column.values()).map(column -> {
            String own = subject.column(column);
            return (own == null ? "NULL" : own) + "::" + column.type()
                    + (column == Column.ID ? " AS id" : " AS " + column.name().toLowerCase(java.util.Locale.ROOT));
        });
    }

    /** An instant, of local dates their midnight. */
    private static String dated(FigureSql sql, Moment moment) {
        return switch (moment.timing()) {
            case INSTANT, STANDING -> sql.text(moment.from());
            case DATE,
                    AT_START,
                    AT_END,
                    SPAN,
                    SPAN_DAYS,
                    SPAN_WHOLE,
                    SPAN_AT_START,
                    SPAN_THROUGHOUT,
                    SPAN_AT_END,
                    SPAN_AGE,
                    PER_BUCKET,
                    PLANNED -> sql.text("((" + moment.from() + ")::timestamp AT TIME ZONE :zone)");
        };
    }

    private static String when(FigureSql sql, Question question, Moment moment, ReportingPeriod period) {
        if (moment.timing() == Moment.Timing.PER_BUCKET) {
            return ""; // the relation was handed the period and nothing else
        }
        boolean overlaps = moment.isSpan() || moment.timing() == Moment.Timing.PLANNED;
        boolean local = moment.timing() != Moment.Timing.INSTANT && moment.timing() != Moment.Timing.STANDING;
        LocalDate last = moment.timing() == Moment.Timing.AT_START ? period.from() : period.to();
        String end = local
                ? sql.parameters.bind(SqlTime.parameter(last)) + "::date"
                : sql.parameters.bind(SqlTime.parameter(period.endsAt(question.zone()))) + "::timestamptz";
        String from = sql.text(moment.from());
        String to = sql.text(moment.to());
        if (moment.isBalance()) {
            return " AND " + from + " < " + end + " AND " + to + " >= " + end;
        }
        String start = local
                ? sql.parameters.bind(SqlTime.parameter(period.from())) + "::date"
                : sql.parameters.bind(SqlTime.parameter(period.startsAt(question.zone()))) + "::timestamptz";
        // A span that ends before it begins has no days.
        String begun = overlaps ? to + " > " + start + " AND " + from + " < " + to : from + " >= " + start;
        return Flows.endedUp(moment.subject()) + " AND " + from + " < " + end + " AND " + begun
                + Spans.held(moment, from, to, start, end);
    }

    /** What the record adds to a sum of terms; nothing known if any term that it counts in is not known. */
    private static String contributed(FigureSql sql, List<Term> terms, ReportingPeriod period) {
        if (terms.isEmpty()) {
            return "0::numeric";
        }
        return terms.stream()
                .map(term -> {
                    Measure measure = term.measure();
                    String part = measure.aggregate().isOfRecords()
                            ? FigureSql.inUnit(
                                    measure.contribution(),
                                    weighted(sql, measure.moment(), period, sql.contribution(measure.contribution())))
                            : "NULL::numeric";
                    return (term.sign() < 0 ? "-" : "") + "CASE WHEN "
                            + sql.text(measure.condition().sql()) + " THEN " + part + " ELSE 0 END";
                })
                .collect(Collectors.joining(" + "));
    }

    /** A span counts for the days it shares with the period. */
    private static String weighted(FigureSql sql, Moment moment, ReportingPeriod period, String part) {
        if (!moment.isSpan() || moment.isWhole()) {
            return part;
        }
        String end = sql.parameters.bind(SqlTime.parameter(period.to())) + "::date";
        if (moment.timing() == Moment.Timing.SPAN_AGE) { // without a start, as Postgres refuses what nothing mentions
            return Spans.aged(part, sql.text(moment.from()), end);
        }
        String start = sql.parameters.bind(SqlTime.parameter(period.from())) + "::date";
        String weighed = Spans.weighed(moment, part, sql.text(moment.from()), sql.text(moment.to()), start, end);
        return Spans.settled(moment, weighed, start, end);
    }

    private static RecordContribution read(Row row, List<String> types) {
        int part = row.getInteger(0);
        return new RecordContribution(
                row.getUUID(1),
                types.get(part),
                part,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBigDecimal(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                SqlTime.instant(row.getOffsetDateTime(12)),
                SqlTime.instant(row.getOffsetDateTime(13)),
                SqlTime.instant(row.getOffsetDateTime(14)),
                row.getBigDecimal(15),
                row.getBigDecimal(16));
    }
}
