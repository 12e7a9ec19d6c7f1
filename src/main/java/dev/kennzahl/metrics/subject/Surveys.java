package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

import static dev.kennzahl.metrics.subject.MasterData.CUSTOMER;
import static dev.kennzahl.metrics.subject.MasterData.OWNER;

/** Responses to surveys; the owner is the employee they are about. */
public final class Surveys {
    public static final Subject SUBJECT = Subject.of(
                    "survey_response", "surveys", "survey_response", Subject.History.FACTS)
            .refersTo(OWNER, "f.employee_id")
            .refersTo(CUSTOMER, "f.customer_id")
            .has(Dimension.REGION, ReferredDimensions.regionOr("NULL::text", OWNER, CUSTOMER))
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.STATUS, "f.kind")
            .shows(Column.AMOUNT, "f.score")
            .shows(Column.OWNER_ID, "f.employee_id")
            .shows(Column.CUSTOMER_ID, "f.customer_id")
            .shows(Column.REGION, "coalesce(o.region, c.region)")
            .build();

    public static final Moment ANSWERED = SUBJECT.at("f.answered_at");

    public static final Condition NPS = new Condition("f.kind = 'nps'");
    public static final Condition PROMOTER = NPS.and(new Condition("f.score >= 9"));
    public static final Condition DETRACTOR = NPS.and(new Condition("f.score <= 6"));

    /** Ratings of satisfaction that have a place on their scale; one that names no best score is taken to go up to 5. */
    public static final Condition CSAT = new Condition("f.kind = 'csat' AND f.score <= coalesce(f.scale_max, 5)");

    /** The best two steps of the scale, which are one point wide. */
    public static final Condition TOP_TWO = CSAT.and(new Condition("f.score >= coalesce(f.scale_max, 5) - 1"));

    public static final Condition CARE_QUALITY = new Condition("f.kind = 'care_quality'");

    /** The rating as it was given, on its scale. */
    public static final Contribution SCORE = Contribution.number("f.score");

    private Surveys() {}
}
