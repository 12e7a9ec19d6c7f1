package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * Everybody who ever became a customer, once, with the day they did: that which somebody says, else that of the first order (a
 * sale), contract or won deal. Whoever has bought nothing and of whom nobody says it is none; nor is, yet, whose day lies ahead of
 * that of the answer.
 */
public final class Customers {
    /** The day they became one. */
    public static final Moment BECAME = subject(CustomerRecords.BECOME).build().on("f.since");

    /**
     * Whoever had become one by the bucket's end, lost since or not. With the model of churn that goes by what somebody says that
     * is also who is on the list without a first day: it takes them for customers since the records begin.
     */
    public static final Moment TO_DATE = subject(CustomerRecords.BECOME_OR_LISTED)
            .build()
            .during("f.since", "'infinity'::date")
            .atEnd();

    private Customers() {}

    private static Subject.Builder subject(String relation) {
        return CustomerRecords.described(Subject.of(
                                "customer", "customers", CustomerRecords.withRecord(relation), Subject.History.DERIVED)
                        .madeOf("orders", "contracts", "deals"))
                .shows(Column.ID, "f.record_id")
                .shows(Column.CREATED_AT, "(nullif(f.since, '-infinity')::timestamp AT TIME ZONE :zone)");
    }
}
