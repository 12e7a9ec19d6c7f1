package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/** Lines of orders by their customer's background: region, country and owner are the customer's, and not the line's own. */
public final class CustomerOrders {
    private static final String LINES =
            """
            (SELECT l.customer_id, l.fact_id, l.external_id, l.ordered_at, l.net_amount, l.variable_cost, l.currency, l.kind,
                    l.product_id
               FROM order_line l WHERE l.tenant_id = :tenant AND :known(l))""";

    /** Those of whoever has become a customer, each from when it was ordered and they were one. */
    private static final String LINES_OF_CUSTOMERS =
            """
            (SELECT l.*, greatest(l.ordered_at, b.since::timestamp AT TIME ZONE :zone) AS counts_from
               FROM %s l JOIN %s b ON b.customer_id = l.customer_id)"""
                    .formatted(LINES, CustomerRecords.BECOME_OR_LISTED);

    public static final Subject SUBJECT = subject(LINES).madeOf("customers").build();

    public static final Moment ORDERED = SUBJECT.at("f.ordered_at");

    /** All that those of {@link Customers#TO_DATE} had ordered by the bucket's end. */
    public static final Moment TO_DATE = subject(LINES_OF_CUSTOMERS)
            .madeOf("customers", "contracts", "deals")
            .build()
            .since("f.counts_from");

    private CustomerOrders() {}

    private static Subject.Builder subject(String relation) {
        return CustomerRecords.described(
                        Subject.of("order", "orders", CustomerRecords.withRecord(relation), Subject.History.DERIVED))
                .shows(Column.ID, "f.fact_id")
                .shows(Column.EXTERNAL_ID, "f.external_id")
                .shows(Column.STATUS, "f.kind")
                .shows(Column.AMOUNT, "f.net_amount")
                .shows(Column.CURRENCY, "f.currency")
                .shows(Column.PRODUCT_ID, "f.product_id");
    }
}
