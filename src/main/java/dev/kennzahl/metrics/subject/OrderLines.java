package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;
import static dev.kennzahl.metrics.subject.MasterData.OWNER;
import static dev.kennzahl.metrics.subject.MasterData.PRODUCT;

/** Lines of orders; the owner is the employee who sold them. */
public final class OrderLines {
    public static final Subject SUBJECT = described(Subject.of("order", "orders", "order_line", Subject.History.FACTS))
            .build();

    public static final Moment ORDERED = SUBJECT.at("f.ordered_at");

    private static final String ORDER_DAY = "(f.ordered_at AT TIME ZONE :zone)::date";

    /** The net amount; what returns and cancellations take away is negative, with whatever sign it came. */
    public static final Contribution NET_AMOUNT = Contribution.money(signed("f.net_amount"), "f.currency", ORDER_DAY);

    /** The same, put together by customer. */
    public static final Contribution NET_AMOUNT_PER_CUSTOMER = NET_AMOUNT.per("f.customer_id");

    /** The variable cost of the line; of a line that does not say, none. */
    public static final Contribution VARIABLE_COST =
            Contribution.money(signed("coalesce(f.variable_cost, 0)"), "f.currency", ORDER_DAY);

    /** What is left of the net amount after the variable cost of the line. */
    public static final Contribution MARGIN = Contribution.money(
            signed("f.net_amount") + " - " + signed("coalesce(f.variable_cost, 0)"), "f.currency", ORDER_DAY);

    /** How many pieces; what came back is negative, and a line that does not say is one piece. */
    public static final Contribution QUANTITY = Contribution.number(signed("coalesce(f.quantity, 1)"));

    /** What was bought: neither returns nor cancellations. */
    public static final Condition SALE = new Condition("f.kind = 'sale'");

    /** Whose it is; to be told apart. */
    public static final Contribution BUYER = Contribution.number("f.customer_id");

    /** The order, by customer; to be told apart. */
    public static final Contribution ORDER =
            Contribution.number("f.external_id").per("f.customer_id");

    /** Lines of customers who bought nothing before the bucket. One who has returned something only has bought nothing yet. */
    public static final Condition OF_NEW_CUSTOMER = new Condition(
            """
            (SELECT min(b.ordered_at) FROM order_line b
              WHERE b.tenant_id = :tenant AND :known(b) AND b.customer_id = f.customer_id AND b.kind = 'sale') >= :bucket_start
            """);

    private OrderLines() {}

    static String signed(String amount) {
        return "(CASE WHEN f.kind = 'sale' THEN " + amount + " ELSE -abs(" + amount + ") END)";
    }

    /** What a line can be grouped by and what is shown of it, of any relation that has its columns. */
    static Subject.Builder described(Subject.Builder subject) {
        return subject.refersTo(OWNER, "f.employee_id")
                .refersTo(CUSTOMER, "f.customer_id")
                .refersTo(PRODUCT, "f.product_id")
                .has(Dimension.REGION, ReferredDimensions.regionOr("f.region", OWNER, CUSTOMER))
                .has(
                        Dimension.COUNTRY,
                        new DimensionPart(
                                "coalesce(f.country, c.country)", null, java.util.List.of(CUSTOMER), "f.country"))
                .has(Dimension.CHANNEL, "channel")
                .has(Dimension.CURRENCY, "currency")
                .shows(Column.ID, "f.fact_id")
                .shows(Column.EXTERNAL_ID, "f.external_id")
                .shows(Column.STATUS, "f.kind")
                .shows(Column.AMOUNT, "f.net_amount")
                .shows(Column.CURRENCY, "f.currency")
                .shows(Column.OWNER_ID, "f.employee_id")
                .shows(Column.CUSTOMER_ID, "f.customer_id")
                .shows(Column.PRODUCT_ID, "f.product_id")
                .shows(Column.REGION, "coalesce(f.region, o.region, c.region)");
    }
}
