package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;
import static dev.kennzahl.metrics.subject.MasterData.LEAD;
import static dev.kennzahl.metrics.subject.MasterData.OWNER;
import static dev.kennzahl.metrics.subject.MasterData.PRODUCT;

/** Deals. Deleted and merged ones never count. */
public final class Deals {
    public static final Subject SUBJECT = described(
                    Subject.of("deal", "deals", "deal_version", Subject.History.VERSIONS))
            .build();

    /** The closing date, of the deal as it ended up. */
    public static final Moment CLOSED = SUBJECT.at("f.closed_at");

    /** The creation date, of the deal as it ended up. */
    public static final Moment CREATED = SUBJECT.at("f.created_at");

    /** The state at the end of the bucket. */
    public static final Moment BUCKET_END = SUBJECT.standing();

    /** Of a bucket as a whole, whatever a method makes of the deals there were at some instant. */
    public static final Moment FORETOLD = SUBJECT.perBucket("f.expected_close_on");

    public static final Condition ANY = new Condition("f.status IN ('open', 'won', 'lost')");
    public static final Condition OPEN = new Condition("f.status = 'open'");
    public static final Condition WON = new Condition("f.status = 'won'");
    public static final Condition LOST = new Condition("f.status = 'lost'");
    public static final Condition WON_OR_LOST = new Condition("f.status IN ('won', 'lost')");
    public static final Condition WON_WITH_CREATION = new Condition("f.status = 'won' AND f.created_at IS NOT NULL");

    /** Names the lead it stems from, or is named by one that exists. */
    public static final Condition FROM_LEAD = ANY.and(
            new Condition(
                    """
            f.lead_id IS NOT NULL OR EXISTS (SELECT FROM lead_version w
              WHERE w.tenant_id = :tenant AND :known(w) AND w.valid_to = 'infinity' AND w.deal_id = f.external_id
                AND w.status IN ('open', 'qualified', 'disqualified', 'converted'))
            """));

    /** Won, and stems from a lead. */
    public static final Condition WON_FROM_LEAD = WON.and(FROM_LEAD);

    /** The amount, converted at the rate of the closing day. */
    public static final Contribution AMOUNT =
            Contribution.money("f.amount", "f.currency", "(f.closed_at AT TIME ZONE :zone)::date");

    /** The amount of an open deal, converted at the rate of the day the answer is as of. */
    public static final Contribution OPEN_AMOUNT =
            Contribution.money("f.amount", "f.currency", "(:now AT TIME ZONE :zone)::date");

    /** From creation to closing on the tenant's clocks, so that a clock change does not make a day of 23 hours. */
    public static final Contribution CYCLE = Contribution.days(
            "extract(epoch FROM (f.closed_at AT TIME ZONE :zone) - (f.created_at AT TIME ZONE :zone))");

    /** What an open deal is worth, weighed with its probability; not known without one. */
    public static final Contribution WEIGHTED_AMOUNT =
            Contribution.money("f.amount * f.probability", "f.currency", "(:now AT TIME ZONE :zone)::date");

    /** The day an open deal is expected to close. */
    public static final Moment EXPECTED_TO_CLOSE = SUBJECT.on("f.expected_close_on");

    private static final String FIRST_ACTIVITY = "(SELECT min(a.occurred_at) FROM activity a"
            + " WHERE a.tenant_id = :tenant AND :known(a) AND a.deal_id = f.external_id)";

    /** Those that anything was done about, as far as activities tell. */
    public static final Condition CONTACTED = ANY.and(new Condition(FIRST_ACTIVITY + " IS NOT NULL"));

    /** From creation to the first activity, in elapsed hours; negative if there was one before. */
    public static final Contribution TIME_TO_CONTACT =
            Contribution.hours("extract(epoch FROM " + FIRST_ACTIVITY + " - f.created_at)");

    private Deals() {}

    /** What a deal can be grouped by and what is shown of it, of any relation that has its columns. */
    static Subject.Builder described(Subject.Builder subject) {
        return subject.refersTo(OWNER, "f.owner_id")
                .refersTo(CUSTOMER, "f.customer_id")
                .refersTo(PRODUCT, "f.product_id")
                .refersTo(LEAD, "f.lead_id")
                .has(Dimension.REGION, ReferredDimensions.regionOr("f.region", OWNER, CUSTOMER))
                .has(Dimension.CHANNEL, "channel")
                .has(Dimension.PIPELINE, "pipeline")
                .has(Dimension.STAGE, "stage")
                .has(Dimension.LOST_REASON, "lost_reason")
                .has(Dimension.CURRENCY, "currency")
                .shows(Column.ID, "f.record_id")
                .shows(Column.EXTERNAL_ID, "f.external_id")
                .shows(Column.NAME, "f.name")
                .shows(Column.STATUS, "f.status")
                .shows(Column.STAGE, "f.stage")
                .shows(Column.AMOUNT, "f.amount")
                .shows(Column.CURRENCY, "f.currency")
                .shows(Column.OWNER_ID, "f.owner_id")
                .shows(Column.CUSTOMER_ID, "f.customer_id")
                .shows(Column.PRODUCT_ID, "f.product_id")
                .shows(Column.REGION, "coalesce(f.region, o.region, c.region)")
                .shows(Column.CREATED_AT, "f.created_at")
                .shows(Column.CLOSED_AT, "f.closed_at");
    }
}
