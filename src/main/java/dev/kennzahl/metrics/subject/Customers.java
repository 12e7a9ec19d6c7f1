package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * Everybody who ever became a customer, once, with the day they did: that which somebody says, else that of the first order (a
 * sale), contract or won deal. Whoever has bought nothing and of whom nobody says it is none.
 */
public final class Customers {
    public static final Subject SUBJECT = CustomerRecords.described(Subject.of(
                            "customer",
                            "customers",
                            CustomerRecords.withRecord("(SELECT e.customer_id, e.since FROM "
                                    + CustomerRecords.EVERYBODY + " e WHERE e.since IS NOT NULL)"),
                            Subject.History.DERIVED)
                    .madeOf("orders", "contracts", "deals"))
            .shows(Column.ID, "f.record_id")
            .shows(Column.CREATED_AT, "(nullif(f.since, '-infinity')::timestamp AT TIME ZONE :zone)")
            .build();

    /** The day they became one. */
    public static final Moment BECAME = SUBJECT.on("f.since");

    /** Whoever had become one by the bucket's end, lost since or not. */
    public static final Moment TO_DATE =
            SUBJECT.during("f.since", "'infinity'::date").atEnd();

    private Customers() {}
}
