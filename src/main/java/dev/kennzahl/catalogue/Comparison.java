package dev.kennzahl.catalogue;

import java.util.Locale;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a value is compared with; earlier periods like for like: an unfinished bucket with as many days of the other one. */
@Description(
        "What a value is compared with; earlier periods like for like: an unfinished bucket with as many days of the other one.")
@Schema(
        description =
                "What a value is compared with; earlier periods like for like: an unfinished bucket with as many days of the other one.")
public enum Comparison {
    @Description("The bucket before.")
    PREVIOUS_PERIOD,
    @Description("The same bucket a year before; a week with the week 52 weeks before.")
    PREVIOUS_YEAR,
    @Description(
            "The target of the whole bucket, also of one that is not over: those set for just what was asked, else the sum of"
                    + " the next finer ones. Of a longer period a figure that adds up has its days' share, a balance the target of its"
                    + " last day, all else the mean over its days, and never that of parts. Null where a day has none.")
    TARGET;

    /** The name in REST: {@code previous_year}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
