package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.shape.StageTransitions.Move;
import dev.kennzahl.metrics.shape.StageTransitions.Place;
import dev.kennzahl.metrics.shape.StageTransitions.State;
import dev.kennzahl.metrics.shape.StageTransitions.Stock;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.Deals;

/**
 * The stage-transition matrix, from the two-time history of deals: every change of stage or status that came true in the period, as
 * it is known at the time of the answer. Filters are those of {@code open_pipeline_count} and see deals as they ended up.
 */
@Singleton
public class StageMoves {
    private static final Comparator<String> UNKNOWN_LAST = Comparator.nullsLast(Comparator.<String>naturalOrder());

    private final Looks looks;

    StageMoves(Looks looks) {
        this.looks = looks;
    }

    public Uni<StageTransitions> of(int tenantId, ShapeQuery asked) {
        KpiQuery query = asked.withoutCurrency().of("open_pipeline_count");
        return looks.at(
                tenantId, query, look -> look.question(query).flatMap(question -> moves(look, question, asked.period())
                        .flatMap(moves -> stocks(look, question, asked.period(), moves)
                                .map(stocks -> new StageTransitions(look.now(), moves, stocks)))));
    }

    /**
     * From where to where did deals move, and after how long? One row per pair of places; dated by the valid time of the change,
     * half-open; the length of a stay is taken on the tenant's clocks. Only histories with a version in the period are read.
     */
    private static Uni<List<Move>> moves(Look look, Question question, ReportingPeriod period) {
        SubjectRows sql = new SubjectRows(question, Deals.SUBJECT);
        String statement =
                """
                WITH touched AS (SELECT DISTINCT m.record_id FROM deal_version m
                                  WHERE m.tenant_id = :tenant AND :known(m) AND %1$s),
                told AS (SELECT v.record_id, v.valid_from,
                                CASE v.status WHEN 'open' THEN 'OPEN' WHEN 'won' THEN 'WON' WHEN 'lost' THEN 'LOST' ELSE 'NONE' END AS state,
                                CASE WHEN v.status = 'open' THEN v.stage END AS stage
                           FROM touched t JOIN deal_version v ON v.tenant_id = :tenant AND :known(v) AND v.record_id = t.record_id),
                beside AS (SELECT t.*, lag(t.state) OVER w AS state_before, lag(t.stage) OVER w AS stage_before
                             FROM told t WINDOW w AS (PARTITION BY t.record_id ORDER BY t.valid_from)),
                stay AS (SELECT b.record_id, b.valid_from, b.state, b.stage FROM beside b
                          WHERE b.state_before IS NULL OR (b.state, b.stage) IS DISTINCT FROM (b.state_before, b.stage_before)),
                moved AS (SELECT s.*, coalesce(lag(s.state) OVER w, 'NONE') AS from_state, lag(s.stage) OVER w AS from_stage,
                                 lag(s.valid_from) OVER w AS entered_at
                            FROM stay s WINDOW w AS (PARTITION BY s.record_id ORDER BY s.valid_from))
                SELECT m.from_state, m.from_stage, m.state, m.stage, count(*),
                       (percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN m.entered_at > '-infinity' THEN
                          extract(epoch FROM (m.valid_from AT TIME ZONE :zone) - (m.entered_at AT TIME ZONE :zone)) END))::numeric
                  FROM moved m JOIN (SELECT f.record_id %2$s) f USING (record_id)
                 WHERE %3$s AND NOT (m.from_state = 'NONE' AND m.state = 'NONE')
                 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2 NULLS LAST, 3, 4 NULLS LAST
                """;
        String records = sql.records();
        return sql.read(
                        look.connection(),
                        sql.text(statement)
                                .formatted(
                                        sql.within("m.valid_from", period),
                                        records,
                                        sql.within("m.valid_from", period)))
                .map(rows -> {
                    List<Move> moves = new ArrayList<>();
                    rows.forEach(row -> moves.add(
                            new Move(place(row, 0), place(row, 2), row.getLong(4), days(row.getBigDecimal(5)))));
                    return moves;
                });
    }

    private static Place place(Row row, int at) {
        return new Place(State.valueOf(row.getString(at)), row.getString(at + 1));
    }

    private static @Nullable BigDecimal days(@Nullable BigDecimal seconds) {
        return seconds == null ? null : seconds.divide(BigDecimal.valueOf(86_400), 6, RoundingMode.HALF_EVEN);
    }

    /** How many deals were in each stage just before the period, and just before its end? One row per stage. */
    private static Uni<List<Stock>> stocks(Look look, Question question, ReportingPeriod period, List<Move> moves) {
        SubjectRows sql = new SubjectRows(question, Deals.SUBJECT);
        String opening = standing(sql.startOf(period));
        String closing = standing(sql.endOf(period));
        String statement =
                """
                SELECT v.stage, count(*) FILTER (WHERE %1$s), count(*) FILTER (WHERE %2$s)
                  FROM (SELECT f.record_id %3$s) f
                  JOIN deal_version v ON v.tenant_id = :tenant AND :known(v) AND v.record_id = f.record_id AND v.status = 'open'
                 WHERE %1$s OR %2$s GROUP BY 1
                """;
        String records = sql.records();
        return sql.read(look.connection(), sql.text(statement).formatted(opening, closing, records))
                .map(rows -> {
                    Map<String, Row> found = new TreeMap<>(UNKNOWN_LAST);
                    rows.forEach(row -> found.put(row.getString(0), row));
                    return stocks(found, moves);
                });
    }

    private static String standing(String instant) {
        return "(v.valid_from < " + instant + " AND v.valid_to >= " + instant + ")";
    }

    private static List<Stock> stocks(Map<String, Row> standing, List<Move> moves) {
        TreeSet<String> stages = new TreeSet<>(UNKNOWN_LAST);
        stages.addAll(standing.keySet());
        for (Move move : moves) {
            for (Place place : List.of(move.from(), move.to())) {
                if (place.state() == State.OPEN) {
                    stages.add(place.stage());
                }
            }
        }
        List<Stock> stocks = new ArrayList<>();
        for (String stage : stages) {
            Row row = standing.get(stage);
            Predicate<Place> isHere = new Place(State.OPEN, stage)::equals;
            stocks.add(new Stock(
                    stage,
                    row == null ? 0 : row.getLong(1),
                    sum(moves, Move::to, isHere),
                    sum(moves, Move::from, isHere),
                    row == null ? 0 : row.getLong(2)));
        }
        return stocks;
    }

    private static long sum(List<Move> moves, Function<Move, Place> end, Predicate<Place> isHere) {
        return moves.stream()
                .filter(move -> isHere.test(end.apply(move)))
                .mapToLong(Move::deals)
                .sum();
    }
}
