package dev.kennzahl.catalogue;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a figure is counted in. */
@RegisterForReflection
@Description("What a figure is counted in.")
@Schema(description = "What a figure is counted in.")
public enum Unit {
    @Description("A number of things.")
    COUNT(4),
    @Description("An amount of money; the currency stands beside it.")
    MONEY(4),
    @Description("A share, 0 to 1; percent exists on screens only.")
    RATIO(6),
    @Description("Days, with fractions.")
    DAYS(6),
    @Description("Hours, with fractions.")
    HOURS(6),
    @Description("Years of 365.25 days, with fractions.")
    YEARS(6),
    @Description("Points of a score.")
    POINTS(6),
    @Description("An amount of money per day; the currency stands beside it.")
    MONEY_PER_DAY(4);

    private final int scale;

    Unit(int scale) {
        this.scale = scale;
    }

    /** The name in REST and in files: {@code money_per_day}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is given in a currency. */
    public boolean isMoney() {
        return this == MONEY || this == MONEY_PER_DAY;
    }

    /** How many decimals a quotient of this unit is rounded to, half even; sums are never rounded. */
    public int scale() {
        return scale;
    }
}
