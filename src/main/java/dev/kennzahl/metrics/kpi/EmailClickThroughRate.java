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
 * Unique clicks by the day of sending. Variants: {@code to_delivered} (default) ÷ delivered messages, {@code to_open} ÷ unique
 * opens. Rows that do not say both parts are left out. Ratio, six decimals half even.
 */
@Singleton
public final class EmailClickThroughRate extends RatioKpi {
    private static final String CAMPAIGN_STATS =
            """
            campaign_id,sent_on,channel,sent,delivered,opened,clicked,unsubscribed,complaints
            C1,2026-02-03,mail,1000,900,300,60,15,5
            C2,2026-02-10,mail,100,100,100,40,,
            C3,2026-02-11,mail,500,,,,,
            C1,2026-03-01,mail,9999,9999,9999,9999,,
            """;

    EmailClickThroughRate() {
        super(
                kpi("email_click_through_rate")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .variants("to_delivered", "to_open")
                        .examples(
                                example("to_delivered", "0.100000", "(60 + 40) ÷ (900 + 100); C3 says neither."),
                                example("to_open", "0.250000", "(60 + 40) ÷ (300 + 100).")),
                Map.of(
                        "to_delivered",
                        new Parts(
                                Measure.sum(
                                        CampaignStats.SENT_ON,
                                        CampaignStats.CLICKED_AND_DELIVERED,
                                        CampaignStats.CLICKED),
                                Measure.sum(
                                        CampaignStats.SENT_ON,
                                        CampaignStats.CLICKED_AND_DELIVERED,
                                        CampaignStats.DELIVERED)),
                        "to_open",
                        new Parts(
                                Measure.sum(
                                        CampaignStats.SENT_ON, CampaignStats.CLICKED_AND_OPENED, CampaignStats.CLICKED),
                                Measure.sum(
                                        CampaignStats.SENT_ON,
                                        CampaignStats.CLICKED_AND_OPENED,
                                        CampaignStats.OPENED))));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant,
                "campaign-stats",
                CAMPAIGN_STATS,
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2026, 3, 1),
                value,
                explanation);
    }
}
