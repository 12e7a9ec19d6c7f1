package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;
import static dev.kennzahl.metrics.subject.MasterData.OWNER;

/** Leads. Deleted and merged ones never count. */
public final class Leads {
    public static final Subject SUBJECT = described(
                    Subject.of("lead", "leads", "lead_version", Subject.History.VERSIONS))
            .shows(Column.CLOSED_AT, "coalesce(f.converted_at, f.disqualified_at)")
            .build();

    private static final String LAST_DECISION = "greatest(f.converted_at, f.disqualified_at)";

    /** The first contact; without one said, the first activity on the lead that went out. */
    private static final String FIRST_CONTACT =
            """
            coalesce(f.first_contact_at, (SELECT min(a.occurred_at) FROM activity a
              WHERE a.tenant_id = :tenant AND :known(a) AND a.lead_id = f.external_id AND a.direction = 'out'))
            """;

    public static final Moment CREATED = SUBJECT.at("f.created_at");
    public static final Moment QUALIFIED = SUBJECT.at("f.qualified_at");
    public static final Moment CONVERTED = SUBJECT.at("f.converted_at");

    public static final Condition ANY = new Condition("f.status IN ('open', 'qualified', 'disqualified', 'converted')");

    /** Ever qualified; who was converted had been, whether or not the sender gave the date. */
    public static final Condition EVER_QUALIFIED = ANY.and(new Condition(
            "f.qualified_at IS NOT NULL OR f.status IN ('qualified', 'converted') OR f.converted_at IS NOT NULL"));

    /** Became a customer. */
    public static final Condition EVER_CONVERTED =
            ANY.and(new Condition("f.status = 'converted' OR f.converted_at IS NOT NULL"));

    /** Became a customer within a number of days, on the tenant's clocks; whenever, if the number is 0. */
    public static final Condition CONVERTED_IN_WINDOW = EVER_CONVERTED.and(
            new Condition(
                    """
            :option(window_days) = 0 OR (f.converted_at AT TIME ZONE :zone)
              <= (f.created_at AT TIME ZONE :zone) + :option(window_days) * interval '1 day'
            """));

    /** Names a deal, or is named by one that exists. */
    public static final Condition LED_TO_DEAL = ANY.and(
            new Condition(
                    """
            f.deal_id IS NOT NULL OR EXISTS (SELECT FROM deal_version d
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.lead_id = f.external_id
                AND d.status IN ('open', 'won', 'lost'))
            """));

    /** Led to a deal that was won: one it names, or one that names it. */
    public static final Condition LED_TO_WIN = ANY.and(
            new Condition(
                    """
            EXISTS (SELECT FROM deal_version d
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.lead_id = f.external_id
                AND d.status = 'won')
             OR EXISTS (SELECT FROM deal_version d
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.external_id = f.deal_id
                AND d.status = 'won')
            """));

    /** Became a customer, led to a deal, or won one. */
    public static final Condition OPPORTUNITY_OR_FURTHER =
            EVER_CONVERTED.or(LED_TO_DEAL).or(LED_TO_WIN);

    /** Was qualified, or went further, qualified or not. */
    public static final Condition QUALIFIED_OR_FURTHER = EVER_QUALIFIED.or(OPPORTUNITY_OR_FURTHER);

    /** When it was converted or disqualified, the last time. */
    public static final Moment DECIDED = SUBJECT.at(LAST_DECISION);

    public static final Condition CONTACTED = ANY.and(new Condition(FIRST_CONTACT + " IS NOT NULL"));

    /** From creation to first contact; who was contacted before did not wait. */
    public static final Contribution RESPONSE_TIME =
            Contribution.hours("extract(epoch FROM greatest(" + FIRST_CONTACT + " - f.created_at, interval '0'))");

    /** Contacted before it was decided on. */
    public static final Condition HANDLED = ANY.and(new Condition(FIRST_CONTACT + " <= " + LAST_DECISION));

    /** From first contact to decision, on the tenant's clocks. */
    public static final Contribution HANDLING_TIME = Contribution.days("extract(epoch FROM (" + LAST_DECISION
            + " AT TIME ZONE :zone) - (" + FIRST_CONTACT + " AT TIME ZONE :zone))");

    /** The expected order value, converted at the rate of the day of creation. */
    public static final Contribution EXPECTED_VALUE =
            Contribution.money("f.expected_value", "f.currency", "(f.created_at AT TIME ZONE :zone)::date");

    private Leads() {}

    /** What a lead is grouped by and shown with, also where its stays are looked at. */
    static Subject.Builder described(Subject.Builder subject) {
        return subject.refersTo(OWNER, "f.owner_id")
                .refersTo(CUSTOMER, "f.customer_id")
                .has(Dimension.REGION, ReferredDimensions.regionOr("f.region", OWNER, CUSTOMER))
                .has(
                        Dimension.COMPANY_SIZE,
                        new DimensionPart(
                                "coalesce(f.company_size, c.company_size)", null, java.util.List.of(CUSTOMER)))
                .has(Dimension.CHANNEL, "channel")
                .has(Dimension.CAMPAIGN, "campaign_id")
                .has(Dimension.LEAD_SOURCE, "lead_source")
                .has(Dimension.STATUS, "status")
                .has(Dimension.CURRENCY, "currency")
                .shows(Column.ID, "f.record_id")
                .shows(Column.EXTERNAL_ID, "f.external_id")
                .shows(Column.NAME, "f.name")
                .shows(Column.STATUS, "f.status")
                .shows(Column.AMOUNT, "f.expected_value")
                .shows(Column.CURRENCY, "f.currency")
                .shows(Column.OWNER_ID, "f.owner_id")
                .shows(Column.CUSTOMER_ID, "f.customer_id")
                .shows(Column.REGION, "coalesce(f.region, o.region, c.region)")
                .shows(Column.CREATED_AT, "f.created_at");
    }
}
