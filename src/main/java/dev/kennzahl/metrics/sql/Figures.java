package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Moment;

/** Measures records: one pass over them per moment, however many measures are taken. */
public final class Figures {
    private Figures() {}

    /**
     * Measures.
     *
     * @param plan says which kept sums may be used, and is told which were
     * @param buckets in order of time; they may overlap and have gaps
     */
    public static Uni<Cells> measure(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            Collection<Measure> measures,
            List<ReportingPeriod> buckets) {
        if (!Segments.areNeeded(buckets)) {
            return passes(connection, question, plan, measures, buckets);
        }
        Segments segments = new Segments(buckets);
        List<Measure> summed = measures.stream()
                .filter(Measure::addsUpExactlyOverTime)
                .distinct()
                .toList();
        List<Measure> others = measures.stream()
                .filter(measure -> !measure.addsUpExactlyOverTime() && !measure.dependsOnBucket())
                .toList();
        List<Measure> oneByOne =
                measures.stream().filter(Measure::dependsOnBucket).distinct().toList();
        return passes(connection, question, plan, summed, segments.pieces())
                .map(pieces -> segments.addUp(pieces, summed))
                .flatMap(cells -> passes(connection, question, plan, others, buckets)
                        .invoke(cells::add)
                        .chain(() -> oneByOne(connection, question, plan, oneByOne, buckets))
                        .invoke(cells::add)
                        .replaceWith(cells));
    }

    /**
     * Groups taken together as one, {@link CellKey#WHOLE}: summed up where sums are exact, else measured anew.
     *
     * @param question without groups, of the records of these groups only
     * @param cells what was measured by group
     */
    public static Uni<Cells> pool(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            Collection<Measure> measures,
            List<ReportingPeriod> buckets,
            Cells cells,
            Collection<CellKey> groups) {
        List<Measure> summed = measures.stream().filter(Measure::addsUpExactly).toList();
        List<Measure> others =
                measures.stream().filter(measure -> !measure.addsUpExactly()).toList();
        Cells pool = cells.pooled(groups, summed);
        return measure(connection, question, plan, others, buckets)
                .invoke(pool::add)
                .replaceWith(pool);
    }

    /** Buckets that overlap, each measured by itself. */
    private static Uni<Cells> oneByOne(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        Cells all = new Cells();
        if (measures.isEmpty()) {
            return Uni.createFrom().item(all);
        }
        return Multi.createFrom()
                .range(0, buckets.size())
                .onItem()
                .transformToUniAndConcatenate(i -> passes(connection, question, plan, measures, List.of(buckets.get(i)))
                        .invoke(found -> all.addAt(i, found)))
                .collect()
                .asList()
                .replaceWith(all);
    }

    /** One pass per moment, all sent at once and done one after the other. */
    private static Uni<Cells> passes(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            Collection<Measure> measures,
            List<ReportingPeriod> buckets) {
        Map<Moment, List<Measure>> byMoment = new LinkedHashMap<>();
        measures.stream().distinct().forEach(measure -> byMoment.computeIfAbsent(
                        measure.moment(), key -> new ArrayList<>())
                .add(measure));
        List<Uni<Cells>> passes = new ArrayList<>();
        List<Uni<Cells>> ofSumsBehind = new ArrayList<>();
        List<Uni<Cells>> ofRecords = new ArrayList<>();
        byMoment.forEach((moment, ofMoment) -> {
            Optional<RollupState> kept =
                    canBeKept(moment) ? plan.choose(question, moment, ofMoment, buckets) : Optional.empty();
            kept.ifPresentOrElse(
                    state -> (state.isUpToDate(question) ? passes : ofSumsBehind)
                            .add(RollupFlows.measure(connection, question, state, ofMoment, buckets)),
                    () -> ofRecords.add(fromRecords(connection, question, moment, ofMoment, buckets)));
        });
        if (!ofSumsBehind.isEmpty()) {
            passes.add(TenantTransactions.planAnew(connection).replaceWith(Cells::new));
            passes.addAll(ofSumsBehind);
        }
        if (!ofRecords.isEmpty()) {
            passes.add(TenantTransactions.planForMany(connection).replaceWith(Cells::new));
            passes.addAll(ofRecords);
        }
        return Pipeline.send(passes).map(found -> {
            Cells cells = new Cells();
            found.forEach(cells::add);
            return cells;
        });
    }

    private static boolean canBeKept(Moment moment) {
        return moment.timing() == Moment.Timing.INSTANT || moment.timing() == Moment.Timing.DATE;
    }

    private static Uni<Cells> fromRecords(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        return switch (moment.timing()) {
            case INSTANT, DATE -> Flows.measure(connection, question, moment, measures, buckets);
            case STANDING, AT_START, AT_END -> Balances.measure(connection, question, moment, measures, buckets);
            case SPAN, SPAN_DAYS, SPAN_WHOLE, SPAN_AT_START, SPAN_THROUGHOUT, SPAN_AT_END, SPAN_AGE ->
                Spans.measure(connection, question, moment, measures, buckets);
            case PER_BUCKET -> perBucket(connection, question, moment, measures, buckets);
            case PLANNED -> Plans.measure(connection, question, measures, buckets);
        };
    }

    private static Uni<Cells> perBucket(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        if (measures.stream().anyMatch(measure -> measure.aggregate() == Aggregate.EXPECTED)) {
            return Expectations.measure(connection, question, measures, buckets);
        }
        return switch (measures.get(0).aggregate()) {
            case FORETOLD -> ForecastFigures.measure(connection, question, measures, buckets);
            default -> BucketRows.measure(connection, question, moment, measures, buckets);
        };
    }
}
