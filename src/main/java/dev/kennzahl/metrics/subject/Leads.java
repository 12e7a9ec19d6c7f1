package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;
import static dev.kennzahl.metrics.subject.MasterData.OWNER;

/** Leads. Deleted and merged ones never count. */
public final class Leads {
    public static final Subject SUBJECT = Subject.of("lead", "leads", "lead_version", Subject.History.VERSIONS)
            .refersTo(OWNER, "f.owner_id")
            .refersTo(CUSTOMER, "f.customer_id")
            .has(Dimension.REGION, ReferredDimensions.regionOr("f.region", OWNER, CUSTOMER))
            .has(
                    Dimension.COMPANY_SIZE,
                    new DimensionPart("coalesce(f.company_size, c.company_size)", null, java.util.List.of(CUSTOMER)))
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
            .shows(Column.CREATED_AT, "f.created_at")
            .shows(Column.CLOSED_AT, "coalesce(f.converted_at, f.disqualified_at)")
            .build();

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

    private Leads() {}
}
