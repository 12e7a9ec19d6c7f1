package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.OWNER;
import static dev.kennzahl.metrics.subject.MasterData.PRODUCT;

/** Costs of marketing and sales; attributed only to what they name themselves. */
public final class Costs {
    public static final Subject SUBJECT = Subject.of("cost", "costs", "cost", Subject.History.FACTS)
            .refersTo(OWNER, "f.employee_id")
            .refersTo(PRODUCT, "f.product_id")
            .has(Dimension.REGION, "region")
            .has(Dimension.CHANNEL, "channel")
            .has(Dimension.CAMPAIGN, "campaign_id")
            .has(Dimension.CURRENCY, "currency")
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.STATUS, "f.category")
            .shows(Column.AMOUNT, "f.amount")
            .shows(Column.CURRENCY, "f.currency")
            .shows(Column.OWNER_ID, "f.employee_id")
            .shows(Column.PRODUCT_ID, "f.product_id")
            .shows(Column.REGION, "f.region")
            .build();

    public static final Moment INCURRED = SUBJECT.on("f.incurred_on");

    /** So many months later as the option {@code cost_lag} says: when it is to bear fruit. */
    public static final Moment BEARS_FRUIT =
            SUBJECT.on("(f.incurred_on + :option(cost_lag) * interval '1 month')::date");

    public static final Condition MARKETING = new Condition("f.category = 'marketing'");
    public static final Condition SALES = new Condition("f.category = 'sales'");
    public static final Condition MARKETING_OR_SALES = new Condition("f.category IN ('marketing', 'sales')");

    /** Marketing and sales cost spent on winning customers; a cost that does not say its purpose counts as such. */
    public static final Condition ACQUISITION =
            MARKETING_OR_SALES.and(new Condition("coalesce(f.purpose, 'acquisition') = 'acquisition'"));

    public static final Contribution AMOUNT = Contribution.money("f.amount", "f.currency", "f.incurred_on");

    private Costs() {}
}
