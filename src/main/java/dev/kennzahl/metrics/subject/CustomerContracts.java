package dev.kennzahl.metrics.subject;

import dev.kennzahl.metrics.subject.Subject.Column;

/** Contracts by their customer's background. Neither a beginning nor an end that lies ahead of the day the answer is as of has happened. */
public final class CustomerContracts {
    public static final Subject SUBJECT = CustomerRecords.described(Subject.of(
                            "contract",
                            "contracts",
                            CustomerRecords.withRecord(CustomerRecords.CONTRACTS_SO_FAR),
                            Subject.History.DERIVED)
                    .madeOf("customers"))
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.AMOUNT, "f.annual_value")
            .shows(Column.CURRENCY, "f.currency")
            .build();

    /** In force the day before the bucket begins. */
    public static final Moment AT_START =
            SUBJECT.during("f.start_on", "f.until").atStart();

    private CustomerContracts() {}
}
