package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.DealReader;
import dev.kennzahl.metrics.OpenDeal;

/**
 * The open deals of a period at any instant, how old they were and how often they had been pushed; amounts at the rate of that instant's day,
 * as forecasts from then have them.
 */
@Singleton
public class PastPipelines {
    private final DealHistory history;

    PastPipelines(DealHistory history) {
        this.history = history;
    }

    /** A pipeline as it stood just before an instant. */
    public record PastPipeline(
            Instant at, @Nullable ReportingPeriod period, String currency, Instant asOf, List<OpenDeal.Sum> groups) {}

    /** @return fails with a {@link dev.kennzahl.problem.Problem} that names the parameter at fault */
    public Uni<PastPipeline> ask(int tenantId, PipelineQuestion question) {
        return look(tenantId, question, (deals, look) -> deals.pipeline(look.at(), look.period())
                .map(groups -> new PastPipeline(
                        look.at(),
                        look.period(),
                        deals.currency(),
                        look.asOf(),
                        groups.stream()
                                .sorted(Comparator.comparing(OpenDeal.Sum::group))
                                .toList())));
    }

    /** How many deals there are. */
    public Uni<Long> count(int tenantId, PipelineQuestion question) {
        return ask(tenantId, question).map(found -> found.groups().stream()
                .mapToLong(group -> group.open().deals())
                .sum());
    }

    /**
     * The deals one by one, ordered by id.
     *
     * @param after the id that the page before ended with; null for the first
     */
    public Uni<List<OpenDeal>> deals(int tenantId, PipelineQuestion question, @Nullable UUID after, int limit) {
        return look(tenantId, question, (deals, look) -> deals.openDeals(look.at(), look.period(), after, limit));
    }

    private record Look(Instant at, Instant asOf, @Nullable ReportingPeriod period) {}

    private <T> Uni<T> look(int tenantId, PipelineQuestion question, BiFunction<DealReader, Look, Uni<T>> work) {
        return history.read(tenantId, question.scope(), deals -> {
            ReportingCalendar calendar = deals.settings().calendar();
            Instant at = ForecastQuestion.lookBack(question.at(), calendar.zone(), deals.now());
            ReportingPeriod period =
                    question.period() == null ? null : question.period().apply(calendar);
            return work.apply(deals.at(at), new Look(at, deals.now(), period));
        });
    }
}
