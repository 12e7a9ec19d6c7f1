package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * Everybody who ever bought, once, by the day of the first purchase, with the months in which they bought: by an order (a sale), a
 * won deal, or a contract in force on any day of the month, as far as the day the answer is as of. Months are those of the
 * calendar, in the tenant's zone, numbered through.
 */
public final class Cohorts {
    private static final String MONTHS =
            """
            (SELECT b.customer_id, b.bought_on, %1$s AS month FROM %2$s b
             UNION ALL
             SELECT k.customer_id, s::date, %3$s FROM %4$s k,
                    generate_series(date_trunc('month', k.start_on::timestamp) + interval '1 month',
                                    least(k.until - 1, :today)::timestamp, interval '1 month') s)"""
                    .formatted(
                            number("b.bought_on"), CustomerRecords.PURCHASES, number("s"), CustomerRecords.CONTRACTS);

    private static final String BUYERS =
            """
            (SELECT customer_id, min(bought_on) AS first_on, min(month) AS first_month, array_agg(month) AS months
               FROM (SELECT m.customer_id, m.month, min(m.bought_on) AS bought_on FROM %s m GROUP BY 1, 2) monthly
              GROUP BY customer_id)"""
                    .formatted(MONTHS);

    public static final Subject SUBJECT = CustomerRecords.described(
                    Subject.of("customer", "customers", CustomerRecords.withRecord(BUYERS), Subject.History.DERIVED)
                            .madeOf("orders", "contracts", "deals"))
            .shows(Column.ID, "f.record_id")
            .shows(Column.CREATED_AT, "(f.first_on::timestamp AT TIME ZONE :zone)")
            .build();

    /** The day of the first purchase. */
    public static final Moment FIRST_BOUGHT = SUBJECT.on("f.first_on");

    /** Those whose month so many months after that of the first purchase is over; 0 is that month itself. */
    public static final Condition MONTH_OVER = new Condition(
            "date_trunc('month', f.first_on::timestamp) + (:option(months_since) + 1) * interval '1 month' <= :today::timestamp");

    /** Of these, those who bought in it. */
    public static final Condition STILL_BUYING =
            MONTH_OVER.and(new Condition("f.first_month + :option(months_since) = ANY (f.months)"));

    private Cohorts() {}

    private static String number(String date) {
        return "(extract(year FROM " + date + ") * 12 + extract(month FROM " + date + "))::integer";
    }
}
