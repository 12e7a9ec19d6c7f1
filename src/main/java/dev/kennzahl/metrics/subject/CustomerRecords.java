package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * What is known of customers themselves, and when they bought: what subjects about customers have in common. Somebody whom orders,
 * contracts or won deals name is a customer, known otherwise or not.
 */
final class CustomerRecords {
    /**
     * One row per business key, of two senders' records the first; the earliest date on which one says they became a customer, and
     * the latest on which one says they were lost.
     */
    private static final String KNOWN =
            """
            (SELECT DISTINCT ON (v.external_id) v.external_id, v.record_id, v.name, v.owner_id, v.region, v.country, v.industry,
                    v.segment, v.company_size, v.needs, v.custom,
                    min(v.became_customer_on) OVER (PARTITION BY v.external_id) AS became_customer_on,
                    max(v.churned_on) OVER (PARTITION BY v.external_id) AS churned_on
               FROM customer_version v
              WHERE v.tenant_id = :tenant AND :known(v) AND v.valid_to = 'infinity' AND v.status = 'active'
              ORDER BY v.external_id, v.record_id)""";

    /** Contracts with the day after their last; those that were cancelled before they began never were. */
    static final String CONTRACTS =
            """
            (SELECT k.fact_id, k.external_id, k.customer_id, k.start_on, k.annual_value, k.currency,
                    %1$s AS until
               FROM contract k
              WHERE k.tenant_id = :tenant AND :known(k) AND k.start_on < %1$s)"""
                    .formatted(Contracts.until("k"));

    /** The same as far as has come: neither a beginning nor an end that lies ahead has happened. */
    static final String CONTRACTS_SO_FAR =
            """
            (SELECT k.fact_id, k.external_id, k.customer_id, k.start_on, k.annual_value, k.currency,
                    CASE WHEN k.until > :today THEN 'infinity'::date ELSE k.until END AS until
               FROM %s k WHERE k.start_on <= :today)"""
                    .formatted(CONTRACTS);

    private static final String WON_DEALS =
            """
            FROM deal_version d
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.status = 'won'
                AND d.customer_id IS NOT NULL AND d.closed_at IS NOT NULL""";

    private static final String SALES =
            "FROM order_line l WHERE l.tenant_id = :tenant AND :known(l) AND l.kind = 'sale'";

    /** Whoever bought, on every day they did; lines of one order are told to be one before its day is looked up. */
    static final String PURCHASES = "(SELECT l.customer_id, (l.ordered_at AT TIME ZONE :zone)::date AS bought_on FROM ("
            + "SELECT DISTINCT l.customer_id, l.ordered_at " + SALES
            + ") l UNION ALL SELECT k.customer_id, k.start_on FROM " + CONTRACTS
            + " k UNION ALL SELECT d.customer_id, (d.closed_at AT TIME ZONE :zone)::date " + WON_DEALS + ")";

    /** Orders and won deals alone, which are bought again and again; a contract is agreed once and stays. */
    static final String ORDERS_AND_DEALS =
            "(SELECT l.customer_id, (l.ordered_at AT TIME ZONE :zone)::date AS bought_on FROM ("
                    + "SELECT DISTINCT l.customer_id, l.ordered_at " + SALES
                    + ") l UNION ALL SELECT d.customer_id, (d.closed_at AT TIME ZONE :zone)::date " + WON_DEALS + ")";

    /** Whoever bought, on the first day they did. */
    private static final String FIRST_PURCHASES = "(SELECT customer_id, min(bought_on) AS bought_on FROM ("
            + "SELECT l.customer_id, (min(l.ordered_at) AT TIME ZONE :zone)::date AS bought_on " + SALES
            + " GROUP BY 1 UNION ALL SELECT k.customer_id, min(k.start_on) FROM " + CONTRACTS
            + " k GROUP BY 1 UNION ALL SELECT d.customer_id, (min(d.closed_at) AT TIME ZONE :zone)::date " + WON_DEALS
            + " GROUP BY 1) b GROUP BY 1)";

    /** Everybody known or named, with the day of their first purchase; that which somebody says wins. */
    static final String EVERYBODY =
            """
            (SELECT coalesce(p.external_id, b.customer_id) AS customer_id, coalesce(p.became_customer_on, b.bought_on) AS since,
                    p.churned_on
               FROM %s p FULL JOIN %s b ON b.customer_id = p.external_id)"""
                    .formatted(KNOWN, FIRST_PURCHASES);

    /** Everybody who has become a customer by the day of the answer, with the day they did. */
    static final String BECOME = "(SELECT e.customer_id, e.since FROM " + EVERYBODY + " e WHERE e.since <= :today)";

    /** The same, and with the model that goes by what somebody says all others on the list: they are since the records begin. */
    static final String BECOME_OR_LISTED =
            """
            (SELECT b.customer_id, b.since
               FROM (SELECT e.customer_id,
                            coalesce(e.since, CASE WHEN :churn_model = 'explicit' THEN '-infinity'::date END) AS since
                       FROM %s e) b
              WHERE b.since <= :today)"""
                    .formatted(EVERYBODY);

    private CustomerRecords() {}

    /** A relation with a column {@code customer_id}, and beside it what is known of the customer. */
    static String withRecord(String relation) {
        return """
                (SELECT x.*, coalesce(p.record_id, md5(x.customer_id)::uuid) AS record_id, p.name, p.owner_id, p.region, p.country,
                        p.industry, p.segment, p.company_size, p.needs, coalesce(p.custom, '{}') AS custom
                   FROM %s x LEFT JOIN %s p ON p.external_id = x.customer_id)"""
                .formatted(relation, KNOWN);
    }

    /** What a customer is grouped by and shown with, of any relation {@link #withRecord}. */
    static Subject.Builder described(Subject.Builder subject) {
        return subject.describedAs("customers")
                .refersTo(MasterData.OWNER, "f.owner_id")
                .has(Dimension.CUSTOMER, new DimensionPart("f.customer_id", "f.name", java.util.List.of()))
                .has(Dimension.REGION, ReferredDimensions.regionOr("f.region", MasterData.OWNER))
                .has(Dimension.COUNTRY, "country")
                .has(Dimension.INDUSTRY, "industry")
                .has(Dimension.SEGMENT, "segment")
                .has(Dimension.COMPANY_SIZE, "company_size")
                .has(Dimension.NEEDS, "needs")
                .withCustomAttributesOf("customers")
                .shows(Column.EXTERNAL_ID, "f.customer_id")
                .shows(Column.NAME, "f.name")
                .shows(Column.OWNER_ID, "f.owner_id")
                .shows(Column.CUSTOMER_ID, "f.customer_id")
                .shows(Column.REGION, "coalesce(f.region, o.region)");
    }
}
