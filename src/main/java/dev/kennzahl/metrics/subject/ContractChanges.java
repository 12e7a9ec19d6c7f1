package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * By how much the contracts of a customer are worth more or less a year when a bucket ends than when it began: one row per bucket
 * and customer who had one when it began, and of whom one began or ended in it. Converted at the rate of each contract's first day,
 * so that a customer does not grow with a rate.
 */
public final class ContractChanges {
    private static final String CONTRACTS =
            """
            (SELECT k.customer_id, k.start_on, k.until, coalesce(k.currency, :tenant_currency) AS currency,
                    CASE WHEN k.annual_value = 0 OR coalesce(k.currency, :tenant_currency) = :currency THEN k.annual_value
                         ELSE k.annual_value * exchange_rate_on(:tenant, coalesce(k.currency, :tenant_currency), :currency,
                                                                k.start_on, :as_of) END AS worth
               FROM %s k OFFSET 0)"""
                    .formatted(CustomerRecords.CONTRACTS_SO_FAR);

    /** Whose contracts changed in which bucket; of all others it is known that what they had they have. */
    private static final String TOUCHED =
            """
            (SELECT DISTINCT customer_id, bucket, (:bucket_starts)[bucket] AS first_day, (:bucket_ends)[bucket] AS end_day
               FROM (SELECT k.customer_id, e.day, width_bucket(e.day, :bucket_starts) AS bucket
                       FROM %s k, LATERAL (VALUES (k.start_on), (k.until)) e (day)) dated
              WHERE bucket > 0 AND day < (:bucket_ends)[bucket])"""
                    .formatted(CustomerRecords.CONTRACTS_SO_FAR);

    private static final String CHANGES =
            """
            (SELECT bucket, first_day, customer_id,
                    coalesce(sum(worth) FILTER (WHERE closes), 0) - coalesce(sum(worth) FILTER (WHERE opens), 0) AS change,
                    min(currency) FILTER (WHERE worth IS NULL) AS unknown_currency,
                    min(start_on) FILTER (WHERE worth IS NULL) AS unknown_on
               FROM (SELECT t.bucket, t.first_day, k.*, k.start_on < t.first_day AND k.until >= t.first_day AS opens,
                            k.start_on < t.end_day AND k.until >= t.end_day AS closes
                       FROM %s t JOIN %s k ON k.customer_id = t.customer_id) looked_at
              WHERE opens OR closes
              GROUP BY bucket, first_day, customer_id HAVING bool_or(opens))"""
                    .formatted(TOUCHED, CONTRACTS);

    public static final Subject SUBJECT = CustomerRecords.described(
                    Subject.of("customer", "customers", CustomerRecords.withRecord(CHANGES), Subject.History.DERIVED)
                            .madeOf("contracts"))
            .shows(Column.ID, "f.record_id")
            .build();

    public static final Moment IN_BUCKET = SUBJECT.perBucket("f.first_day");

    /** Expansion, less contraction and churn. */
    public static final Contribution CHANGE = worth("f.change");

    /** Contraction and churn, negative. */
    public static final Contribution LOSS = worth("least(f.change, 0)");

    private ContractChanges() {}

    /** An amount; with a contract whose currency has no rate it is as unknown as that. */
    private static Contribution worth(String amount) {
        return Contribution.money(
                "CASE WHEN f.unknown_currency IS NULL THEN " + amount + " ELSE 1 END",
                "coalesce(f.unknown_currency, :currency)",
                "f.unknown_on");
    }
}
