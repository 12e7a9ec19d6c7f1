package dev.kennzahl.metrics;

import java.util.Locale;

import org.eclipse.microprofile.graphql.Description;

/** What a value is compared with, always like for like: an unfinished bucket with as many days of the other one. */
@Description(
        "What a value is compared with, always like for like: an unfinished bucket with as many days of the other one.")
public enum Comparison {
    @Description("The bucket before.")
    PREVIOUS_PERIOD,
    @Description("The same bucket a year before; a week with the week 52 weeks before.")
    PREVIOUS_YEAR;

    /** The name in REST: {@code previous_year}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
