package dev.kennzahl.metrics.subject;

import java.util.List;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * Customers on the last day of each bucket, or on the day of the answer where that is earlier, by the tenant's model of churn, with four signals that they may be lost. The last
 * {@code window_days} days up to that day are looked at beside as many before them:
 *
 * <ul>
 *   <li>recency: no order (a sale) and no won deal in the last window, and no contract in force on the last day;
 *   <li>frequency: that, or fewer days with an order or won deal than in the window before;
 *   <li>value: that, or net revenue of orders below {@code value_percent} per cent of that of the window before; not where an
 *       amount of either has no exchange rate;
 *   <li>satisfaction: the last answer to a survey, however old, is a poor one: 0 to 6 of an NPS question, else below the middle
 *       of its scale (1 to 5 where it names none).
 * </ul>
 */
public final class CustomersAtRisk {
    /** What a customer can be: how it buys, and whether it is dissatisfied. */
    public static final List<String> SEGMENTS = List.of(
            "steady", "declining", "overdue", "steady_dissatisfied", "declining_dissatisfied", "overdue_dissatisfied");

    /** Of a bucket that is not over the day of the answer is the last: nobody was silent on days to come. */
    private static final String BUCKETS = "(SELECT least(e.end_day, :today + 1) AS end_day, e.bucket"
            + " FROM unnest(:bucket_ends) WITH ORDINALITY e (end_day, bucket)) b";

    private static final String BOUGHT =
            """
            (SELECT b.bucket, p.customer_id,
                    count(DISTINCT p.bought_on) FILTER (WHERE p.bought_on >= b.end_day - :option(window_days)) AS lately,
                    count(DISTINCT p.bought_on) FILTER (WHERE p.bought_on < b.end_day - :option(window_days)) AS before
               FROM %s JOIN %s p ON p.bought_on < b.end_day AND p.bought_on >= b.end_day - 2 * :option(window_days)
              GROUP BY 1, 2)"""
                    .formatted(BUCKETS, CustomerRecords.ORDERS_AND_DEALS);

    private static final String BROUGHT =
            """
            (SELECT b.bucket, n.customer_id, bool_or(n.worth IS NULL) AS is_foreign,
                    coalesce(sum(n.worth) FILTER (WHERE n.day >= b.end_day - :option(window_days)), 0) AS lately,
                    coalesce(sum(n.worth) FILTER (WHERE n.day < b.end_day - :option(window_days)), 0) AS before
               FROM %s JOIN (SELECT l.customer_id, l.day,
                                    CASE WHEN l.net = 0 OR l.currency = :currency THEN l.net
                                         ELSE l.net * exchange_rate_on(:tenant, l.currency, :currency, l.day, :as_of) END AS worth
                               FROM (SELECT f.customer_id, (f.ordered_at AT TIME ZONE :zone)::date AS day, %s AS net,
                                            coalesce(f.currency, :tenant_currency) AS currency
                                       FROM order_line f WHERE f.tenant_id = :tenant AND :known(f)) l) n
                 ON n.day < b.end_day AND n.day >= b.end_day - 2 * :option(window_days)
              GROUP BY 1, 2)"""
                    .formatted(BUCKETS, OrderLines.signed("f.net_amount"));

    private static final String SAID =
            """
            (SELECT DISTINCT ON (b.bucket, r.customer_id) b.bucket, r.customer_id,
                    CASE WHEN r.kind = 'nps' THEN r.score <= 6
                         ELSE 2 * r.score < coalesce(r.scale_min, 1) + coalesce(r.scale_max, 5) END AS is_poor
               FROM %s JOIN survey_response r ON (r.answered_at AT TIME ZONE :zone)::date < b.end_day
              WHERE r.tenant_id = :tenant AND :known(r) AND r.customer_id IS NOT NULL
              ORDER BY b.bucket, r.customer_id, r.answered_at DESC, r.external_id DESC, r.fact_id)"""
                    .formatted(BUCKETS);

    private static final String UNDER_CONTRACT =
            "EXISTS (SELECT FROM %s k WHERE k.customer_id = s.customer_id AND k.start_on < b.end_day AND k.until >= b.end_day)"
                    .formatted(CustomerRecords.CONTRACTS);

    private static final String LOOKED_AT =
            """
            (SELECT b.bucket, b.end_day - 1 AS last_day, s.customer_id, s.since,
                    coalesce(t.lately, 0) = 0 AND NOT %s AS overdue,
                    coalesce(t.lately, 0) < coalesce(t.before, 0) AS rarer,
                    coalesce(NOT m.is_foreign AND m.lately * 100 < m.before * :option(value_percent), false) AS smaller,
                    coalesce(a.is_poor, false) AS dissatisfied
               FROM %s JOIN %s s ON s.since < b.end_day AND s.until >= b.end_day
               LEFT JOIN %s t ON t.bucket = b.bucket AND t.customer_id = s.customer_id
               LEFT JOIN %s m ON m.bucket = b.bucket AND m.customer_id = s.customer_id
               LEFT JOIN %s a ON a.bucket = b.bucket AND a.customer_id = s.customer_id)"""
                    .formatted(UNDER_CONTRACT, BUCKETS, CustomerLives.LIVES, BOUGHT, BROUGHT, SAID);

    private static final String SEGMENTED =
            """
            (SELECT r.bucket, r.last_day, r.customer_id, r.since, r.overdue AS recency, r.overdue OR r.rarer AS frequency,
                    r.overdue OR r.smaller AS value, r.dissatisfied AS satisfaction,
                    r.overdue::integer + (r.overdue OR r.rarer)::integer + (r.overdue OR r.smaller)::integer
                      + r.dissatisfied::integer AS signals,
                    CASE WHEN r.overdue THEN 'overdue' WHEN r.rarer OR r.smaller THEN 'declining' ELSE 'steady' END
                      || CASE WHEN r.dissatisfied THEN '_dissatisfied' ELSE '' END AS risk_segment
               FROM %s r)"""
                    .formatted(LOOKED_AT);

    public static final Subject SUBJECT = CustomerRecords.described(
                    Subject.of("customer", "customers", CustomerRecords.withRecord(SEGMENTED), Subject.History.DERIVED)
                            .madeOf("orders", "contracts", "deals", "surveys"))
            .has(Dimension.RISK_SEGMENT, "risk_segment")
            .shows(Column.ID, "f.record_id")
            .shows(Column.STATUS, "f.risk_segment")
            .shows(Column.CREATED_AT, "(nullif(f.since, '-infinity')::timestamp AT TIME ZONE :zone)")
            .build();

    /** Customers on the bucket's last day, or on that of the answer. */
    public static final Moment ON_LAST_DAY = SUBJECT.perBucket("f.last_day");

    /** Those with at least as many signals as the option {@code signals} says. */
    public static final Condition AT_RISK = new Condition("f.signals >= :option(signals)");

    private CustomersAtRisk() {}
}
