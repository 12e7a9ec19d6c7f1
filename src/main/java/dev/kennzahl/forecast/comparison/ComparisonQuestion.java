package dev.kennzahl.forecast.comparison;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealScope;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A question how forecasts fared, as every interface asks it.
 *
 * @param methods the methods to compare
 * @param leadTimes how long before the end of each period forecasts are made
 * @param asKnownThen whether forecasts are made of what the service knew at the time, and not of what was so at the time
 */
public record ComparisonQuestion(
        String target,
        ReportingPeriod period,
        Grain grain,
        List<String> methods,
        List<LeadTime> leadTimes,
        boolean asKnownThen,
        DealScope scope) {

    /** How long before the end of a period. */
    public record LeadTime(String text, Period days, Duration time) {
        /** Reads an ISO duration: {@code P30D}, {@code P1M}, {@code P2W}, {@code PT12H}. */
        public static LeadTime parse(String text) {
            try {
                boolean isTime = text.startsWith("PT");
                LeadTime lead = new LeadTime(
                        text, isTime ? Period.ZERO : Period.parse(text), isTime ? Duration.parse(text) : Duration.ZERO);
                if (!lead.days().isNegative()
                        && !lead.time().isNegative()
                        && lead.days().toTotalMonths() < 1_200
                        && lead.days().getDays() < 36_500
                        && lead.time().toDays() < 36_500) {
                    return lead;
                }
            } catch (DateTimeParseException e) {
                // said below
            }
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "leadTimes",
                    "leadTimes must be ISO durations such as P30D, P1M, P2W or PT12H, not negative and below a hundred years.");
        }

        /** The instant so long before the end of a period. */
        Instant before(ReportingPeriod period, ZoneId zone) {
            return ZonedDateTime.ofInstant(period.endsAt(zone), zone)
                    .minus(days)
                    .minus(time)
                    .toInstant();
        }
    }
}
