package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Ending;
import dev.kennzahl.metrics.DealLearning.Exposure;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Past;
import dev.kennzahl.metrics.DealLearning.Stretch;
import dev.kennzahl.metrics.DealLearning.Transition;
import dev.kennzahl.metrics.subject.Deals;

/**
 * How did deals go on in stretches of time? Of each nothing is looked at that was so after its end. One row per kind of piece of an open deal's
 * life: its stage, its class of age, how often it had been pushed, and how it ended; valid time, half-open.
 */
public final class DealPasts {
    private static final double MICROS_OF_A_DAY = 86_400e6;

    /** What stands for no size where none may be null; amounts are no such powers of two. */
    private static final int NO_SIZE = -10_000;

    private DealPasts() {}

    /** A kind of piece, and how much of it there was: times are whole, so that in whatever order they are added up they are the same. */
    private record Kind(String stage, int pushes, int age, int size, String outcome, String nextStage, boolean slips) {
        private static final Comparator<Kind> ORDER = Comparator.comparing(Kind::stage)
                .thenComparingInt(Kind::pushes)
                .thenComparingInt(Kind::age)
                .thenComparingInt(Kind::size)
                .thenComparing(Kind::outcome)
                .thenComparing(Kind::nextStage)
                .thenComparing(Kind::slips);
    }

    /** A month's pieces of a kind; the month by the instant it begins. */
    private record Cell(Instant month, String stage, int pushes, int age) {
        private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::month)
                .thenComparing(Cell::stage)
                .thenComparingInt(Cell::pushes)
                .thenComparingInt(Cell::age);
    }

    private record Sum(long count, long micros) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, micros + other.micros);
        }

        double days() {
            return micros / MICROS_OF_A_DAY;
        }
    }

    /** What was found between two instants that follow each other. */
    private record Part<K>(Instant from, Instant to, K kind, Sum sum) {
        boolean isIn(Stretch stretch) {
            return !from.isBefore(stretch.since()) && !to.isAfter(stretch.until());
        }
    }

    /** How pieces of deals' lives ended, of all deals of the tenant, in each stretch. */
    public static Uni<List<Past>> pasts(SqlConnection connection, Question question, List<Stretch> stretches) {
        FigureSql sql = new FigureSql(question.plain(), Deals.SUBJECT);
        DealPieces pieces = new DealPieces(sql, stretches);
        String with = pieces.with(sql);
        List<Instant> cuts = pieces.cuts(stretches, question.zone());
        List<Instant> ends = DealPieces.ends(stretches);
        String cut = sql.parameters.bind(DealPieces.bound(cuts)) + "::timestamptz[]";
        String part = sql.parameters.bind(cuts.stream()
                        .map(instant -> (int) ends.stream()
                                        .filter(end -> !end.isAfter(instant))
                                        .count()
                                - 1)
                        .toArray(Integer[]::new))
                + "::integer[]";
        return connection
                .preparedQuery(with + cutUp(cut, part, cuts.size()))
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Part<Kind>> kinds = new ArrayList<>();
                    List<Part<Cell>> cells = new ArrayList<>();
                    rows.forEach(row -> {
                        if (row.getInteger(8) == null) {
                            int from = row.getInteger(0);
                            kinds.add(new Part<>(ends.get(from), ends.get(from + 1), kind(row), sum(row, 9)));
                        } else {
                            int from = row.getInteger(8) - 1;
                            cells.add(new Part<>(
                                    cuts.get(from),
                                    cuts.get(from + 1),
                                    cell(row, cuts.get(from), question.zone()),
                                    new Sum(row.getLong(11), row.getLong(10))));
                        }
                    });
                    return stretches.stream()
                            .map(stretch -> new Past(transitions(kinds, stretch), exposures(cells, stretch)))
                            .toList();
                });
    }

    /**
     * Cuts pieces where time is cut, and adds them up: by all that is told apart between the ends of stretches, and by less between all cuts. A
     * piece that ends just at a cut is counted behind it, where it has no length.
     */
    private static String cutUp(String cut, String part, int cuts) {
        return String.format(
                Locale.ROOT,
                """
                        SELECT part, stage, pushes, age, size, result, next_stage, slips, cut, count(*) FILTER (WHERE result <> 'none'), sum(micros)::bigint,
                               count(*) FILTER (WHERE result = 'won')
                          FROM (SELECT (%2$s)[cut] AS part, cut, stage, pushes, age, coalesce(size, %4$d) AS size,
                                       CASE WHEN ends THEN outcome ELSE 'none' END AS result,
                                       CASE WHEN ends AND outcome = 'open' THEN next_stage ELSE '' END AS next_stage,
                                       ends AND outcome = 'open' AND slips AS slips,
                                       (extract(epoch FROM least(last, (%1$s)[cut + 1]) - greatest(first, (%1$s)[cut])) * 1000000)::bigint AS micros
                                  FROM (SELECT piece.*, cut, outcome <> 'none' AND cut = width_bucket(last, %1$s) AS ends
                                          FROM piece CROSS JOIN LATERAL
                                               generate_series(width_bucket(first, %1$s), width_bucket(last, %1$s)) cut
                                         WHERE cut < %3$d) cut_up) sized
                         WHERE micros > 0 OR result <> 'none'
                         GROUP BY GROUPING SETS ((part, stage, pushes, age, size, result, next_stage, slips), (cut, stage, pushes, age))
                        """,
                cut,
                part,
                cuts,
                NO_SIZE);
    }

    private static Kind kind(Row row) {
        return new Kind(
                row.getString(1),
                row.getInteger(2),
                row.getInteger(3),
                row.getInteger(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7));
    }

    private static Cell cell(Row row, Instant from, ZoneId zone) {
        Instant month = from.atZone(zone)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(zone)
                .toInstant();
        return new Cell(month, row.getString(1), row.getInteger(2), row.getInteger(3));
    }

    private static Sum sum(Row row, int at) {
        return new Sum(row.getLong(at), row.getLong(at + 1));
    }

    private static <K> Map<K, Sum> within(List<Part<K>> parts, Stretch stretch, Comparator<K> order) {
        Map<K, Sum> sums = new TreeMap<>(order);
        parts.stream()
                .filter(part -> part.isIn(stretch))
                .forEach(part -> sums.merge(part.kind(), part.sum(), Sum::plus));
        return sums;
    }

    private static List<Transition> transitions(List<Part<Kind>> parts, Stretch stretch) {
        List<Transition> transitions = new ArrayList<>();
        within(parts, stretch, Kind.ORDER)
                .forEach((kind, sum) -> transitions.add(new Transition(
                        kind.stage(),
                        kind.pushes(),
                        kind.age(),
                        kind.size() == NO_SIZE ? null : kind.size(),
                        Outcome.valueOf(kind.outcome().toUpperCase(Locale.ROOT)),
                        kind.nextStage(),
                        kind.slips(),
                        sum.count(),
                        sum.days())));
        return transitions;
    }

    private static List<Exposure> exposures(List<Part<Cell>> parts, Stretch stretch) {
        List<Exposure> exposures = new ArrayList<>();
        within(parts, stretch, Cell.ORDER)
                .forEach((cell, sum) -> exposures.add(
                        new Exposure(cell.month(), cell.stage(), cell.pushes(), cell.age(), sum.count(), sum.days())));
        return exposures;
    }

    /** How deals ended that were decided in each stretch, by the stages and ages they had been in; all of them together too. */
    public static Uni<List<List<Ending>>> endings(
            SqlConnection connection, Question question, List<Stretch> stretches) {
        FigureSql sql = new FigureSql(question.plain(), Deals.SUBJECT);
        String with = new DealPieces(sql, stretches).with(sql);
        String since = sql.parameters.bind(
                        DealPieces.bound(stretches.stream().map(Stretch::since).toList()))
                + "::timestamptz[]";
        String until = sql.parameters.bind(
                        DealPieces.bound(stretches.stream().map(Stretch::until).toList()))
                + "::timestamptz[]";
        String statement = with
                + sql.text(
                        """
                        , stretch AS (SELECT * FROM unnest(%1$s, %2$s) WITH ORDINALITY AS s (since, until, number)),
                        decided AS MATERIALIZED (
                          SELECT number, since, until, f.record_id, f.status = 'won' AS won
                            FROM deal_version f JOIN stretch ON f.valid_from < until AND f.valid_to >= until AND f.closed_at >= since
                           WHERE f.tenant_id = :tenant AND :known(f) AND f.status IN ('won', 'lost')),
                        seen AS MATERIALIZED (
                          SELECT DISTINCT number, record_id, won, stage, age
                            FROM decided JOIN piece USING (record_id) WHERE last > since AND first < until)
                        SELECT number, stage, age, count(*), count(*) FILTER (WHERE won) FROM seen GROUP BY number, stage, age
                        UNION ALL
                        SELECT number, stage, NULL, count(*), count(*) FILTER (WHERE won)
                          FROM (SELECT DISTINCT number, record_id, won, stage FROM seen) been GROUP BY number, stage
                        UNION ALL
                        SELECT number, NULL, NULL, count(*), count(*) FILTER (WHERE won) FROM decided GROUP BY number
                        """
                                .formatted(since, until));
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<List<Ending>> endings = new ArrayList<>();
                    stretches.forEach(stretch -> endings.add(new ArrayList<>()));
                    rows.forEach(row -> endings.get(row.getLong(0).intValue() - 1)
                            .add(new Ending(row.getString(1), row.getInteger(2), row.getLong(3), row.getLong(4))));
                    return endings;
                });
    }

    /** Deals that were created in the time and have been open, the newest first. */
    public static Uni<List<Arrival>> arrivals(
            SqlConnection connection, Question question, Instant since, Instant until, int limit) {
        FigureSql sql = new FigureSql(question, Deals.SUBJECT);
        String created = DealStates.meant(
                sql,
                until,
                " AND f.status IN ('open', 'won', 'lost') AND f.created_at >= " + DealStates.instant(sql, since)
                        + " AND f.created_at < " + DealStates.instant(sql, until));
        String first = sql.text(" CROSS JOIN LATERAL (SELECT coalesce(v.stage, '') AS first_stage FROM deal_version v"
                + " WHERE v.tenant_id = :tenant AND :known(v) AND v.record_id = created.record_id AND v.status = 'open'"
                + " AND v.valid_from < " + DealStates.instant(sql, until) + " ORDER BY v.valid_from LIMIT 1) v");
        String statement = "SELECT first_stage, amount, created_at" + sql.groupNames() + sql.labelNames() + " FROM ("
                + created + ") created" + first + " ORDER BY created_at DESC, record_id LIMIT "
                + sql.parameters.bind(limit);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Arrival> arrivals = new ArrayList<>();
                    rows.forEach(row -> arrivals.add(new Arrival(
                            Columns.dealGroup(row, 3, question),
                            row.getString(0),
                            row.getBigDecimal(1),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2))))));
                    return arrivals;
                });
    }

    /** Whether it is known of any deal of the tenant that it was there just before an instant. */
    public static Uni<Boolean> isAnyKnown(SqlConnection connection, Question question, Instant at) {
        FigureSql sql = new FigureSql(question.plain(), Deals.SUBJECT);
        return connection
                .preparedQuery(sql.text(
                                "SELECT EXISTS (SELECT FROM deal_version f WHERE f.tenant_id = :tenant AND :known(f) AND f.valid_from < ")
                        + DealStates.instant(sql, at) + ")")
                .execute(sql.parameters.tuple())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
