package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.PipelineMoves.Move;
import dev.kennzahl.metrics.PipelineMoves.Position;
import dev.kennzahl.metrics.PipelineMoves.State;
import dev.kennzahl.metrics.PipelineMoves.Step;
import dev.kennzahl.metrics.PipelineMoves.Window;
import dev.kennzahl.metrics.WaterfallStep;
import dev.kennzahl.metrics.subject.Deals;

/**
 * How did the pipeline of a period get from what it was just before one instant to what it was just before another? One row per
 * deal and step, from its two states; a deal that changed its group leaves one and enters the other, and one that was in neither pipeline
 * but was decided in between, or won on a day of the period whenever that was expected, enters and leaves. Valid time; expected closing
 * dates, and days of closing on the tenant's clocks, in the half-open period.
 */
public final class Waterfalls {
    /** What a deal is now that it is not in the pipeline any more. */
    private static final String EXIT =
            """
            CASE WHEN in1 THEN 'transferred_out' WHEN status1 = 'won' THEN 'won' WHEN status1 = 'lost' THEN 'lost'
                 WHEN status1 = 'open' AND expected1 >= %2$s THEN 'slipped_out'
                 WHEN status1 = 'open' AND expected1 < %1$s THEN 'pulled_out'
                 WHEN status1 = 'open' AND expected1 IS NULL THEN 'undated'
                 WHEN status1 = 'open' THEN 'transferred_out' ELSE 'removed' END""";

    /** What a deal was before it came into the pipeline; unknown is what is named by others and was not told of itself. */
    private static final String ENTRY =
            """
            CASE WHEN in0 THEN 'transferred_in' WHEN status0 IN ('won', 'lost') THEN 'reopened'
                 WHEN status0 = 'open' AND expected0 >= %2$s THEN 'pulled_in'
                 WHEN status0 = 'open' AND expected0 < %1$s THEN 'slipped_in'
                 WHEN status0 = 'open' AND expected0 IS NULL THEN 'dated'
                 WHEN status0 = 'open' THEN 'transferred_in'
                 WHEN status0 IN ('deleted', 'merged') THEN 'restored' ELSE 'added' END""";

    private Waterfalls() {}

    /** The steps of each group. */
    public static Uni<List<Step>> steps(SqlConnection connection, Question question, Window window) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String statement = legs(sql, question, window) + " SELECT step" + sql.groupNames() + sql.labels()
                + ", count(*) FILTER (WHERE here0), sum(opening), count(*) FILTER (WHERE here0 AND unvalued0),"
                + " count(*), sum(closing - opening + through), count(*) FILTER (WHERE unvalued),"
                + " count(*) FILTER (WHERE here1), sum(closing), count(*) FILTER (WHERE here1 AND unvalued1)"
                + " FROM leg GROUP BY step" + sql.groupNames() + " ORDER BY 1" + sql.groupNames();
        int groups = question.groupBy().size();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Step> steps = new ArrayList<>();
                    int numbers = 1 + 2 * groups;
                    rows.forEach(row -> steps.add(new Step(
                            Columns.dealGroup(row, 1, question),
                            step(row, 0),
                            sum(row, numbers),
                            sum(row, numbers + 3),
                            sum(row, numbers + 6))));
                    return steps;
                });
    }

    /**
     * The deals behind the steps, ordered by id.
     *
     * @param step only those; null for all
     */
    public static Uni<List<Move>> moves(
            SqlConnection connection,
            Question question,
            Window window,
            @Nullable WaterfallStep step,
            @Nullable Position after,
            int limit) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String statement = legs(sql, question, window)
                + " SELECT record_id, external_id, name, step, status0, stage0, amount0, currency0, expected0, owner0,"
                + " status1, stage1, amount1, currency1, expected1, owner1, opening, closing - opening + through, closing"
                + " FROM leg WHERE true"
                + (step == null ? "" : " AND step = " + sql.parameters.bind(step.key()))
                + (after == null
                        ? ""
                        : " AND (record_id, step) > (" + sql.parameters.bind(after.id()) + "::uuid, "
                                + sql.parameters.bind(after.step()) + "::text)")
                + " ORDER BY record_id, step LIMIT " + sql.parameters.bind(limit);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Move> moves = new ArrayList<>();
                    rows.forEach(row -> moves.add(new Move(
                            row.getUUID(0),
                            row.getString(1),
                            row.getString(2),
                            step(row, 3),
                            state(row, 4),
                            state(row, 10),
                            plain(row, 16),
                            plain(row, 17),
                            plain(row, 18))));
                    return moves;
                });
    }

    private static WaterfallStep step(Row row, int column) {
        return WaterfallStep.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
    }

    private static @Nullable State state(Row row, int from) {
        String status = row.getString(from);
        return status == null
                ? null
                : new State(
                        status,
                        row.getString(from + 1),
                        row.getBigDecimal(from + 2),
                        row.getString(from + 3),
                        row.getLocalDate(from + 4),
                        row.getString(from + 5));
    }

    static DealSum sum(Row row, int from) {
        return new DealSum(row.getLong(from), row.getBigDecimal(from + 1), row.getLong(from + 2));
    }

    static BigDecimal plain(Row row, int column) {
        return Objects.requireNonNull(
                new MeasureValue(row.getBigDecimal(column), 0, 0, 0).plain().value());
    }

    private static String legs(FigureSql sql, Question question, Window window) {
        FigureSql later = sql.besidesSharing(question, Deals.SUBJECT);
        String first = sql.parameters.bind(SqlTime.parameter(window.period().from())) + "::date";
        String end = sql.parameters.bind(SqlTime.parameter(window.period().to())) + "::date";
        String touched =
                sql.text("SELECT DISTINCT f.record_id FROM deal_version f WHERE f.tenant_id = :tenant AND :known(f)"
                        + " AND f.status IN ('open', 'won', 'lost') AND " + belongs("f", first, end)
                        + " AND f.valid_from < "
                        + DealStates.instant(sql, window.to())
                        + " AND f.valid_to >= " + DealStates.instant(sql, window.from()));
        String only = " AND f.record_id IN (SELECT record_id FROM touched)";
        return "WITH touched AS MATERIALIZED (" + touched + "), before AS (" + DealStates.all(sql, window.from(), only)
                + "), after AS (" + DealStates.all(later, window.to(), only) + "), deal AS ("
                + sql.text(pairs(question.groupBy().size(), first, end)) + "), leg AS ("
                + legs(question.groupBy().size(), first, end) + ")";
    }

    /** Whether a deal is the period's: expected to close in it, or won in it. */
    private static String belongs(String alias, String first, String end) {
        return String.format(
                Locale.ROOT,
                "(%1$s.expected_close_on >= %2$s AND %1$s.expected_close_on < %3$s OR %1$s.status = 'won'"
                        + " AND (%1$s.closed_at AT TIME ZONE :zone)::date >= %2$s"
                        + " AND (%1$s.closed_at AT TIME ZONE :zone)::date < %3$s)",
                alias,
                first,
                end);
    }

    private static String pairs(int groups, String first, String end) {
        String open = "coalesce(%1$s.status = 'open' AND %1$s.expected_close_on >= " + first
                + " AND %1$s.expected_close_on < " + end + ", false)";
        String in = "(" + open + " AND %1$s.meant)";
        String same = groups == 0
                ? "true"
                : list(groups, "b.g%d", "ARRAY[", "]") + " = " + list(groups, "a.g%d", "ARRAY[", "]");
        return "SELECT coalesce(a.record_id, b.record_id) AS record_id, coalesce(a.external_id, b.external_id) AS external_id,"
                + " coalesce(a.name, b.name) AS name" + side("b", 0, groups) + side("a", 1, groups)
                + ", " + String.format(in, "b") + " AS in0, " + String.format(in, "a") + " AS in1, " + same
                + " AS same,"
                + " coalesce(a.meant AND a.status IN ('won', 'lost') AND " + belongs("a", first, end)
                + " AND coalesce(b.status NOT IN ('won', 'lost'), true) AND NOT " + String.format(open, "b")
                + ", false) AS passed"
                + " FROM before b FULL JOIN after a ON a.record_id = b.record_id";
    }

    private static String side(String alias, int number, int groups) {
        String columns = String.format(
                Locale.ROOT,
                ", %1$s.status AS status%2$d, %1$s.stage AS stage%2$d, %1$s.own_amount AS amount%2$d,"
                        + " %1$s.own_currency AS currency%2$d, %1$s.expected_close_on AS expected%2$d, %1$s.owner_id AS owner%2$d,"
                        + " coalesce(%1$s.amount, 0) AS worth%2$d, %1$s.amount IS NULL AS unvalued%2$d",
                alias,
                number);
        return columns
                + list(groups, ", " + alias + ".g%1$d AS g%1$ds" + number + ", " + alias + ".l%1$d AS l%1$ds" + number);
    }

    /** One select per way to be in a step. */
    private static String legs(int groups, String first, String end) {
        String all = "record_id, external_id, name, status0, stage0, amount0, currency0, expected0, owner0,"
                + " status1, stage1, amount1, currency1, expected1, owner1, unvalued0, unvalued1";
        String before = list(groups, ", g%1$ds0 AS g%1$d") + list(groups, ", l%1$ds0 AS l%1$d");
        String after = list(groups, ", g%1$ds1 AS g%1$d") + list(groups, ", l%1$ds1 AS l%1$d");
        String stayed = "SELECT " + all + before
                + ", CASE WHEN worth1 > worth0 THEN 'increased' WHEN worth1 < worth0 THEN 'decreased' ELSE 'unchanged' END AS step,"
                + " worth0 AS opening, 0::numeric AS through, worth1 AS closing, unvalued0 OR unvalued1 AS unvalued, true AS here0, true AS here1"
                + " FROM deal WHERE in0 AND in1 AND same";
        String left = "SELECT " + all + before + ", " + String.format(EXIT, first, end)
                + ", worth0, 0, 0, unvalued0, true, false FROM deal WHERE in0 AND NOT (in1 AND same)";
        String entered = "SELECT " + all + after + ", " + String.format(ENTRY, first, end)
                + ", 0, 0, worth1, unvalued1, false, true FROM deal WHERE in1 AND NOT (in0 AND same)";
        String passed = ", unvalued1, false, false FROM deal WHERE passed";
        String came = "SELECT " + all + after + ", " + String.format(ENTRY, first, end) + ", 0, worth1, 0" + passed;
        String went = "SELECT " + all + after + ", status1, 0, -worth1, 0" + passed;
        return String.join(" UNION ALL ", stayed, left, entered, came, went);
    }

    private static String list(int groups, String each) {
        return list(groups, i -> String.format(Locale.ROOT, each, i), "");
    }

    private static String list(int groups, String each, String before, String behind) {
        return before + list(groups, i -> String.format(Locale.ROOT, each, i), ", ") + behind;
    }

    private static String list(int groups, Function<Integer, String> each, String between) {
        return String.join(
                between, IntStream.rangeClosed(1, groups).boxed().map(each).toList());
    }
}
