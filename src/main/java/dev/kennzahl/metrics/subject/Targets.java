package dev.kennzahl.metrics.subject;

import java.util.List;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

/**
 * What is to be reached. A target for an employee is one for the employee's team and manager as well, one for a product one for
 * the product's group; else it is for what it names itself.
 */
public final class Targets {
    public static final Subject SUBJECT = Subject.of("target", "targets", "target", Subject.History.FACTS)
            .refersTo(MasterData.OWNER, "f.owner_id")
            .refersTo(MasterData.PRODUCT, "f.product_id")
            .has(Dimension.TEAM, new DimensionPart("coalesce(f.team, o.team)", null, List.of(MasterData.OWNER)))
            .has(Dimension.REGION, "region")
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.NAME, "f.kpi")
            .shows(Column.AMOUNT, "f.value")
            .shows(Column.CURRENCY, "f.currency")
            .shows(Column.OWNER_ID, "f.owner_id")
            .shows(Column.PRODUCT_ID, "f.product_id")
            .shows(Column.REGION, "f.region")
            .build();

    /** The period it is set for. */
    public static final Moment PERIOD = SUBJECT.planned("f.period_start", "f.period_end");

    public static final Contribution NUMBER = Contribution.number("f.value");

    /** Converted at the rate of the period's first day. */
    public static final Contribution MONEY = Contribution.money("f.value", "f.currency", "f.period_start");

    private Targets() {}

    /** @param kpi a key of ours, not a caller's text */
    public static Condition of(String kpi) {
        return new Condition("f.kpi = '" + kpi + "'");
    }
}
