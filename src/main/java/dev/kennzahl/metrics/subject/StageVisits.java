package dev.kennzahl.metrics.subject;

/**
 * Visits of deals to stages: the stretches of valid time for which a deal was open and in one stage. Who leaves a stage and comes
 * back, or is closed and reopened, makes a new visit. Only the stage is that of the visit; all else is that of the deal as it
 * ended up. Where nothing says in which stage an open deal was, there is no visit.
 */
public final class StageVisits {
    /**
     * A visit begins with a version that no version of the same stage leads up to; looked up per visit and not by windows over all
     * histories, so that the days asked for choose what is read.
     */
    private static final String VISITS =
            """
            (SELECT d.record_id, d.external_id, d.name, d.status, v.stage, d.amount, d.currency, d.owner_id, d.customer_id,
                    d.product_id, d.lead_id, d.region, d.channel, d.pipeline, d.lost_reason, d.created_at, d.closed_at,
                    v.valid_from AS entered_at,
                    (SELECT min(n.valid_from) FROM deal_version n
                      WHERE n.tenant_id = :tenant AND :known(n) AND n.record_id = v.record_id AND n.valid_from > v.valid_from
                        AND (n.status <> 'open' OR n.stage IS DISTINCT FROM v.stage)) AS left_at,
                    d.status = 'won' OR EXISTS (
                      SELECT FROM deal_version n
                       WHERE n.tenant_id = :tenant AND :known(n) AND n.record_id = v.record_id AND n.valid_from > v.valid_from
                         AND n.status = 'open' AND n.stage IS NOT NULL
                         AND NOT EXISTS (
                           SELECT FROM deal_version b
                            WHERE b.tenant_id = :tenant AND :known(b) AND b.record_id = n.record_id
                              AND b.valid_from < n.valid_from AND b.status = 'open' AND b.stage = n.stage)) AS moved_on
               FROM deal_version v
               JOIN deal_version d ON d.tenant_id = :tenant AND :known(d) AND d.record_id = v.record_id
                AND d.valid_to = 'infinity' AND d.status IN ('open', 'won', 'lost')
              WHERE v.tenant_id = :tenant AND :known(v) AND v.status = 'open' AND v.stage IS NOT NULL
                AND NOT EXISTS (
                  SELECT FROM deal_version p
                   WHERE p.tenant_id = :tenant AND :known(p) AND p.record_id = v.record_id AND p.valid_to = v.valid_from
                     AND p.status = 'open' AND p.stage = v.stage))""";

    public static final Subject SUBJECT = Deals.described(
                    Subject.of("stage_visit", "deals", VISITS, Subject.History.DERIVED))
            .build();

    /** When the deal entered the stage. */
    public static final Moment ENTERED = SUBJECT.at("f.entered_at");

    /** Those whose deal afterwards entered a stage it had not been in before, or ended up won. */
    public static final Condition MOVED_ON = new Condition("f.moved_on");

    /** Those that have begun at the instant the answer is as of. */
    public static final Condition BEGUN = new Condition("f.entered_at <= :now");

    /** From entering to leaving on the tenant's clocks; of a visit that goes on, to the instant the answer is as of. */
    public static final Contribution DURATION = Contribution.days(
            "extract(epoch FROM (least(f.left_at, :now) AT TIME ZONE :zone) - (f.entered_at AT TIME ZONE :zone))");

    private StageVisits() {}
}
