package dev.kennzahl.metrics.subject;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;

/**
 * How promising a lead is, 0 to 100: the sender's score, else one of ours. Up to 30 points for activities on the lead, 5 each; up
 * to 30 for clicks in e-mails, 10 each, which are activities of the type {@code email_click} or {@code click}; 20 if its customer
 * bought before the lead was created; up to 20 for the size of the company, by the first number in it. The weights are published
 * in the catalogue's text of {@code lead_quality_score}.
 */
public final class LeadScore {
    private static final String ACTIVITIES =
            """
            (SELECT least(30, 5 * count(*) FILTER (WHERE a.type NOT IN ('email_click', 'click')))
                  + least(30, 10 * count(*) FILTER (WHERE a.type IN ('email_click', 'click')))
               FROM activity a WHERE a.tenant_id = :tenant AND :known(a) AND a.lead_id = f.external_id)
            """;
    private static final String PURCHASE =
            """
            (CASE WHEN EXISTS (SELECT FROM order_line b
              WHERE b.tenant_id = :tenant AND :known(b) AND b.customer_id = f.customer_id AND b.kind = 'sale'
                AND b.ordered_at < f.created_at) THEN 20 ELSE 0 END)
            """;
    // Marks between thousands are dropped; nine digits are enough for any company and fit any number.
    private static final String EMPLOYEES =
            """
            (substring(regexp_replace(coalesce(f.company_size, c.company_size), '(?<=\\d)[., ](?=\\d{3})', '', 'g')
              from '\\d{1,9}')::integer)
            """;
    private static final String SIZE = "(CASE WHEN " + EMPLOYEES + " >= 250 THEN 20 WHEN " + EMPLOYEES
            + " >= 50 THEN 15 WHEN " + EMPLOYEES + " >= 10 THEN 10 WHEN " + EMPLOYEES + " >= 0 THEN 5 ELSE 0 END)";
    private static final String SCORE = "coalesce(f.score, " + ACTIVITIES + " + " + PURCHASE + " + " + SIZE + ")";

    public static final Contribution POINTS = Contribution.number(SCORE).needing(CUSTOMER);

    /** 1 for a score that reaches the threshold, else 0. */
    public static final Contribution HIGH = Contribution.number(
                    "CASE WHEN " + SCORE + " >= :option(threshold) THEN 1 ELSE 0 END")
            .needing(CUSTOMER);

    private LeadScore() {}
}
