package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * The stretches of days for which somebody was a customer, by the tenant's model of churn: while a contract was in force; for so
 * many days from a purchase; or from the day they became one to the day before they were lost, as somebody says, who has customers
 * and nobody else on the list: one without any date has been a customer since the records begin. Stretches that overlap or follow each other are one. Whoever comes back has another: they are gained again, and not new. What lies ahead
 * of the day the answer is as of has not happened, neither a gain nor a loss: what is agreed may be called off, the contract may be
 * renewed, the customer may buy. So buckets to come have the customers of that day.
 */
public final class CustomerLives {
    private static final String STRETCHES =
            """
            (SELECT k.customer_id, k.start_on AS begins, k.until AS ends FROM %s k WHERE :churn_model = 'contract'
             UNION
             SELECT b.customer_id, b.bought_on, b.bought_on + :purchase_window_days FROM %s b
              WHERE :churn_model = 'purchase_window'
             UNION
             SELECT e.customer_id, coalesce(e.since, '-infinity'::date), coalesce(e.churned_on, 'infinity'::date)
               FROM %s e WHERE :churn_model = 'explicit')"""
                    .formatted(CustomerRecords.CONTRACTS, CustomerRecords.PURCHASES, CustomerRecords.EVERYBODY);

    /** One after the other; a stretch begins another life where no earlier one reaches to it. */
    static final String LIVES =
            """
            (SELECT customer_id, min(begins) AS since, max(ends) AS until
               FROM (SELECT customer_id, begins, ends,
                            count(*) FILTER (WHERE reached IS NULL OR reached < begins)
                              OVER (PARTITION BY customer_id ORDER BY begins, ends ROWS UNBOUNDED PRECEDING) AS life
                       FROM (SELECT customer_id, begins, ends,
                                    max(ends) OVER (PARTITION BY customer_id ORDER BY begins, ends
                                                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
                               FROM (SELECT customer_id, begins,
                                            CASE WHEN ends > :today THEN 'infinity'::date ELSE ends END AS ends
                                       FROM %s s WHERE begins < ends AND begins <= :today) past) chained) numbered
              GROUP BY customer_id, life)"""
                    .formatted(STRETCHES);

    public static final Subject SUBJECT = CustomerRecords.described(
                    Subject.of("customer", "customers", CustomerRecords.withRecord(LIVES), Subject.History.DERIVED)
                            .madeOf("orders", "contracts", "deals"))
            .shows(Column.ID, "f.record_id")
            .shows(Column.CREATED_AT, "(nullif(f.since, '-infinity')::timestamp AT TIME ZONE :zone)")
            .shows(Column.CLOSED_AT, "(nullif(f.until, 'infinity')::timestamp AT TIME ZONE :zone)")
            .build();

    private static final Moment LIFE = SUBJECT.during("f.since", "f.until");

    /** The first day as a customer, also of somebody who had been one before. */
    public static final Moment GAINED = SUBJECT.on("f.since");

    /** The first day as none. */
    public static final Moment LOST = SUBJECT.on("f.until");

    /** Customers when the bucket begins: whoever was one the day before. */
    public static final Moment AT_START = LIFE.atStart();

    /** Customers on the bucket's last day. */
    public static final Moment AT_END = LIFE.atEnd();

    /** Customers on the average day of the bucket, of those that have come. */
    public static final Moment ON_AVERAGE = LIFE.soFar();

    private CustomerLives() {}
}
