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
 * Unique opens ÷ delivered messages, by the day of sending; rows that do not say both are left out. Ratio, six decimals half even.
 */
@Singleton
public final class EmailOpenRate extends RatioKpi {
    private static final String CAMPAIGN_STATS =
            """
            campaign_id,sent_on,channel,sent,delivered,opened,clicked,unsubscribed,complaints
            C1,2026-02-03,mail,1000,900,300,60,15,5
            C2,2026-02-10,mail,100,100,100,40,,
            C3,2026-02-11,mail,500,,,,,
            C1,2026-03-01,mail,9999,9999,9999,9999,,
            """;

    EmailOpenRate() {
        super(
                kpi("email_open_rate")
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
                                "0.400000",
                                "(300 + 100) ÷ (900 + 100); C3 says neither.")),
                Map.of(
                        "default",
                        new Parts(
                                Measure.sum(
                                        CampaignStats.SENT_ON,
                                        CampaignStats.OPENED_AND_DELIVERED,
                                        CampaignStats.OPENED),
                                Measure.sum(
                                        CampaignStats.SENT_ON,
                                        CampaignStats.OPENED_AND_DELIVERED,
                                        CampaignStats.DELIVERED))));
    }
}
