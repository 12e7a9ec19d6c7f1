package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.sql.Question.DimensionRef;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How much was there in each bucket, in all and by each of several dimensions? What kept sums answer is read from them; all else of
 * the records in one pass for all dimensions together: summed by the columns that their groups follow from, and these few rows by
 * each dimension. Only what has about as many values as there are records is passed over by itself.
 */
public final class Splits {
    /** What the groups of several dimensions together take, so that they need not go through the disk. */
    private static final String ROOM = "SET LOCAL plan_cache_mode = auto; SET LOCAL work_mem = '64MB'";

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

        /** Whether it is worth, and possible, to measure this way together with others. */
        boolean goesTogether(List<DimensionRef> way) {
            return !Segments.areNeeded(buckets)
                    && way.stream()
                            .allMatch(reference ->
                                    reference.dimension() != null && reference.dimension() != Dimension.CUSTOMER)
                    && measures.entrySet().stream()
                            .allMatch(entry -> goesTogether(way, entry.getKey(), entry.getValue()))
                    && measures.entrySet().stream()
                            .anyMatch(entry -> plan.find(question.by(way), entry.getKey(), entry.getValue(), buckets)
                                    .isEmpty());
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
     * Measures.
     *
     * @param question by the dimensions, each of which is taken alone
     * @param buckets in order of time
     * @return first the cells without groups, then those by each dimension
     */
    public static Uni<List<Cells>> measure(
            SqlConnection connection,
            Question question,
            ReadingPlan plan,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        Map<Moment, List<Measure>> byMoment = measures.stream()
                .distinct()
                .collect(Collectors.groupingBy(Measure::moment, LinkedHashMap::new, Collectors.toList()));
        Work work = new Work(connection, question, plan, byMoment, buckets);
        List<DimensionRef> together = work.ways().stream()
                .filter(way -> !way.isEmpty() && work.goesTogether(way))
                .flatMap(List::stream)
                .toList();
        Map<List<DimensionRef>, Cells> found = new LinkedHashMap<>();
        return together(work, together.size() > 1 ? together : List.of(), found)
                .chain(() -> Multi.createFrom()
                        .iterable(work.ways())
                        .filter(way -> !found.containsKey(way))
                        .onItem()
                        .transformToUniAndConcatenate(
                                way -> Figures.measure(connection, question.by(way), plan, measures, buckets)
                                        .invoke(cells -> found.put(way, cells)))
                        .collect()
                        .asList())
                .map(done -> work.ways().stream()
                        .map(way -> Objects.requireNonNull(found.get(way)))
                        .toList());
    }

    private static Uni<Void> together(Work work, List<DimensionRef> dimensions, Map<List<DimensionRef>, Cells> found) {
        if (dimensions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        found.put(List.of(), new Cells());
        dimensions.forEach(dimension -> found.put(List.of(dimension), new Cells()));
        List<Cells> ways = List.copyOf(found.values());
        return work.connection()
                .query(ROOM)
                .execute()
                .chain(() -> Multi.createFrom()
                        .iterable(work.measures().entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(
                                entry -> pass(work, dimensions, entry.getKey(), entry.getValue(), ways))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    private static Uni<Void> pass(
            Work work, List<DimensionRef> dimensions, Moment moment, List<Measure> measures, List<Cells> ways) {
        work.plan().noteRecords(moment);
        Question question = work.question().by(dimensions);
        FigureSql sql = new FigureSql(question, moment.subject());
        String statement = new FlowStatement(sql, question, moment, measures, work.buckets())
                .oneByOne(sql.columnsOfGroups().orElseThrow());
        return work.connection()
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .invoke(rows -> rows.forEach(row -> read(row, dimensions.size(), measures, ways)))
                .replaceWithVoid();
    }

    /** A row is of the dimension that it is grouped by: whose bit is not set, the first dimension's being the highest. */
    private static void read(Row row, int dimensions, List<Measure> measures, List<Cells> ways) {
        int ungrouped = row.getInteger(row.size() - 1);
        int way = 0;
        for (int i = 1; i <= dimensions; i++) {
            way = (ungrouped & 1 << (dimensions - i)) == 0 ? i : way;
        }
        Cells cells = ways.get(way);
        CellKey group = CellKey.WHOLE;
        if (way > 0) {
            group = new CellKey(one(row.getString(way)));
            cells.label(group, one(row.getString(dimensions + way)));
        }
        List<MeasureValue> values = Columns.values(row, dimensions, measures.size());
        for (int i = 0; i < measures.size(); i++) {
            if (values.get(i).records() > 0) {
                cells.put(group, row.getInteger(0) - 1, measures.get(i), values.get(i));
            }
        }
    }

    private static List<@Nullable String> one(@Nullable String value) {
        return Collections.singletonList(value);
    }
}
