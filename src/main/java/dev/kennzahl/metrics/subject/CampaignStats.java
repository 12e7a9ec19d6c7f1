package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

/** What became of the messages that a campaign sent on a day. */
public final class CampaignStats {
    public static final Subject SUBJECT = Subject.of(
                    "campaign_stat", "campaign-stats", "campaign_stat", Subject.History.FACTS)
            .has(Dimension.CHANNEL, "channel")
            .has(Dimension.CAMPAIGN, "campaign_id")
            .shows(Column.ID, "f.fact_id")
            .shows(Column.EXTERNAL_ID, "f.external_id")
            .shows(Column.NAME, "f.campaign_id")
            .build();

    public static final Moment SENT_ON = SUBJECT.on("f.sent_on");

    public static final Contribution SENT = Contribution.number("f.sent");
    public static final Contribution DELIVERED = Contribution.number("f.delivered");
    public static final Contribution OPENED = Contribution.number("f.opened");
    public static final Contribution CLICKED = Contribution.number("f.clicked");

    /** Delivered, and neither unsubscribed nor reported as unwanted; what is not said of these is none. */
    public static final Contribution KEPT =
            Contribution.number("f.delivered - coalesce(f.unsubscribed, 0) - coalesce(f.complaints, 0)");

    /** Rows that say both, as what is known of one only would distort a quotient. */
    public static final Condition OPENED_AND_DELIVERED =
            new Condition("f.opened IS NOT NULL AND f.delivered IS NOT NULL");

    public static final Condition CLICKED_AND_DELIVERED =
            new Condition("f.clicked IS NOT NULL AND f.delivered IS NOT NULL");
    public static final Condition CLICKED_AND_OPENED = new Condition("f.clicked IS NOT NULL AND f.opened IS NOT NULL");
    public static final Condition DELIVERED_AND_SENT = new Condition("f.delivered IS NOT NULL AND f.sent IS NOT NULL");

    private CampaignStats() {}
}
