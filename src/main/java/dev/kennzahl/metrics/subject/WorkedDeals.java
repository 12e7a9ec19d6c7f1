package dev.kennzahl.metrics.subject;

/** Deals by the dates that show somebody at work on them: each by its creation, and when it was decided by its closing, too. */
public final class WorkedDeals {
    private static final String BY_DATE =
            """
            (SELECT d.*, d.created_at AS worked_at FROM deal_version d
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.status IN ('open', 'won', 'lost')
             UNION ALL
             SELECT d.*, d.closed_at AS worked_at FROM deal_version d
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.status IN ('won', 'lost')
                AND d.closed_at IS DISTINCT FROM d.created_at)""";

    public static final Subject SUBJECT = Deals.described(
                    Subject.of("worked_deal", "deals", BY_DATE, Subject.History.DERIVED))
            .build();

    /** Created or closed. */
    public static final Moment CREATED_OR_CLOSED = SUBJECT.at("f.worked_at");

    public static final Condition OWNED = new Condition("f.owner_id IS NOT NULL");

    /** Whose it is; to be told apart. */
    public static final Contribution REP = Contribution.number("f.owner_id");

    private WorkedDeals() {}
}
