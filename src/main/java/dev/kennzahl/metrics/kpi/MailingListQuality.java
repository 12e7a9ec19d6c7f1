package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.CampaignStats;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Messages delivered to people who neither unsubscribed nor complained ÷ messages sent, by the day of sending; rows that do not say
 * what was sent and delivered are left out, no word of unsubscriptions or complaints means none. Ratio, six decimals half even.
 */
@Singleton
public final class MailingListQuality extends RatioKpi {
    private static final String CAMPAIGN_STATS =
            """
            campaign_id,sent_on,channel,sent,delivered,opened,clicked,unsubscribed,complaints
            C1,2026-02-03,mail,1000,900,300,60,15,5
            C2,2026-02-10,mail,100,100,100,40,,
            C3,2026-02-11,mail,500,,,,,
            C1,2026-03-01,mail,9999,9999,9999,9999,,
            """;

    MailingListQuality() {
        super(
                kpi("mailing_list_quality")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .examples(WorkedExample.of(
                                "default",
                                "campaign-stats",
                                CAMPAIGN_STATS,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "0.890909",
                                "(900 − 15 − 5 + 100) ÷ (1000 + 100); C3 does not say what was delivered.")),
                Map.of(
                        "default",
                        new Parts(
                                Measure.sum(
                                        CampaignStats.SENT_ON, CampaignStats.DELIVERED_AND_SENT, CampaignStats.KEPT),
                                Measure.sum(
                                        CampaignStats.SENT_ON, CampaignStats.DELIVERED_AND_SENT, CampaignStats.SENT))));
    }
}
