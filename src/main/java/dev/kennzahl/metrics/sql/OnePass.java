package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject;

/**
 * How much was there in each bucket, in all and by each of several dimensions, of records in one pass: summed by the columns that
 * groups follow from, and these few rows by each dimension. In the same pass, where it can, how much of all was known when each
 * bucket ended; what was believed then and is no longer is looked up beside it.
 */
final class OnePass {
    /** What the groups of several dimensions together take, so that they need not go through the disk. */
    private static final String ROOM = "SET LOCAL work_mem = '64MB'";

    private final SqlConnection connection;
    private final Question question;
    private final Map<Moment, List<Measure>> measures;
    private final List<ReportingPeriod> buckets;
    private final List<Optional<Question>> ends;
    private final boolean tellsWhatWasKnown;
    private final List<Cells> ways = new ArrayList<>();
    private final Cells known = new Cells();
    private final Map<Integer, Cells> revised = new HashMap<>();
    private boolean converted;

    /**
     * A pass.
     *
     * @param question by the dimensions
     * @param ends the same as of the end of each bucket, where anybody asks
     */
    OnePass(
            SqlConnection connection,
            Question question,
            Map<Moment, List<Measure>> measures,
            List<ReportingPeriod> buckets,
            List<Optional<Question>> ends) {
        this.connection = connection;
        this.question = question;
        this.measures = measures;
        this.buckets = buckets;
        this.ends = ends;
        tellsWhatWasKnown = ends.stream().anyMatch(Optional::isPresent)
                && question.asOf() == null
                && measures.keySet().stream().allMatch(this::isTold)
                && measures.values().stream()
                        .flatMap(List::stream)
                        .allMatch(measure -> Rollup.canKeep(measure) && measure.addsUpExactly());
        for (int i = 0; i <= question.groupBy().size(); i++) {
            ways.add(new Cells());
        }
    }

    /** Whether records say themselves since when they are known, and all that is asked of them. */
    private boolean isTold(Moment moment) {
        return moment.subject().history() != Subject.History.DERIVED
                && new FigureSql(question, moment.subject()).isRestrictedByOwnColumns();
    }

    List<Uni<Void>> statements() {
        List<Uni<Void>> statements = new ArrayList<>();
        statements.add(TenantTransactions.planForMany(connection));
        statements.add(connection.query(ROOM).execute().replaceWithVoid());
        measures.forEach((moment, ofMoment) -> {
            statements.add(pass(moment, ofMoment));
            for (int i = 0; tellsWhatWasKnown && i < buckets.size(); i++) {
                int bucket = i;
                ends.get(i)
                        .ifPresent(end ->
                                statements.add(Flows.ofRevised(connection, end, moment, ofMoment, buckets.get(bucket))
                                        .invoke(cells -> revised.computeIfAbsent(bucket, key -> new Cells())
                                                .add(cells))
                                        .replaceWithVoid()));
            }
        });
        return statements;
    }

    /** First the cells without groups, then those by each dimension. */
    List<Cells> ways() {
        return ways;
    }

    /** Whether it is to tell what was known when buckets ended. */
    boolean tellsWhatWasKnown() {
        return tellsWhatWasKnown;
    }

    /** Whether any amount was converted: rates become known as well, so that the pass does not tell what was known of it. */
    boolean isConverted() {
        return converted;
    }

    /** What was known of a bucket when it ended, in the first bucket. */
    Cells knownAtTheEnd(int bucket) {
        Cells cells = new Cells();
        cells.addUp(CellKey.WHOLE, 0, known, bucket);
        cells.addUp(CellKey.WHOLE, 0, revised.getOrDefault(bucket, new Cells()), 0);
        return cells;
    }

    private Uni<Void> pass(Moment moment, List<Measure> ofMoment) {
        FigureSql sql = new FigureSql(question, moment.subject());
        FlowStatement statement = new FlowStatement(sql, question, moment, ofMoment, buckets);
        GroupKeys keys = sql.columnsOfGroups().orElseThrow();
        String text = tellsWhatWasKnown
                ? statement.oneByOneAndKnown(
                        keys, Bounds.instants(sql, question, buckets).ends())
                : statement.oneByOne(keys);
        return connection
                .preparedQuery(text)
                .execute(sql.parameters.tuple())
                .invoke(rows -> rows.forEach(row -> read(row, ofMoment)))
                .replaceWithVoid();
    }

    /**
     * A row is of the dimension that it is grouped by: whose bit in the last column is not set, the first dimension's being the highest,
     * and that of whether it was known by then the lowest.
     */
    private void read(Row row, List<Measure> ofMoment) {
        int dimensions = question.groupBy().size();
        int last = tellsWhatWasKnown ? dimensions + 1 : dimensions;
        int ungrouped = row.getInteger(row.size() - 1);
        int way = 0;
        for (int i = 1; i <= last; i++) {
            way = (ungrouped & 1 << (last - i)) == 0 ? i : way;
        }
        if (way > dimensions) {
            converted |= row.getBoolean(row.size() - 2);
            if (row.getBoolean(row.size() - 3)) {
                put(known, CellKey.WHOLE, row, ofMoment);
            }
            return;
        }
        CellKey group = CellKey.WHOLE;
        if (way > 0) {
            group = new CellKey(one(row.getString(way)));
            ways.get(way).label(group, one(row.getString(dimensions + way)));
        }
        put(ways.get(way), group, row, ofMoment);
    }

    private void put(Cells cells, CellKey group, Row row, List<Measure> ofMoment) {
        List<MeasureValue> values = Columns.values(row, question.groupBy().size(), ofMoment.size());
        for (int i = 0; i < ofMoment.size(); i++) {
            if (values.get(i).records() > 0) {
                cells.put(group, row.getInteger(0) - 1, ofMoment.get(i), values.get(i));
            }
        }
    }

    private static List<@Nullable String> one(@Nullable String value) {
        return Collections.singletonList(value);
    }
}
