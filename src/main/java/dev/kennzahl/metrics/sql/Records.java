package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Component;
import dev.kennzahl.metrics.RecordContribution;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject;
import dev.kennzahl.metrics.subject.Subject.Column;

/** The records behind a number: the same joins and conditions as the number, so that their contributions add up to it. */
public final class Records {
    /** The column of what a record adds to the number, of those that {@link #read} reads. */
    private static final int CONTRIBUTED = 15;

    private Records() {}

    /** Where the page before ended. */
    public record Position(Instant dated, int part, UUID id) {}

    /** One page: of what, where it begins, and how long it is at most. */
    private record Page(
            Question question,
            Behind behind,
            ReportingPeriod period,
            ComputedParts computed,
            @Nullable Position after,
            int limit) {
        ReportingPeriod lookedAt(Moment moment) {
            return Spans.lookedAt(moment, question, period);
        }
    }

    /**
     * Which records make up this number? One row per record and moment, dated by it, half-open {@code [from, to)}; of a
     * balance, the versions that held just before the period's end; of a span, those that touch the period; of targets, those that
     * count.
     */
    public static Uni<List<RecordContribution>> page(
            SqlConnection connection,
            Question question,
            Behind behind,
            ReportingPeriod period,
            @Nullable Position after,
            int limit) {
        return ComputedParts.of(connection, question, behind, period)
                .flatMap(computed -> page(connection, new Page(question, behind, period, computed, after, limit)));
    }

    private static Uni<List<RecordContribution>> page(SqlConnection connection, Page page) {
        List<Moment> moments = page.behind().moments();
        List<String> parts = new ArrayList<>();
        FigureSql first = new FigureSql(page.question(), moments.get(0).subject());
        for (int part = 0; part < moments.size(); part++) {
            FigureSql sql = part == 0 ? first : first.besides(moments.get(part).subject());
            parts.add(part(sql, page, moments.get(part), part));
        }
        String statement = parts.stream().collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") u"))
                + " ORDER BY dated, part, id LIMIT " + first.parameters.bind(page.limit());
        List<String> types =
                moments.stream().map(moment -> moment.subject().key()).toList();
        return connection
                .preparedQuery(statement)
                .execute(first.parameters.tuple())
                .map(rows -> {
                    List<RecordContribution> found = new ArrayList<>();
                    rows.forEach(row -> found.add(read(row, types, page.behind().components())));
                    return found;
                });
    }

    /** How many rows {@link #page} would give in all. */
    public static Uni<Long> count(SqlConnection connection, Question question, Behind behind, ReportingPeriod period) {
        return ComputedParts.ofPlans(connection, question, behind, period).flatMap(computed -> {
            Page all = new Page(question, behind, period, computed, null, Integer.MAX_VALUE);
            List<Moment> moments = behind.moments();
            FigureSql first = new FigureSql(question, moments.get(0).subject());
            String parts = IntStream.range(0, moments.size())
                    .mapToObj(part -> {
                        Moment moment = moments.get(part);
                        FigureSql sql = part == 0 ? first : first.besides(moment.subject());
                        prepare(sql, all);
                        return "SELECT count(*) AS n" + where(sql, all, moment);
                    })
                    .collect(Collectors.joining(" UNION ALL "));
            return connection
                    .preparedQuery("SELECT sum(n)::bigint FROM (" + parts + ") c")
                    .execute(first.parameters.tuple())
                    .map(rows -> rows.iterator().next().getLong(0));
        });
    }

    private static void prepare(FigureSql sql, Page page) {
        sql.joinShown();
        sql.words()
                .startBucketsAt(() ->
                        SqlTime.parameter(page.period().startsAt(page.question().zone())));
        sql.words().lookAt(List.of(page.period()));
    }

    /** The records of a moment, which are the page's and all that follow. */
    private static String where(FigureSql sql, Page page, Moment moment) {
        String met = page.behind().at(moment).stream()
                .map(measure -> "(" + sql.text(measure.condition().sql()) + ")")
                .distinct()
                .collect(Collectors.joining(" OR ", " AND (", ")"));
        return sql.fromWhere()
                + when(sql, page.question(), moment, page.lookedAt(moment))
                + met
                + counting(sql, moment, page);
    }

    private static String part(FigureSql sql, Page page, Moment moment, int part) {
        prepare(sql, page);
        RecordShares shares = new RecordShares(
                sql, moment, page.lookedAt(moment), page.behind().at(moment), page.computed());
        String columns = columns(moment.subject())
                        .map(sql::text)
                        .collect(Collectors.joining(", ", "SELECT " + part + " AS part, ", ""))
                + ", " + dated(sql, moment) + " AS dated" + shares.columns();
        String rows = columns + where(sql, page, moment);
        Position after = page.after();
        String following = after == null
                ? ""
                : " WHERE (dated, part, id) > (" + sql.parameters.bind(SqlTime.text(after.dated()))
                        + "::text::timestamptz, " + sql.parameters.bind(after.part()) + "::integer, "
                        + sql.parameters.bind(after.id()) + "::uuid)";
        return "(SELECT part, " + names() + ", dated" + sums(shares, page.behind()) + " FROM (" + shares.over(rows)
                + ") r" + following + " ORDER BY dated, part, id LIMIT " + sql.parameters.bind(page.limit()) + ")";
    }

    /** What a record adds: to the number's own sums, and to each of its components. */
    private static String sums(RecordShares shares, Behind behind) {
        String own = behind.sums().map(sums -> of(shares, sums)).orElse(", NULL::numeric, NULL::numeric");
        return own
                + behind.components().stream()
                        .map(component -> of(shares, component))
                        .collect(Collectors.joining());
    }

    private static String of(RecordShares shares, Component sums) {
        return ", " + shares.of(sums.numerator()) + ", "
                + (sums.denominator().isEmpty() ? "NULL::numeric" : shares.of(sums.denominator()));
    }

    /** Of targets, only those that count. */
    private static String counting(FigureSql sql, Moment moment, Page page) {
        if (moment.timing() != Moment.Timing.PLANNED) {
            return "";
        }
        return " AND f.fact_id = ANY (" + sql.parameters.bind(page.computed().targets()) + "::uuid[])";
    }

    private static String names() {
        return Stream.of(Column.values()).map(Records::name).collect(Collectors.joining(", "));
    }

    private static String name(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }

    private static Stream<String> columns(Subject subject) {
        return Stream.of(Column.values()).map(column -> {
            String own = subject.column(column);
            return (own == null ? "NULL" : own) + "::" + column.type() + " AS " + name(column);
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

    private static List<RecordContribution.Share> shares(Row row, List<Component> components) {
        List<RecordContribution.Share> shares = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            int at = CONTRIBUTED + 2 + 2 * i;
            shares.add(new RecordContribution.Share(
                    components.get(i).name(), row.getBigDecimal(at), row.getBigDecimal(at + 1)));
        }
        return shares;
    }

    private static RecordContribution read(Row row, List<String> types, List<Component> components) {
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
                row.getBigDecimal(CONTRIBUTED),
                row.getBigDecimal(CONTRIBUTED + 1),
                shares(row, components));
    }
}
