package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.MasterData;
import dev.kennzahl.metrics.subject.OrderLines;

/** The Pareto curve of a period's customers, and the customers on it; in the terms of the KPI {@code top_customer_revenue_share}. */
@Singleton
public class ParetoCurves {
    private static final String KPI = "top_customer_revenue_share";

    private final Looks looks;

    ParetoCurves(Looks looks) {
        this.looks = looks;
    }

    /** @param share how many of a hundred customers are the top; null for the KPI's default */
    public Uni<Pareto> curve(int tenantId, ShapeQuery asked, @Nullable Integer share) {
        KpiQuery query = query(asked, share);
        return looks.at(tenantId, query, look -> look.question(query, asked.currency())
                .flatMap(question -> curve(look, question, asked)));
    }

    /**
     * The customers, the largest first; those with net revenue above zero.
     *
     * @param after where the page before ended; null for the first page
     */
    public Uni<List<Pareto.Customer>> customers(
            int tenantId, ShapeQuery asked, @Nullable Integer share, Pareto.@Nullable Position after, int limit) {
        KpiQuery query = query(asked, share);
        return looks.at(tenantId, query, look -> look.question(query, asked.currency())
                .flatMap(question -> customers(look, question, asked, after, limit)));
    }

    private static KpiQuery query(ShapeQuery asked, @Nullable Integer share) {
        // The KPI is a share and takes no currency; the curve tells of what, and does.
        return asked.withoutCurrency().of(KPI, null, List.of(), share == null ? Map.of() : Map.of("share", share));
    }

    /** The customers in order, with what they and all before them brought. */
    private static String ranked(SubjectRows sql, ShapeQuery asked) {
        String columns = "SELECT f.customer_id AS id, c.name, " + sql.amount(OrderLines.NET_AMOUNT) + " AS part, "
                + sql.isForeign(OrderLines.NET_AMOUNT) + " AS is_foreign";
        return """
                WITH line AS (%s %s AND %s),
                customer AS (SELECT id, max(name) AS name, sum(part) AS revenue FROM line GROUP BY id HAVING sum(part) > 0),
                ranked AS (SELECT id, name, revenue, row_number() OVER (ORDER BY revenue DESC, id) AS place,
                                  sum(revenue) OVER (ORDER BY revenue DESC, id ROWS UNBOUNDED PRECEDING) AS running,
                                  sum(revenue) OVER () AS total, count(*) OVER () AS n
                             FROM customer)
                """
                .formatted(columns, sql.records(), sql.within("f.ordered_at", asked.period()));
    }

    /**
     * What do the largest customers bring, per cent by per cent? One row per whole per cent of customers, rounded up, of net revenue
     * in {@code [from, to)}; one row with nulls where there is no customer.
     */
    private static Uni<Pareto> curve(Look look, Question question, ShapeQuery asked) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT).with(MasterData.CUSTOMER);
        String statement = ranked(sql, asked)
                + """
                SELECT u.foreign_lines, p.percent, r.place, r.running, r.total, r.n
                  FROM (SELECT count(*) FILTER (WHERE is_foreign) AS foreign_lines FROM line) u
                  LEFT JOIN (generate_series(1, 100) p (percent) JOIN ranked r ON r.place = ceil(r.n * p.percent / 100.0)) ON true
                 ORDER BY p.percent
                """;
        return sql.read(look.connection(), statement).map(rows -> {
            List<Row> points = new ArrayList<>();
            rows.forEach(points::add);
            return pareto(look, question, points);
        });
    }

    private static Pareto pareto(Look look, Question question, List<Row> rows) {
        int share = Objects.requireNonNull(question.options().get("share"));
        long foreign = rows.get(0).getLong(0);
        List<Pareto.Point> curve = new ArrayList<>();
        if (foreign == 0 && rows.get(0).getInteger(1) != null) {
            rows.forEach(row -> curve.add(new Pareto.Point(
                    row.getInteger(1),
                    row.getLong(2),
                    Shares.plain(row.getBigDecimal(3)),
                    Objects.requireNonNull(Shares.of(row.getBigDecimal(3), row.getBigDecimal(4))))));
        }
        if (curve.isEmpty()) {
            return new Pareto(
                    look.now(),
                    question.currency(),
                    0,
                    foreign > 0 ? null : BigDecimal.ZERO,
                    share,
                    0,
                    foreign > 0 ? null : BigDecimal.ZERO,
                    null,
                    foreign,
                    curve);
        }
        Pareto.Point top = curve.get(share - 1);
        Pareto.Point all = curve.get(99);
        return new Pareto(
                look.now(),
                question.currency(),
                all.customers(),
                all.revenue(),
                share,
                top.customers(),
                top.revenue(),
                top.cumulativeShare(),
                foreign,
                curve);
    }

    /** Who are the largest customers? One row per customer with net revenue above zero in {@code [from, to)}, from the top. */
    private static Uni<List<Pareto.Customer>> customers(
            Look look, Question question, ShapeQuery asked, Pareto.@Nullable Position after, int limit) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT).with(MasterData.CUSTOMER);
        String ranked = ranked(sql, asked);
        String following = "";
        if (after != null) {
            String revenue = sql.bind(after.revenue()) + "::numeric";
            following = " AND (revenue < " + revenue + " OR revenue = " + revenue + " AND id > " + sql.bind(after.id())
                    + ")";
        }
        String statement = ranked + "SELECT id, name, place, revenue, running, total, place <= ceil(n * "
                + sql.text(":option(share)")
                + " / 100.0) FROM ranked WHERE NOT EXISTS (SELECT FROM line WHERE is_foreign)"
                + following + " ORDER BY revenue DESC, id LIMIT " + sql.bind(limit);
        return sql.read(look.connection(), statement).map(rows -> {
            List<Pareto.Customer> customers = new ArrayList<>();
            rows.forEach(row -> customers.add(new Pareto.Customer(
                    row.getString(0),
                    row.getString(1),
                    row.getLong(2),
                    Shares.plain(row.getBigDecimal(3)),
                    Objects.requireNonNull(Shares.of(row.getBigDecimal(3), row.getBigDecimal(5))),
                    Objects.requireNonNull(Shares.of(row.getBigDecimal(4), row.getBigDecimal(5))),
                    row.getBoolean(6))));
            return customers;
        });
    }
}
