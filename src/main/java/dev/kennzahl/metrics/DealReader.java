package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.sql.DealPasts;
import dev.kennzahl.metrics.sql.Pipelines;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.Waterfalls;
import dev.kennzahl.metrics.sql.WonSoFar;
import dev.kennzahl.sales.TenantSettings;

/** Answers about the deals of one {@link DealScope}, within one transaction: one after the other, as a connection does. */
public final class DealReader {
    private final SqlConnection connection;
    private final Question question;
    private final TenantSettings settings;

    DealReader(SqlConnection connection, Question question, TenantSettings settings) {
        this.connection = connection;
        this.question = question;
        this.settings = settings;
    }

    public TenantSettings settings() {
        return settings;
    }

    /** What amounts are given in. */
    public String currency() {
        return question.currency();
    }

    /** The instant that all this is known as of. */
    public Instant now() {
        return question.now();
    }

    /** The steps from one pipeline of a period to a later one, by group. */
    public Uni<List<PipelineMoves.Step>> waterfall(PipelineMoves.Window window) {
        return Waterfalls.steps(connection, question, window);
    }

    /**
     * The deals behind the steps, ordered by id.
     *
     * @param step only those; null for all
     * @param after where the page before ended; null for the first
     */
    public Uni<List<PipelineMoves.Move>> moves(
            PipelineMoves.Window window,
            @Nullable WaterfallStep step,
            PipelineMoves.@Nullable Position after,
            int limit) {
        return Waterfalls.moves(connection, question, window, step, after, limit);
    }

    /** The deals that were open just before an instant, by group. */
    public Uni<List<OpenDeal.Sum>> pipeline(Instant at, @Nullable ReportingPeriod period) {
        return Pipelines.sums(connection, question, at, period);
    }

    /**
     * The same one by one, ordered by id.
     *
     * @param after the id that the page before ended with; null for the first
     */
    public Uni<List<OpenDeal>> openDeals(
            Instant at, @Nullable ReportingPeriod period, @Nullable UUID after, int limit) {
        return Pipelines.page(connection, question, at, period, after, limit);
    }

    /** The same deals as if all this was asked at an instant: amounts at its day's rate. */
    public DealReader at(Instant instant) {
        return new DealReader(connection, question.at(instant), settings);
    }

    /**
     * What was won in each bucket, as it stood just before an instant.
     *
     * @param buckets in order of time and without gaps
     */
    public Uni<List<DealSum.OfBucket>> won(Instant at, List<ReportingPeriod> buckets) {
        return WonSoFar.of(connection, question, at, buckets);
    }

    /** How pieces of deals' lives ended, of all deals of the tenant, in each of these stretches; in their order. */
    public Uni<List<DealLearning.Past>> pasts(List<DealLearning.Stretch> stretches) {
        return DealPasts.pasts(connection, question, stretches);
    }

    /** How deals ended that were decided in each of these stretches, of all deals of the tenant; in their order. */
    public Uni<List<List<DealLearning.Ending>>> endings(List<DealLearning.Stretch> stretches) {
        return DealPasts.endings(connection, question, stretches);
    }

    /** Deals that were created in the time, the newest first. */
    public Uni<List<DealLearning.Arrival>> arrivals(Instant since, Instant until, int limit) {
        return DealPasts.arrivals(connection, question, since, until, limit);
    }

    /** Whether it is known of any deal of the tenant that it was there just before an instant, whatever the filters. */
    public Uni<Boolean> isAnyKnown(Instant at) {
        return DealPasts.isAnyKnown(connection, question, at);
    }

    /** What else is read in the same transaction; the known time is null for all that is known. */
    public <T> Uni<T> besides(BiFunction<SqlConnection, @Nullable Instant, Uni<T>> work) {
        return work.apply(connection, question.asOf());
    }
}
