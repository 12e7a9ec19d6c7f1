package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.PRODUCT;

/**
 * Prices of competitors as they were observed, each with the list price that our product had on that day. Of the product with the
 * same key that the oldest of its senders knows; its list price is the one valid when the day ended on the tenant's clocks.
 */
public final class CompetitorPrices {
    /** Prices with ours beside them, and what they are in our product's currency at the rate of the day; null without a rate. */
    static final String OBSERVED =
            """
            (SELECT a.*, p.list_price AS own_price,
                    CASE WHEN coalesce(a.currency, :tenant_currency) = coalesce(p.currency, :tenant_currency) OR a.price = 0
                         THEN a.price
                         ELSE a.price * exchange_rate_on(:tenant, coalesce(a.currency, :tenant_currency),
                                coalesce(p.currency, :tenant_currency), a.observed_on, :as_of) END AS converted
               FROM competitor_price a
               LEFT JOIN (SELECT DISTINCT ON (external_id) external_id, record_id FROM product_version n
                           WHERE n.tenant_id = :tenant AND :known(n) AND n.valid_to = 'infinity' AND n.status = 'active'
                           ORDER BY external_id, record_id) ours ON ours.external_id = a.product_id
               LEFT JOIN product_version p ON p.tenant_id = :tenant AND :known(p) AND p.record_id = ours.record_id
                AND p.valid_from < (a.observed_on + 1)::timestamp AT TIME ZONE :zone
                AND p.valid_to >= (a.observed_on + 1)::timestamp AT TIME ZONE :zone
              WHERE a.tenant_id = :tenant AND :known(a))""";

    public static final Subject SUBJECT = Subject.of(
                    "competitor_price", "competitor-prices", OBSERVED, Subject.History.DERIVED)
            .refersTo(PRODUCT, "f.product_id")
            .has(Dimension.COMPETITOR, "competitor")
            .has(Dimension.CURRENCY, "currency")
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.NAME, "f.competitor")
            .shows(Column.AMOUNT, "f.price")
            .shows(Column.CURRENCY, "f.currency")
            .shows(Column.PRODUCT_ID, "f.product_id")
            .build();

    public static final Moment OBSERVED_ON = SUBJECT.on("f.observed_on");

    /** Those of products that had a list price; a price of nothing is none. */
    public static final Condition COMPARABLE = new Condition("f.own_price > 0 AND f.price > 0");

    /** The product and the day; to be told apart. */
    public static final Contribution PRODUCT_DAY =
            Contribution.number("f.product_id || ' ' || f.observed_on").foreignIf("f.converted IS NULL");

    /** The price in terms of ours, by product and day. */
    public static final Contribution RELATIVE = Contribution.number("f.converted / f.own_price")
            .per("f.product_id || ' ' || f.observed_on")
            .foreignIf("f.converted IS NULL");

    /** 1 for a price below ours. */
    public static final Contribution CHEAPER = Contribution.number(
                    "CASE WHEN f.converted < f.own_price THEN 1 WHEN f.converted >= f.own_price THEN 0 END")
            .foreignIf("f.converted IS NULL");

    private CompetitorPrices() {}
}
