package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * Everybody who bought anything by a bucket's end, with how often, how long and how much: a row for each bucket and customer. A purchase is
 * all sales of a day; returns and cancellations are none, and take nothing away.
 * A bucket that is not over ends with the day of the answer: nobody stayed away on days to come.
 */
public final class CustomerPurchases {
    private static final String DAY = "(l.ordered_at AT TIME ZONE :zone)::date";
    private static final String MARGIN = "(l.net_amount - coalesce(l.variable_cost, 0))";
    private static final String CURRENCY = "coalesce(l.currency, :tenant_currency)";
    private static final String RATE = "exchange_rate_on(:tenant, " + CURRENCY + ", :currency, " + DAY + ", :as_of)";

    /** The days that each customer bought on, with their margins. */
    private static final String DAYS =
            """
            (SELECT d.bucket, d.end_day, l.customer_id, %1$s AS day,
                    sum(CASE WHEN %2$s = :currency OR %3$s = 0 THEN %3$s ELSE %3$s * %4$s END) AS margin,
                    coalesce(bool_or(%2$s <> :currency AND %3$s <> 0 AND %4$s IS NULL), false) AS stranger
               FROM (SELECT first_day, least(end_day, :today + 1) AS end_day, bucket
                       FROM unnest(:bucket_starts, :bucket_ends) WITH ORDINALITY e (first_day, end_day, bucket)) d
               JOIN order_line l ON l.tenant_id = :tenant AND :known(l) AND l.kind = 'sale'
                AND l.ordered_at < (d.end_day::timestamp AT TIME ZONE :zone)%5$s
              GROUP BY d.bucket, d.end_day, l.customer_id, %1$s)""";

    private static final String SUMMARIES =
            """
            (SELECT p.bucket, p.customer_id, p.since, (count(*) - 1)::integer AS frequency, max(p.day) - p.since AS recency,
                    p.end_day - 1 - p.since AS age, avg(p.margin) FILTER (WHERE p.day > p.since) AS value,
                    bool_or(p.stranger) AS stranger
               FROM (SELECT b.*, min(b.day) OVER (PARTITION BY b.bucket, b.customer_id) AS since FROM %s b) p
              GROUP BY p.bucket, p.end_day, p.customer_id, p.since)""";

    private static final String NO_EARLIER = " AND l.ordered_at >= (d.first_day::timestamp AT TIME ZONE :zone)";

    /** All purchases by a bucket's end. */
    public static final Moment TO_DATE = moment("");

    /** The purchases of a bucket: whoever bought before counts from the first one in it. */
    public static final Moment WITHIN = moment(NO_EARLIER);

    /** On how many days after the first one the customer bought. */
    public static final Contribution FREQUENCY =
            Contribution.number("f.frequency").foreignIf("f.stranger");

    private CustomerPurchases() {}

    private static Moment moment(String restriction) {
        String relation = SUMMARIES.formatted(DAYS.formatted(DAY, CURRENCY, MARGIN, RATE, restriction));
        return CustomerRecords.described(
                        Subject.of("customer", "orders", CustomerRecords.withRecord(relation), Subject.History.DERIVED)
                                .madeOf("customers"))
                .shows(Column.ID, "f.record_id")
                .shows(Column.CREATED_AT, "(f.since::timestamp AT TIME ZONE :zone)")
                .build()
                .perBucket("f.since");
    }
}
