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

    /** Delivered, and neither unsubscribed nor reported as unwanted. */
    public static final Contribution KEPT =
            Contribution.number("f.delivered - coalesce(f.unsubscribed, 0) - coalesce(f.complaints, 0)");

    private CampaignStats() {}
}
