package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.sql.Question.DimensionRef;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How much was there in each bucket, in all and by each of several dimensions? What kept sums answer is read from them; all else of
 * the records in one pass for all dimensions together: summed by the columns that their groups follow from, and these few rows by
 * each dimension. Only what has about as many values as there are records is passed over by itself.
 */
public final class Splits {
    private Splits() {}

    /** What all statements of one answer share. */
    private record Work(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            Map<Moment, List<Measure>> measures,
            List<ReportingPeriod> buckets) {

        /** The ways to group: not at all, and by each dimension. */
        List<List<DimensionRef>> ways() {
            List<List<DimensionRef>> ways = new ArrayList<>(List.of(List.of()));
            question.groupBy().forEach(dimension -> ways.add(List.of(dimension)));
            return ways;
        }

        /** Whether kept sums tell all of it. */
        boolean isKept(List<DimensionRef> way) {
            return measures.entrySet().stream()
                    .allMatch(entry -> plan.find(question.by(way), entry.getKey(), entry.getValue(), buckets)
                            .isPresent());
        }

        /** Whether it is worth, and possible, to measure this way together with others. */
        boolean goesTogether(List<DimensionRef> way) {
            return !Segments.areNeeded(buckets)
                    && way.stream()
                            .allMatch(reference ->
                                    reference.dimension() != null && reference.dimension() != Dimension.CUSTOMER)
                    && measures.entrySet().stream()
                            .allMatch(entry -> goesTogether(way, entry.getKey(), entry.getValue()))
                    && !isKept(way);
        }

        /** Whether the groups of any dimension add up to all records, to the last digit. */
        boolean addsUp() {
            return measures.values().stream()
                    .flatMap(List::stream)
                    .allMatch(measure ->
                            measure.addsUpExactly() && measure.moment().timing() != Moment.Timing.PLANNED);
        }

        Uni<Cells> alone(List<DimensionRef> way) {
            return Figures.measure(connection, question.by(way), plan, all(), buckets);
        }

        private List<Measure> all() {
            return measures.values().stream().flatMap(List::stream).toList();
        }

        private boolean goesTogether(List<DimensionRef> way, Moment moment, List<Measure> asked) {
            return (moment.timing() == Moment.Timing.INSTANT || moment.timing() == Moment.Timing.DATE)
                    && asked.stream().allMatch(FlowStatement::isSummedAlone)
                    && new FigureSql(question.by(way), moment.subject())
                            .columnsOfGroups()
                            .isPresent();
        }
    }

    /**
     * What was found.
     *
     * @param ways first the cells without groups, then those by each dimension
     * @param known what was known when each bucket ended, in the first bucket of cells; empty where nobody asked
     */
    public record Found(List<Cells> ways, List<Optional<Cells>> known) {}

    /**
     * Measures.
     *
     * @param question by the dimensions, each of which is taken alone
     * @param buckets in order of time
     * @param ends the question without dimensions as of each bucket's end, where anybody asks
     */
    public static Uni<Found> measure(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            List<Measure> measures,
            List<ReportingPeriod> buckets,
            List<Optional<Question>> ends) {
        Map<Moment, List<Measure>> byMoment = measures.stream()
                .distinct()
                .collect(Collectors.groupingBy(Measure::moment, LinkedHashMap::new, Collectors.toList()));
        Work work = new Work(connection, question, plan, byMoment, buckets);
        List<List<DimensionRef>> ways = work.ways();
        List<List<DimensionRef>> fit = ways.stream()
                .filter(way -> !way.isEmpty() && work.goesTogether(way))
                .toList();
        List<List<DimensionRef>> together = fit.size() > 1 ? fit : List.of();
        OnePass pass = new OnePass(
                connection,
                question.by(together.stream().flatMap(List::stream).toList()),
                byMoment,
                buckets,
                together.isEmpty() ? List.of() : ends);
        Map<List<DimensionRef>, Cells> found = new LinkedHashMap<>();
        // The whole comes with those together, else it is the sum of any dimension's groups.
        boolean wholeIsASum = together.isEmpty() && ways.size() > 1 && work.addsUp();
        List<List<DimensionRef>> alone = ways.stream()
                .filter(way -> way.isEmpty() ? together.isEmpty() && !wholeIsASum : !together.contains(way))
                .toList();
        List<Uni<Void>> statements = new ArrayList<>();
        alone.stream().filter(work::isKept).forEach(way -> statements.add(alone(work, way, found)));
        if (!together.isEmpty()) {
            byMoment.keySet().forEach(plan::noteRecords);
            statements.addAll(pass.statements());
        }
        alone.stream().filter(way -> !work.isKept(way)).forEach(way -> statements.add(alone(work, way, found)));
        Map<Integer, Cells> known = new HashMap<>();
        if (!pass.tellsWhatWasKnown()) {
            statements.addAll(asOf(work, ends, known));
        }
        return Pipeline.send(statements)
                .chain(() -> pass.tellsWhatWasKnown()
                        ? known(work, pass, ends, known)
                        : Uni.createFrom().voidItem())
                .map(done -> {
                    if (!together.isEmpty()) {
                        found.put(List.of(), pass.ways().get(0));
                        together.forEach(way -> found.put(way, pass.ways().get(together.indexOf(way) + 1)));
                    } else if (wholeIsASum) {
                        found.put(List.of(), whole(found.values(), measures));
                    }
                    return new Found(
                            ways.stream()
                                    .map(way -> Objects.requireNonNull(found.get(way)))
                                    .toList(),
                            IntStream.range(0, buckets.size())
                                    .mapToObj(bucket -> Optional.ofNullable(known.get(bucket)))
                                    .toList());
                });
    }

    /** The statements that ask as of each end apart. */
    private static List<Uni<Void>> asOf(Work work, List<Optional<Question>> ends, Map<Integer, Cells> known) {
        List<Uni<Void>> statements = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            int bucket = i;
            ends.get(i)
                    .ifPresent(end -> statements.add(Figures.measure(
                                    work.connection(),
                                    end,
                                    work.plan(),
                                    work.all(),
                                    List.of(work.buckets().get(bucket)))
                            .invoke(cells -> known.put(bucket, cells))
                            .replaceWithVoid()));
        }
        return statements;
    }

    /** What the pass told of that, else asked apart. */
    private static Uni<Void> known(Work work, OnePass pass, List<Optional<Question>> ends, Map<Integer, Cells> known) {
        if (pass.isConverted()) {
            return Pipeline.send(asOf(work, ends, known)).replaceWithVoid();
        }
        for (int bucket = 0; bucket < ends.size(); bucket++) {
            if (ends.get(bucket).isPresent()) {
                known.put(bucket, pass.knownAtTheEnd(bucket));
            }
        }
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> alone(Work work, List<DimensionRef> way, Map<List<DimensionRef>, Cells> found) {
        return work.alone(way).invoke(cells -> found.put(way, cells)).replaceWithVoid();
    }

    /** Any dimension has every record in one of its groups; the one with the fewest is added up soonest. */
    private static Cells whole(Collection<Cells> byDimension, List<Measure> measures) {
        Cells fewest = Collections.min(
                byDimension, Comparator.comparingInt(cells -> cells.groups().size()));
        return fewest.pooled(fewest.groups(), measures.stream().distinct().toList());
    }
}
