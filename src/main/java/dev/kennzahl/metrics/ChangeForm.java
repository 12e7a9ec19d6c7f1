package dev.kennzahl.metrics;

import java.util.List;

import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** What a KPI's value is, and so how its change can be split. */
enum ChangeForm {
    /** Measures added up. */
    SUM,
    /** Sums divided by one another. */
    QUOTIENT,
    /** Any formula of other figures or measures. */
    FORMULA;

    /** @throws Problem when there is no way that is exact */
    static ChangeForm of(Kpi kpi, Asked asked) {
        KpiKind kind = kpi.definition().kind();
        if (kpi.holdsForecasts(asked)) {
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    "key",
                    kpi.definition().key()
                            + " is, or holds, a forecast, which a method makes as a whole: its change is made of no"
                            + " records or groups. What moved the deals behind it is at /api/v1/forecasts/waterfall.");
        }
        if (kind == KpiKind.DISTRIBUTION && !asked.variant().equals(DistributionKpi.MEAN)) {
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    "variant",
                    "A " + asked.variant() + " is one value out of all, and not made of those of any parts, so that its"
                            + " change has none either. Explain variant=" + DistributionKpi.MEAN + ".");
        }
        if (kind == KpiKind.DERIVED) {
            return FORMULA;
        }
        return kpi.denominator(asked).isEmpty() ? SUM : QUOTIENT;
    }

    /** Refuses groups of what is no sum or quotient of sums; whether its groups do add up shows when they are measured. */
    void check(Kpi kpi, Asked asked, List<String> by) {
        if (!by.isEmpty() && ChangeShape.of(kpi, asked).isEmpty()) {
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    "by",
                    kpi.definition().key() + " is made of other figures, "
                            + kpi.definition().builtOn()
                            + ", and adds up over no groups. Leave by out, which splits its change into theirs, and explain"
                            + " these by dimensions.");
        }
    }
}
