package dev.kennzahl.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealScope;

/**
 * A question for a forecast, as every interface asks it.
 *
 * @param target the KPI to forecast
 * @param at from what was so just before this instant, by valid time; null for the instant that all is known as of
 * @param scope groups, filters, currency, and the known time
 */
public record ForecastQuestion(
        String target, ReportingPeriod period, Grain grain, @Nullable Function<ZoneId, Instant> at, DealScope scope) {}
