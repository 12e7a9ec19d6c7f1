package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.shape.RfmSegments.Name;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.CustomerOrders;
import dev.kennzahl.metrics.subject.OrderLines;

/**
 * Recency, frequency, monetary value: of the customers who ordered in the period (by lines of kind sale) the days since the last
 * order, the number of orders, and the net revenue. Each is scored 1 to 5 by fifths of these customers, 5 the best; who are equal
 * share the lowest score of theirs, so that a score does not depend on the order of equals. The fifths are those of Hughes,
 * Strategic Database Marketing (1994); what recency and frequency tell of value yet to come: Fader, Hardie and Lee, RFM and CLV,
 * Journal of Marketing Research 42 (2005). The names of the segments are ours, and said in {@link Name}.
 */
@Singleton
public class RfmAnalysis {
    /** Has the background of customers for filters, and money. */
    private static final String KPI = "customer_lifetime_value";

    private final Looks looks;

    RfmAnalysis(Looks looks) {
        this.looks = looks;
    }

    /** The segments, all of them, also those nobody is in. */
    public Uni<RfmSegments> segments(int tenantId, ShapeQuery asked) {
        KpiQuery query = asked.of(KPI);
        return looks.at(
                tenantId, query, look -> look.question(query).flatMap(question -> segments(look, question, asked)));
    }

    /**
     * The customers, by key.
     *
     * @param segment only those of it; null for all
     * @param after the key of the last customer of the page before
     */
    public Uni<List<RfmSegments.Customer>> customers(
            int tenantId, ShapeQuery asked, @Nullable Name segment, @Nullable String after, int limit) {
        KpiQuery query = asked.of(KPI);
        return looks.at(tenantId, query, look -> look.question(query)
                .flatMap(question -> customers(look, question, asked, segment, after, limit)));
    }

    /** Every customer with measures, scores and segment; of orders in {@code [from, to)}. */
    private static String segmented(SubjectRows sql, ShapeQuery asked) {
        String lines = "SELECT f.customer_id, f.name, f.external_id, f.kind, (f.ordered_at AT TIME ZONE "
                + sql.text(":zone") + ")::date AS day, " + sql.amount(OrderLines.NET_AMOUNT) + " AS part, "
                + sql.isForeign(OrderLines.NET_AMOUNT) + " AS is_foreign" + sql.records() + " AND "
                + sql.within("f.ordered_at", asked.period());
        return """
                WITH line AS (%s),
                customer AS (SELECT customer_id AS id, max(name) AS name, %s::date - max(day) FILTER (WHERE kind = 'sale') AS days,
                                    count(DISTINCT external_id) FILTER (WHERE kind = 'sale') AS orders,
                                    coalesce(sum(part), 0) AS revenue
                               FROM line GROUP BY customer_id HAVING bool_or(kind = 'sale')),
                scored AS (SELECT *, (1 + 5 * (rank() OVER (ORDER BY days DESC) - 1) / count(*) OVER ())::integer AS r,
                                  (1 + 5 * (rank() OVER (ORDER BY orders) - 1) / count(*) OVER ())::integer AS f,
                                  (1 + 5 * (rank() OVER (ORDER BY revenue) - 1) / count(*) OVER ())::integer AS m
                             FROM customer WHERE NOT EXISTS (SELECT FROM line WHERE is_foreign)),
                segmented AS (SELECT *, CASE WHEN r >= 4 AND f + m >= 8 THEN 'CHAMPIONS' WHEN r >= 3 AND f + m >= 6 THEN 'LOYAL'
                                             WHEN r >= 4 THEN 'PROMISING' WHEN r = 3 THEN 'NEEDS_ATTENTION'
                                             WHEN f + m >= 6 THEN 'AT_RISK' ELSE 'HIBERNATING' END AS segment
                                FROM scored)
                """
                .formatted(lines, sql.bind(asked.to()));
    }

    /** How many customers are in each segment, and what do they bring? One row per segment that anybody is in. */
    private static Uni<RfmSegments> segments(Look look, Question question, ShapeQuery asked) {
        SubjectRows sql = new SubjectRows(question, CustomerOrders.SUBJECT);
        String statement = segmented(sql, asked)
                + """
                SELECT u.foreign_lines, s.* FROM (SELECT count(*) FILTER (WHERE is_foreign) AS foreign_lines FROM line) u
                  LEFT JOIN (SELECT segment, count(*) AS n, sum(revenue) AS revenue, avg(days) AS days, avg(orders) AS orders
                               FROM segmented GROUP BY segment) s ON true
                """;
        return sql.read(look.connection(), statement).map(rows -> {
            long foreign = 0;
            Map<Name, Row> found = new EnumMap<>(Name.class);
            for (Row row : rows) {
                foreign = row.getLong(0);
                if (row.getString(1) != null) {
                    found.put(Name.valueOf(row.getString(1)), row);
                }
            }
            long all = found.values().stream().mapToLong(row -> row.getLong(2)).sum();
            BigDecimal revenue =
                    found.values().stream().map(row -> row.getBigDecimal(3)).reduce(BigDecimal.ZERO, BigDecimal::add);
            List<RfmSegments.Segment> segments = new ArrayList<>();
            if (foreign == 0) {
                for (Name name : Name.values()) {
                    segments.add(segment(name, found.get(name), all, revenue));
                }
            }
            return new RfmSegments(look.now(), question.currency(), all, foreign, segments);
        });
    }

    private static RfmSegments.Segment segment(Name name, @Nullable Row row, long all, BigDecimal revenue) {
        if (row == null) {
            return new RfmSegments.Segment(
                    name, 0, Shares.of(0, all), BigDecimal.ZERO, Shares.of(BigDecimal.ZERO, revenue), null, null);
        }
        return new RfmSegments.Segment(
                name,
                row.getLong(2),
                Shares.of(row.getLong(2), all),
                Shares.plain(row.getBigDecimal(3)),
                Shares.of(row.getBigDecimal(3), revenue),
                row.getBigDecimal(4).setScale(2, RoundingMode.HALF_EVEN),
                row.getBigDecimal(5).setScale(2, RoundingMode.HALF_EVEN));
    }

    /** Who is in a segment? One row per customer, by key. */
    private static Uni<List<RfmSegments.Customer>> customers(
            Look look, Question question, ShapeQuery asked, @Nullable Name segment, @Nullable String after, int limit) {
        SubjectRows sql = new SubjectRows(question, CustomerOrders.SUBJECT);
        String statement = segmented(sql, asked)
                + "SELECT id, name, segment, r, f, m, days, orders, revenue FROM segmented WHERE true"
                + (segment == null ? "" : " AND segment = " + sql.bind(segment.name()))
                + (after == null ? "" : " AND id > " + sql.bind(after))
                + " ORDER BY id LIMIT " + sql.bind(limit);
        return sql.read(look.connection(), statement).map(rows -> {
            List<RfmSegments.Customer> customers = new ArrayList<>();
            rows.forEach(row -> customers.add(new RfmSegments.Customer(
                    row.getString(0),
                    row.getString(1),
                    Name.valueOf(row.getString(2)),
                    row.getInteger(3),
                    row.getInteger(4),
                    row.getInteger(5),
                    row.getInteger(6),
                    row.getLong(7),
                    Shares.plain(row.getBigDecimal(8)))));
            return customers;
        });
    }
}
