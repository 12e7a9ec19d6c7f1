package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.DealReader;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.OpenDeal;
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

    /** Reads what all questions learn from at their instants, for each of them. */
    interface Lesson<L> extends BiFunction<DealReader, List<Instant>, Uni<List<L>>> {}

    /** What is left to compute, of what was read at an instant and what was learned by then; more may be read in the same transaction. */
    interface Work<L> {
        Uni<Supplier<ForecastAnswer>> of(DealReader deals, PeriodState state, L learned);

        /** Of what needs nothing more. */
        static Uni<Supplier<ForecastAnswer>> just(Supplier<ForecastAnswer> task) {
            return Uni.createFrom().voidItem().map(nothing -> task);
        }
    }

    /** Reads for one question after the other, all of one scope; what they learn from is read first, for all of them together. */
    <L> Uni<List<Supplier<ForecastAnswer>>> read(
            Look look, List<ForecastQuestion> questions, Lesson<L> lesson, Work<L> work) {
        return history.read(look, questions.get(0).scope(), reader -> {
            List<Instant> instants = questions.stream()
                    .map(question -> question.at(reader.settings().calendar().zone(), reader.now()))
                    .toList();
            return lesson.apply(reader, instants).flatMap(learned -> Multi.createFrom()
                    .range(0, questions.size())
                    .onItem()
                    .transformToUniAndConcatenate(i -> {
                        DealReader deals = reader.at(instants.get(i));
                        return state(reader, deals, questions.get(i), instants.get(i))
                                .flatMap(state -> work.of(deals, state, learned.get(i)));
                    })
                    .collect()
                    .asList());
        });
    }

    private Uni<PeriodState> state(DealReader reader, DealReader deals, ForecastQuestion question, Instant at) {
        List<ReportingPeriod> buckets = buckets(question, reader.settings().calendar());
        return deals.won(at, buckets).flatMap(won -> deals.openDeals(at, null, null, config.maxDeals() + 1)
                .invoke(open -> requireFewer(open.size()))
                .flatMap(open -> isBlank(deals, at, won, open)
                        .map(isBlank -> PeriodState.of(
                                question,
                                reader.settings(),
                                reader.currency(),
                                reader.now(),
                                at,
                                buckets,
                                isBlank,
                                won,
                                open))));
    }

    private static Uni<Boolean> isBlank(DealReader deals, Instant at, List<DealSum.OfBucket> won, List<OpenDeal> open) {
        return won.isEmpty() && open.isEmpty()
                ? deals.isAnyKnown(at).map(known -> !known)
                : Uni.createFrom().item(false);
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
