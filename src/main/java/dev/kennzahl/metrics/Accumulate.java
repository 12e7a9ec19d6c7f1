package dev.kennzahl.metrics;

import java.util.Locale;

import org.eclipse.microprofile.graphql.Description;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;

/** From where on the value of a bucket is computed, up to the bucket's end. */
@Description("From where on the value of a bucket is computed, up to the bucket's end.")
public enum Accumulate {
    @Description("From the first bucket: a running total.")
    PERIOD(null),
    @Description(
            "To date: from the start of the fiscal year that holds the bucket's last day, also where that is before 'from'.")
    YEAR(Grain.YEAR),
    @Description("From the start of the fiscal quarter that holds the bucket's last day.")
    QUARTER(Grain.QUARTER),
    @Description("From the start of the month that holds the bucket's last day.")
    MONTH(Grain.MONTH);

    private final @Nullable Grain unit;

    Accumulate(@Nullable Grain unit) {
        this.unit = unit;
    }

    /** With what it starts anew; null for never. */
    @Nullable
    Grain unit() {
        return unit;
    }

    /** The name in REST: {@code year}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
