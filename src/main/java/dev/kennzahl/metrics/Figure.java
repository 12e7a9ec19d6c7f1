package dev.kennzahl.metrics;

/** A KPI as a part of another: in a variant, with options. */
public record Figure(Kpi kpi, Asked asked) {
    /** What it is called in formulas: {@code win_rate}, or {@code win_rate[by_value]} for another variant than the default. */
    public String name() {
        String key = kpi.definition().key();
        return asked.variant().equals(kpi.definition().defaultVariant()) ? key : key + "[" + asked.variant() + "]";
    }
}
