package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.ForecastTake;

/** What the KPIs about forecasts have in common: their options, and one story for their examples. */
final class ForecastExamples {
    /** How many days before its end the forecast of a period is made that is over. */
    static final KpiOption LEAD_DAYS = new KpiOption(ForecastTake.LEAD_DAYS, 30, 0, 366);

    /** How many months the periods have that forecasts are judged by. */
    static final KpiOption JUDGED_MONTHS = new KpiOption(ForecastTake.JUDGED_MONTHS, 1, 1, 12);

    private ForecastExamples() {}

    /** A March in which 3000 were won. */
    static WorkedExample march(String variant, @Nullable String value, String explanation) {
        return WorkedExample.of(
                        variant,
                        "deals",
                        """
                        deal_id,owner_id,stage,status,amount,probability,created_at,expected_close_on,closed_at,changed_at
                        A,E1,offer,open,1000,0.8,2026-02-01,2026-03-01,,2026-02-01
                        A,E1,won,won,1000,1,2026-02-01,2026-03-01,2026-03-01,2026-03-01
                        B,E1,offer,open,2000,0.5,2026-02-01,2026-03-20,,2026-02-01
                        B,E1,won,won,2000,1,2026-02-01,2026-03-20,2026-03-25,2026-03-25
                        C,E2,offer,open,400,0.25,2026-02-01,2026-03-31,,2026-02-01
                        C,E2,lost,lost,400,0,2026-02-01,2026-03-31,2026-03-30,2026-03-30
                        """,
                        LocalDate.of(2026, 3, 1),
                        LocalDate.of(2026, 4, 1),
                        value,
                        explanation)
                .with(
                        "forecast-submissions",
                        """
                        submitted_at,period_start,period_end,owner_id,category,amount
                        2026-03-01,2026-03-01,2026-04-01,E1,commit,1500
                        2026-03-10,2026-03-01,2026-04-01,E1,commit,2800
                        """);
    }
}
