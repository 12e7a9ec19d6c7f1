package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.DealReader;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Reads where deals stood, for all methods that forecast from deals. */
@Singleton
class DealStandings {
    private final DealHistory history;
    private final ForecastConfig config;

    DealStandings(DealHistory history, ForecastConfig config) {
        this.history = history;
        this.config = config;
    }

    /** Reads, and lets the method read what else it needs in the same transaction. */
    <T> Uni<T> read(Look look, ForecastQuestion question, BiFunction<DealReader, PeriodState, Uni<T>> work) {
        return history.read(look, question.scope(), reader -> {
            ReportingCalendar calendar = reader.settings().calendar();
            Instant at = question.at() == null ? reader.now() : question.at().apply(calendar.zone());
            DealReader deals = reader.at(at);
            List<ReportingPeriod> buckets = buckets(question, calendar);
            return deals.won(at, buckets)
                    .flatMap(won -> deals.openDeals(at, null, null, config.maxDeals() + 1)
                            .map(open -> {
                                requireFewer(open.size());
                                return PeriodState.of(
                                        question,
                                        reader.settings(),
                                        reader.currency(),
                                        reader.now(),
                                        at,
                                        buckets,
                                        won,
                                        open);
                            }))
                    .flatMap(state -> work.apply(deals, state));
        });
    }

    private List<ReportingPeriod> buckets(ForecastQuestion question, ReportingCalendar calendar) {
        long count = calendar.bucketCount(question.period(), question.grain());
        if (count > config.maxHorizon()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_BUCKETS,
                    "grain",
                    "The period has " + count + " buckets of grain "
                            + question.grain().name().toLowerCase(Locale.ROOT) + "; at most " + config.maxHorizon()
                            + " fit one forecast. Take a shorter period or a coarser grain.");
        }
        return calendar.buckets(question.period(), question.grain());
    }

    private void requireFewer(int deals) {
        if (deals > config.maxDeals()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_VALUES,
                    "where",
                    "More than " + config.maxDeals()
                            + " open deals are meant, which is more than one forecast can be made"
                            + " of. Filter, by a region or an owner.");
        }
    }
}
