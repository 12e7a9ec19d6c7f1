package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.Contracts;
import dev.kennzahl.metrics.subject.Deals;
import dev.kennzahl.metrics.subject.OrderLines;

/** The sections of a customer's page that are about the business with it; each is one statement. */
final class CustomerSections {
    /** How many deals and contracts a page lists; more is what the lists of records are for. */
    private static final int LISTED = 50;

    private CustomerSections() {}

    /**
     * A customer that has a record of its own.
     *
     * @param merged whether what was asked for was merged into it
     */
    record Known(String key, boolean merged, CustomerPage.Background background) {}

    /** Who is it? One row, or none: by id, else by business key, of two senders' records the first; else the one it was merged into. */
    static Uni<@Nullable Known> background(Look look, Question question, PageKey key) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT);
        String statement = sql.text(
                        """
                        SELECT v.external_id, v.record_id, v.name, v.region, v.country, v.industry, v.segment, v.company_size, v.needs,
                               v.owner_id, (SELECT o.name FROM employee_version o
                                             WHERE o.tenant_id = :tenant AND :known(o) AND o.valid_to = 'infinity' AND o.status = 'active'
                                               AND o.external_id = v.owner_id ORDER BY o.record_id LIMIT 1),
                               v.became_customer_on, v.churned_on
                          FROM customer_version v
                         WHERE v.tenant_id = :tenant AND :known(v) AND v.valid_to = 'infinity' AND v.status = 'active'
                        """)
                + key.chosenOrSurvivor(sql);
        return sql.read(look.connection(), statement).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            return found.hasNext() ? known(found.next(), key) : null;
        });
    }

    private static Known known(Row row, PageKey asked) {
        return new Known(
                row.getString(0),
                !asked.names(row.getString(0), row.getUUID(1)),
                new CustomerPage.Background(
                        row.getUUID(1).toString(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getLocalDate(11),
                        row.getLocalDate(12)));
    }

    /** What did it buy, in {@code [from, to)} and by its end? One row, of order lines by the instant of the order. */
    static Uni<CustomerPage.Purchases> purchases(Look look, Question question, String key, ReportingPeriod period) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT);
        String lines = "SELECT f.external_id, f.kind = 'sale' AS sold, (f.ordered_at AT TIME ZONE " + sql.text(":zone")
                + ")::date AS day, f.ordered_at >= " + sql.startOf(period) + " AS recent, "
                + sql.amount(OrderLines.NET_AMOUNT) + " AS revenue, " + sql.amount(OrderLines.MARGIN) + " AS margin, "
                + sql.isForeign(OrderLines.NET_AMOUNT) + " OR " + sql.isForeign(OrderLines.MARGIN) + " AS is_foreign"
                + sql.records() + " AND f.customer_id = " + sql.bind(key) + " AND f.ordered_at < " + sql.endOf(period);
        String statement =
                """
                SELECT count(DISTINCT external_id) FILTER (WHERE sold AND recent), coalesce(sum(revenue) FILTER (WHERE recent), 0),
                       coalesce(sum(margin) FILTER (WHERE recent), 0), coalesce(bool_or(is_foreign AND recent), false),
                       count(DISTINCT external_id) FILTER (WHERE sold), coalesce(sum(revenue), 0), coalesce(sum(margin), 0),
                       coalesce(bool_or(is_foreign), false), min(day) FILTER (WHERE sold), max(day) FILTER (WHERE sold)
                  FROM (%s) line
                """
                        .formatted(lines);
        return sql.read(look.connection(), statement).map(rows -> {
            Row row = rows.iterator().next();
            boolean foreign = row.getBoolean(3);
            boolean foreignToDate = row.getBoolean(7);
            return new CustomerPage.Purchases(
                    row.getLong(0),
                    amount(row.getBigDecimal(1), foreign),
                    amount(row.getBigDecimal(2), foreign),
                    row.getLong(4),
                    amount(row.getBigDecimal(5), foreignToDate),
                    amount(row.getBigDecimal(6), foreignToDate),
                    row.getLocalDate(8),
                    row.getLocalDate(9));
        });
    }

    private static @Nullable BigDecimal amount(BigDecimal sum, boolean foreign) {
        return foreign ? null : Shares.plain(sum);
    }

    /** What is open with it? One row per open deal, those expected first, each with the sums over all of them. */
    static Uni<CustomerPage.OpenDeals> openDeals(Look look, Question question, String key) {
        SubjectRows sql = new SubjectRows(question, Deals.SUBJECT);
        String deals = "SELECT f.*, " + sql.amount(Deals.OPEN_AMOUNT) + " AS worth, " + sql.isForeign(Deals.OPEN_AMOUNT)
                + " AS is_foreign" + sql.records(Deals.OPEN) + " AND f.customer_id = " + sql.bind(key);
        String statement =
                """
                SELECT d.record_id, d.external_id, d.name, d.stage, d.amount, d.currency, d.probability, d.expected_close_on, d.owner_id,
                       count(*) OVER (), coalesce(sum(d.worth) OVER (), 0), coalesce(sum(d.worth * d.probability) OVER (), 0),
                       bool_or(d.is_foreign) OVER ()
                  FROM (%s) d ORDER BY d.expected_close_on NULLS LAST, d.external_id, d.record_id LIMIT %d
                """
                        .formatted(deals, LISTED);
        return sql.read(look.connection(), statement).map(rows -> {
            CustomerPage.OpenDeals open = new CustomerPage.OpenDeals(0, BigDecimal.ZERO, BigDecimal.ZERO, List.of());
            List<CustomerPage.OpenDeal> listed = new ArrayList<>();
            for (Row row : rows) {
                listed.add(openDeal(row));
                boolean foreign = row.getBoolean(12);
                open = new CustomerPage.OpenDeals(
                        row.getLong(9),
                        amount(row.getBigDecimal(10), foreign),
                        amount(row.getBigDecimal(11), foreign),
                        listed);
            }
            return open;
        });
    }

    private static CustomerPage.OpenDeal openDeal(Row row) {
        return new CustomerPage.OpenDeal(
                row.getUUID(0).toString(),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBigDecimal(4),
                row.getString(5),
                row.getBigDecimal(6),
                row.getLocalDate(7),
                row.getString(8));
    }

    /** What is agreed with it? One row per contract in force on the day of the answer, each with the sums over all of them. */
    static Uni<CustomerPage.Agreements> contracts(Look look, Question question, String key) {
        SubjectRows sql = new SubjectRows(question, Contracts.SUBJECT);
        String contracts = "SELECT f.*, " + sql.amount(Contracts.ANNUAL_VALUE) + " AS worth, "
                + sql.isForeign(Contracts.ANNUAL_VALUE) + " AS is_foreign" + sql.records() + " AND f.customer_id = "
                + sql.bind(key)
                + sql.text(" AND f.start_on <= :today AND " + Contracts.IN_FORCE.to() + " > :today");
        String statement =
                """
                SELECT k.external_id, k.product_id, k.start_on, k.end_on, k.cancelled_on, k.annual_value, k.currency,
                       count(*) OVER (), coalesce(sum(k.worth) OVER (), 0), bool_or(k.is_foreign) OVER ()
                  FROM (%s) k ORDER BY k.start_on DESC, k.external_id LIMIT %d
                """
                        .formatted(contracts, LISTED);
        return sql.read(look.connection(), statement).map(rows -> {
            CustomerPage.Agreements agreed = new CustomerPage.Agreements(0, BigDecimal.ZERO, List.of());
            List<CustomerPage.Agreement> listed = new ArrayList<>();
            for (Row row : rows) {
                listed.add(new CustomerPage.Agreement(
                        row.getString(0),
                        row.getString(1),
                        row.getLocalDate(2),
                        row.getLocalDate(3),
                        row.getLocalDate(4),
                        row.getBigDecimal(5),
                        row.getString(6)));
                agreed = new CustomerPage.Agreements(
                        row.getLong(7), amount(row.getBigDecimal(8), row.getBoolean(9)), listed);
            }
            return agreed;
        });
    }
}
