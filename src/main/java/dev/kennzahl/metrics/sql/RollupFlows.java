package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Subject;

/**
 * The same answer as that of {@link Flows}, from kept sums: whole months from the cells of months, the days besides from those of
 * days, and what became known since the cells were brought up to date from the records.
 */
final class RollupFlows {
    /** More days than that are no fewer rows than records may be. */
    private static final int MOST_DAYS = 4_000;

    private RollupFlows() {}

    /** Whether the cells can say what is asked for. */
    static boolean canAnswer(@Nullable RollupState state, Question question, List<ReportingPeriod> buckets) {
        return state != null
                && !state.isFarBehind()
                && !Segments.areNeeded(buckets)
                && (state.rollup().isByKnownDay()
                        ? state.isUpToDate(question)
                        : question.asOf() == null || !question.asOf().isBefore(state.knownAt()))
                && Days.of(buckets).days().size() <= MOST_DAYS;
    }

    static Uni<Cells> measure(
            SqlConnection connection,
            Question question,
            RollupState state,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        FigureSql root = new FigureSql(question.plain(), state.rollup().moment().subject());
        String cells = cells(root, question, state, measures, buckets);
        Subject summed =
                state.rollup().moment().subject().summed(cells, state.rollup().dimension());
        FigureSql sql = root.besidesSharing(question, summed);
        Bounds bounds = Bounds.dates(sql, buckets);
        String inner = "SELECT width_bucket(f.day, " + bounds.starts() + ") AS bucket, f.day AS dated, f.sums, "
                + rate(sql, measures) + " AS rate" + sql.groupColumns() + sql.fromWhere()
                + " AND f.day >= " + bounds.firstStart() + " AND f.day < " + bounds.lastEnd();
        String statement =
                "SELECT bucket" + sql.groupNames() + sql.labels() + added(state.rollup(), measures) + " FROM (" + inner
                        + ") f WHERE dated < (" + bounds.ends() + ")[bucket] GROUP BY bucket" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> Flows.cells(rows, question, measures));
    }

    /** The whole months, and the days besides. */
    record Days(List<LocalDate> months, List<LocalDate> days) {
        static Days of(List<ReportingPeriod> buckets) {
            List<LocalDate> months = new ArrayList<>();
            List<LocalDate> days = new ArrayList<>();
            for (ReportingPeriod bucket : buckets) {
                LocalDate day = bucket.from();
                while (day.isBefore(bucket.to()) && days.size() <= MOST_DAYS) {
                    if (day.getDayOfMonth() == 1 && !day.plusMonths(1).isAfter(bucket.to())) {
                        months.add(day);
                        day = day.plusMonths(1);
                    } else {
                        days.add(day);
                        day = day.plusDays(1);
                    }
                }
            }
            return new Days(months, days);
        }
    }

    private static String cells(
            FigureSql sql,
            Question question,
            RollupState state,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        Days days = Days.of(buckets);
        List<String> parts = new ArrayList<>();
        List<String> own = state.currencies();
        List<String> foreign = hasMoney(measures)
                ? own.stream().filter(currency -> !isOwn(currency, question)).toList()
                : List.of();
        if (!foreign.isEmpty()) {
            own = own.stream().filter(currency -> isOwn(currency, question)).toList();
        }
        String stored =
                "SELECT c.bucket AS day, CASE WHEN c.key = '' THEN NULL ELSE substr(c.key, 2) END AS key, c.currency, c.sums"
                        + " FROM rollup_cell c WHERE c.tenant_id = " + sql.text(":tenant") + " AND c.rollup = "
                        + sql.parameters.bind(state.rollup().key()) + "::text"
                        + (state.rollup().isByKnownDay() ? knownBefore(sql, question) : "");
        if (!days.months().isEmpty()) {
            parts.add(stored + " AND c.grain = 'month' AND c.currency = ANY (" + bind(sql, own)
                    + ") AND c.bucket = ANY (" + dates(sql, days.months()) + ")");
        }
        if (!days.days().isEmpty()) {
            parts.add(stored + " AND c.grain = 'day' AND c.currency = ANY (" + bind(sql, state.currencies())
                    + ") AND c.bucket = ANY (" + dates(sql, days.days()) + ")");
        }
        if (!foreign.isEmpty() && !days.months().isEmpty()) {
            // Rates are by the day, so a month's sum in another currency cannot be converted.
            parts.add(stored + " AND c.grain = 'day' AND c.currency = ANY (" + bind(sql, foreign)
                    + ") AND date_trunc('month', c.bucket)::date = ANY (" + dates(sql, days.months()) + ")");
        }
        if (state.rollup().isByKnownDay()) {
            parts.add(state.revised(sql, question, measures, buckets));
        } else if (!state.isUpToDate(question)) {
            parts.addAll(state.changes(sql, question, measures));
        }
        return "(" + String.join(" UNION ALL ", parts) + ")";
    }

    private static String knownBefore(FigureSql sql, Question question) {
        LocalDate day = LocalDate.ofInstant(Objects.requireNonNull(question.asOf()), question.zone());
        return " AND c.key COLLATE \"C\" < " + sql.parameters.bind("=" + day) + "::text";
    }

    private static boolean isOwn(String currency, Question question) {
        return (currency.isEmpty() ? question.tenantCurrency() : currency).equals(question.currency());
    }

    private static boolean hasMoney(List<Measure> measures) {
        return measures.stream().anyMatch(measure -> measure.contribution().money() != null);
    }

    private static String bind(FigureSql sql, List<String> texts) {
        return sql.parameters.bind(texts.toArray(new String[0])) + "::text[]";
    }

    private static String dates(FigureSql sql, List<LocalDate> dates) {
        return sql.parameters.bind(
                        dates.stream().map(SqlTime::parameter).distinct().toArray(LocalDate[]::new)) + "::date[]";
    }

    /** What a unit of the cell's currency is worth; null if nobody knows. */
    private static String rate(FigureSql sql, List<Measure> measures) {
        // Records may have come since the currencies were noted, so the cells' alone do not tell that all are our own.
        return hasMoney(measures)
                ? sql.text(
                        "CASE WHEN coalesce(nullif(f.currency, ''), :tenant_currency) = :currency THEN 1 ELSE"
                                + " exchange_rate_on(:tenant, coalesce(nullif(f.currency, ''), :tenant_currency), :currency, f.day, :as_of) END")
                : "1::numeric";
    }

    private static String added(Rollup rollup, List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (Measure measure : measures) {
            int at = rollup.measures().indexOf(measure) * Rollup.WIDTH + 1;
            boolean money = measure.contribution().money() != null;
            // Without a rate only zeros are known: they are the same in all currencies.
            String known = money
                    ? "CASE WHEN rate IS NULL THEN sums[" + (at + 2) + "] - sums[" + (at + 3) + "] ELSE sums["
                            + (at + 2) + "] END"
                    : "sums[" + (at + 2) + "]";
            String sum = money ? "CASE WHEN rate IS NULL THEN 0 ELSE sums[" + at + "] * rate END" : "sums[" + at + "]";
            columns.append(", CASE WHEN sum(")
                    .append(known)
                    .append(") > 0 THEN ")
                    .append(FigureSql.inUnit(measure.contribution(), "sum(" + sum + ")"))
                    .append(" END, sum(sums[")
                    .append(at + 1)
                    .append("])::bigint, sum(")
                    .append(known)
                    .append(")::bigint, ")
                    .append(
                            money
                                    ? "coalesce(sum(sums[" + (at + 3) + "]) FILTER (WHERE rate IS NULL), 0)::bigint"
                                    : "0::bigint");
        }
        return columns.toString();
    }
}
