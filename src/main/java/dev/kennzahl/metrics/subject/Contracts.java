package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;
import static dev.kennzahl.metrics.subject.MasterData.OWNER;
import static dev.kennzahl.metrics.subject.MasterData.PRODUCT;

/** Contracts with customers. */
public final class Contracts {
    public static final Subject SUBJECT = Subject.of("contract", "contracts", "contract", Subject.History.FACTS)
            .refersTo(OWNER, "f.owner_id")
            .refersTo(CUSTOMER, "f.customer_id")
            .refersTo(PRODUCT, "f.product_id")
            .has(Dimension.REGION, ReferredDimensions.regionOr("NULL::text", OWNER, CUSTOMER))
            .has(Dimension.CURRENCY, "currency")
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.AMOUNT, "f.annual_value")
            .shows(Column.CURRENCY, "f.currency")
            .shows(Column.OWNER_ID, "f.owner_id")
            .shows(Column.CUSTOMER_ID, "f.customer_id")
            .shows(Column.PRODUCT_ID, "f.product_id")
            .shows(Column.REGION, "coalesce(o.region, c.region)")
            .build();

    /** The days it is in force: from its start to its last day, included; without one to the day it was cancelled, else for ever. */
    public static final Moment IN_FORCE = SUBJECT.during("f.start_on", until("f"));

    /** What it is worth a year, converted at the rate of its first day. */
    public static final Contribution ANNUAL_VALUE = Contribution.money("f.annual_value", "f.currency", "f.start_on");

    private Contracts() {}

    /** The part that gives the first day on which the contract called so is in force no more. */
    static String until(String alias) {
        return "coalesce(" + alias + ".end_on + 1, " + alias + ".cancelled_on, 'infinity'::date)";
    }
}
