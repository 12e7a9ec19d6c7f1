package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * Activities with whoever was a customer on that day, by the tenant's model of churn. An activity is with the customer it names,
 * else with that of the deal or lead it names; one with somebody who was no customer yet, or no more, is none of these,
 * nor is one that lies ahead.
 */
public final class Interactions {
    private static final String WITH_WHOM =
            """
            (SELECT a.fact_id, a.external_id, a.occurred_at, a.type, a.employee_id,
                    (a.occurred_at AT TIME ZONE :zone)::date AS happened_on,
                    coalesce(a.customer_id, d.customer_id, l.customer_id) AS customer_id
               FROM activity a
               LEFT JOIN (SELECT DISTINCT ON (w.external_id) w.external_id, w.customer_id FROM deal_version w
                           WHERE w.tenant_id = :tenant AND :known(w) AND w.valid_to = 'infinity'
                             AND w.status IN ('open', 'won', 'lost')
                           ORDER BY w.external_id, w.record_id) d ON d.external_id = a.deal_id
               LEFT JOIN (SELECT DISTINCT ON (w.external_id) w.external_id, w.customer_id FROM lead_version w
                           WHERE w.tenant_id = :tenant AND :known(w) AND w.valid_to = 'infinity'
                             AND w.status IN ('open', 'qualified', 'disqualified', 'converted')
                           ORDER BY w.external_id, w.record_id) l ON l.external_id = a.lead_id
              WHERE a.tenant_id = :tenant AND :known(a))""";

    private static final String WITH_CUSTOMERS =
            """
            (SELECT i.* FROM %s i
               JOIN %s s ON s.customer_id = i.customer_id AND s.since <= i.happened_on AND s.until > i.happened_on
              WHERE i.happened_on <= :today)"""
                    .formatted(WITH_WHOM, CustomerLives.LIVES);

    public static final Subject SUBJECT = CustomerRecords.described(Subject.of(
                            "activity",
                            "activities",
                            CustomerRecords.withRecord(WITH_CUSTOMERS),
                            Subject.History.DERIVED)
                    .madeOf("customers", "orders", "contracts", "deals", "leads"))
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.STATUS, "f.type")
            .build();

    public static final Moment HAPPENED = SUBJECT.at("f.occurred_at");

    private Interactions() {}
}
