package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DerivedKpi;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Σ expected order value × conversion rate ÷ leads, of the leads created in the period: what a lead is worth before anybody knows
 * what becomes of it. The rate is that of the same cell ({@code lead_conversion_rate}, cohort). Leads without an expected value
 * count below the line. Money, four decimals half even, computed from unrounded parts · adds up over nothing.
 */
@Singleton
public final class ExpectedValuePerLead extends DerivedKpi {
    private final Kpi worth;
    private final Kpi conversion;

    @Inject
    ExpectedValuePerLead(LeadsCreated created, LeadConversionRate conversion) {
        this(created, new Worth(created), conversion);
    }

    private ExpectedValuePerLead(LeadsCreated created, Worth worth, LeadConversionRate conversion) {
        super(
                kpi("expected_value_per_lead")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .builtOn(created.definition(), conversion.definition())
                        .examples(WorkedExample.of(
                                "default",
                                "leads",
                                """
                                lead_id,created_at,status,expected_value
                                A,2026-02-05,converted,3000
                                B,2026-02-06,open,1000
                                C,2026-02-07,disqualified,
                                D,2026-02-08,open,2000
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "375.0000",
                                "6000 × ¼ ÷ 4: one of four leads became a customer.")),
                worth,
                conversion);
        this.worth = worth;
        this.conversion = conversion;
    }

    @Override
    protected KpiValue combine(Function<Kpi, KpiValue> part) {
        KpiValue mean = part.apply(worth);
        KpiValue rate = part.apply(conversion);
        NullReason reason = mean.value() == null ? mean.reason() : rate.reason();
        if (reason != null) {
            return new KpiValue(null, null, null, mean.sampleSize(), reason);
        }
        BigDecimal value = known(mean.numerator())
                .multiply(known(rate.numerator()))
                .divide(
                        known(mean.denominator()).multiply(known(rate.denominator())),
                        Unit.MONEY.scale(),
                        RoundingMode.HALF_EVEN);
        return new KpiValue(value, null, null, mean.sampleSize(), null);
    }

    /** Whoever has a value has both parts of it. */
    private static BigDecimal known(@Nullable BigDecimal part) {
        return Objects.requireNonNull(part);
    }

    /** The mean expected value, which nobody asks for by itself. */
    private static final class Worth extends RatioKpi {
        Worth(LeadsCreated created) {
            super(
                    kpi("expected_value").unit(Unit.MONEY),
                    Map.of(
                            "default",
                            new Parts(Measure.sum(Leads.CREATED, Leads.ANY, Leads.EXPECTED_VALUE), created.measure())));
        }
    }
}
