package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealScope;

/**
 * A question for the open deals at an instant.
 *
 * @param at null for the instant that the answer is as of
 * @param period when they are expected to close; null for all, with those that have no date
 */
public record PipelineQuestion(
        @Nullable Function<ZoneId, Instant> at,
        @Nullable Function<ReportingCalendar, ReportingPeriod> period,
        DealScope scope) {}
