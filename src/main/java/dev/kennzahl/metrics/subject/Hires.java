package dev.kennzahl.metrics.subject;

/**
 * Employees by the day they were hired, with what they first did from that day on. Activities and deals are read once for all of
 * them, and not at all for a figure that does not ask.
 */
public final class Hires {
    private static final String RELATION =
            """
            (SELECT e.*, contact.first_at AS contacted_at, win.first_at AS won_at FROM employee_version e
              LEFT JOIN (SELECT h.record_id, min(a.occurred_at) AS first_at
                           FROM employee_version h JOIN activity a ON a.tenant_id = :tenant AND :known(a)
                            AND a.employee_id = h.external_id AND coalesce(a.customer_id, a.deal_id, a.lead_id) IS NOT NULL
                            AND (a.occurred_at AT TIME ZONE :zone)::date >= h.hired_on
                          WHERE h.tenant_id = :tenant AND :known(h) AND h.valid_to = 'infinity'
                          GROUP BY h.record_id) contact ON contact.record_id = e.record_id
              LEFT JOIN (SELECT h.record_id, min(d.closed_at) AS first_at
                           FROM employee_version h JOIN deal_version d ON d.tenant_id = :tenant AND :known(d)
                            AND d.valid_to = 'infinity' AND d.status = 'won' AND d.owner_id = h.external_id
                            AND (d.closed_at AT TIME ZONE :zone)::date >= h.hired_on
                          WHERE h.tenant_id = :tenant AND :known(h) AND h.valid_to = 'infinity'
                          GROUP BY h.record_id) win ON win.record_id = e.record_id
              WHERE e.tenant_id = :tenant AND :known(e) AND e.valid_to = 'infinity')""";

    public static final Subject SUBJECT = Employees.described(
                    Subject.of("employee", "employees", RELATION, Subject.History.DERIVED))
            .build();

    public static final Moment HIRED = SUBJECT.on("f.hired_on");

    /** Those who did something with a customer, a lead or a deal since. */
    public static final Condition MET_CUSTOMER = Employees.ANY.and(new Condition("f.contacted_at IS NOT NULL"));

    /** Those who won a deal since. */
    public static final Condition WON_DEAL = Employees.ANY.and(new Condition("f.won_at IS NOT NULL"));

    /** From the first minute of the first day to the first activity with a customer, a lead or a deal, on the tenant's clocks. */
    public static final Contribution TIME_TO_CONTACT = Contribution.days(sinceHiring("f.contacted_at"));

    /** To the closing of the first won deal, likewise. */
    public static final Contribution TIME_TO_WIN = Contribution.days(sinceHiring("f.won_at"));

    private Hires() {}

    private static String sinceHiring(String at) {
        return "extract(epoch FROM (" + at + " AT TIME ZONE :zone) - f.hired_on::timestamp)";
    }
}
