package dev.kennzahl.metrics.subject;

/**
 * Stays of leads in the statuses open and qualified, one after the other; who is converted or disqualified waits for nothing. A
 * stay as open ends with the qualification date where the history does not show the qualification itself. Of the lead as it ended
 * up is all but the status.
 */
public final class LeadVisits {
    private static final String RELATION =
            """
            (SELECT l.tenant_id, l.record_id, l.external_id, l.name, l.owner_id, l.customer_id, l.region, l.company_size,
                    l.channel, l.campaign_id, l.lead_source, l.currency, l.expected_value, l.created_at,
                    part.status, part.entered_at, part.left_at
               FROM (SELECT record_id, status, entered_at, left_at,
                            lead(status) OVER (PARTITION BY record_id ORDER BY entered_at) AS followed_by
                       FROM (SELECT record_id, status, min(valid_from) AS entered_at, max(valid_to) AS left_at
                               FROM (SELECT record_id, status, valid_from, valid_to,
                                            count(*) FILTER (WHERE changed) OVER (PARTITION BY record_id ORDER BY valid_from) AS stay
                                       FROM (SELECT record_id, status, valid_from, valid_to,
                                                    status IS DISTINCT FROM lag(status)
                                                      OVER (PARTITION BY record_id ORDER BY valid_from) AS changed
                                               FROM lead_version a WHERE a.tenant_id = :tenant AND :known(a)) version) numbered
                              GROUP BY record_id, status, stay) run) stay
               JOIN lead_version l ON l.tenant_id = :tenant AND l.record_id = stay.record_id AND :known(l)
                AND l.valid_to = 'infinity' AND l.status IN ('open', 'qualified', 'disqualified', 'converted')
              CROSS JOIN LATERAL (SELECT stay.status = 'open' AND stay.followed_by IS DISTINCT FROM 'qualified'
                AND l.qualified_at > stay.entered_at AND l.qualified_at < stay.left_at IS TRUE AS divided) d
              CROSS JOIN LATERAL (VALUES
                (stay.status, stay.entered_at, CASE WHEN d.divided THEN l.qualified_at ELSE stay.left_at END),
                (CASE WHEN d.divided THEN 'qualified' END, l.qualified_at, stay.left_at)) part (status, entered_at, left_at)
              WHERE part.status IN ('open', 'qualified'))
            """;

    public static final Subject SUBJECT = Leads.described(
                    Subject.of("lead", "leads", RELATION, Subject.History.DERIVED))
            .build();

    public static final Moment ENTERED = SUBJECT.at("f.entered_at");

    /** Begun by now; leads may be dated ahead. */
    public static final Condition BEGUN = new Condition("f.entered_at <= :now");

    /** From entering to leaving, on the tenant's clocks; of a stay that is not over, up to now. */
    public static final Contribution LENGTH = Contribution.days(
            "extract(epoch FROM (least(f.left_at, :now) AT TIME ZONE :zone) - (f.entered_at AT TIME ZONE :zone))");

    private LeadVisits() {}
}
