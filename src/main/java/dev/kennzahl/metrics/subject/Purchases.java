package dev.kennzahl.metrics.subject;

/**
 * Lines of orders, each with all instants at which its customer ever bought something: what tells buyers who come back from new
 * ones. The instants are collected once for all lines, and looked up in by halving.
 */
public final class Purchases {
    private static final String LINES =
            """
            (SELECT l.*, h.bought_at FROM order_line l
              LEFT JOIN (SELECT b.customer_id, array_agg(DISTINCT b.ordered_at ORDER BY b.ordered_at) AS bought_at
                           FROM order_line b WHERE b.tenant_id = :tenant AND :known(b) AND b.kind = 'sale'
                          GROUP BY b.customer_id) h ON h.customer_id = l.customer_id
              WHERE l.tenant_id = :tenant AND :known(l))""";

    public static final Subject SUBJECT = OrderLines.described(
                    Subject.of("order", "orders", LINES, Subject.History.DERIVED))
            .build();

    public static final Moment ORDERED = SUBJECT.at("f.ordered_at");

    /** The last purchase before the bucket began; null if there is none. */
    private static final String LAST_BEFORE =
            "f.bought_at[width_bucket(:bucket_start - interval '1 microsecond', f.bought_at)]";

    private static final String OF_REPEAT_CUSTOMER =
            """
            coalesce(%s >= CASE WHEN :option(lookback_days) = 0 THEN '-infinity'::timestamptz ELSE
              ((:bucket_start AT TIME ZONE :zone) - :option(lookback_days) * interval '1 day') AT TIME ZONE :zone END, false)
            """
                    .formatted(LAST_BEFORE);

    /** Lines of customers who bought before the bucket, no longer ago than the option {@code lookback_days} says if it is not 0. */
    public static final Condition REPEAT = new Condition(OF_REPEAT_CUSTOMER);

    /** Whose it is, unless the customer bought before the bucket; to be told apart. */
    public static final Contribution NEW_CUSTOMER =
            Contribution.number("CASE WHEN NOT " + OF_REPEAT_CUSTOMER + " THEN f.customer_id END");

    /** The net amount as in {@link OrderLines#NET_AMOUNT}, nothing for who bought before the bucket. */
    public static final Contribution NEW_AMOUNT = Contribution.money(
            "CASE WHEN NOT " + OF_REPEAT_CUSTOMER + " THEN " + OrderLines.signed("f.net_amount") + " ELSE 0 END",
            "f.currency",
            "(f.ordered_at AT TIME ZONE :zone)::date");

    private Purchases() {}
}
