package dev.kennzahl.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealScope;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A question for a forecast, as every interface asks it.
 *
 * @param target the KPI to forecast
 * @param at from what was so just before this instant, by valid time; null for the instant that all is known as of
 * @param scope groups, filters, currency, and the known time
 */
public record ForecastQuestion(
        String target, ReportingPeriod period, Grain grain, @Nullable Function<ZoneId, Instant> at, DealScope scope) {

    /** The instant of the question, once the zone is known and what it is known as of. */
    public Instant at(ZoneId zone, Instant asOf) {
        return lookBack(at, zone, asOf);
    }

    /** An instant that is looked back to; without one that which all is known as of, and never one after that. */
    public static Instant lookBack(@Nullable Function<ZoneId, Instant> at, ZoneId zone, Instant asOf) {
        Instant instant = at == null ? asOf : at.apply(zone);
        if (instant.isAfter(asOf)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "at",
                    "at must not be after the instant that all is known as of, " + asOf
                            + ": nobody knows yet what will be so then. Leave at out, or give a later asOf.");
        }
        return instant;
    }
}
