package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/** Lines of orders by their customer's background: region, country and owner are the customer's, and not the line's own. */
public final class CustomerOrders {
    private static final String LINES =
            """
            (SELECT l.customer_id, l.fact_id, l.external_id, l.ordered_at, l.net_amount, l.variable_cost, l.currency, l.kind,
                    l.product_id
               FROM order_line l WHERE l.tenant_id = :tenant AND :known(l))""";

    public static final Subject SUBJECT = CustomerRecords.described(
                    Subject.of("order", "orders", CustomerRecords.withRecord(LINES), Subject.History.DERIVED)
                            .madeOf("customers"))
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.STATUS, "f.kind")
            .shows(Column.AMOUNT, "f.net_amount")
            .shows(Column.CURRENCY, "f.currency")
            .shows(Column.PRODUCT_ID, "f.product_id")
            .build();

    public static final Moment ORDERED = SUBJECT.at("f.ordered_at");

    /** All that was ordered by the bucket's end. */
    public static final Moment TO_DATE = SUBJECT.since("f.ordered_at");

    private CustomerOrders() {}
}
