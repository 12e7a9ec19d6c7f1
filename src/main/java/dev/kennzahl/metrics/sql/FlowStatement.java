package dev.kennzahl.metrics.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.MasterData;
import dev.kennzahl.metrics.subject.Moment;

/** The statement of {@link Flows}. */
final class FlowStatement {
    private final FigureSql sql;
    private final List<Measure> measures;
    private final Bounds bounds;
    private final boolean overlapping;
    private final boolean isOneBucket;
    private final String date;
    private final String place;
    private final String when;

    FlowStatement(
            FigureSql sql, Question question, Moment moment, List<Measure> measures, List<ReportingPeriod> buckets) {
        this.sql = sql;
        bounds = moment.timing() == Moment.Timing.DATE
                ? Bounds.dates(sql, buckets)
                : Bounds.instants(sql, question, buckets);
        overlapping = Segments.areNeeded(buckets);
        isOneBucket = buckets.size() == 1;
        date = sql.text(moment.from());
        // A constant, lest the planner expects as many buckets as there are dates.
        place = isOneBucket ? "1" : "width_bucket(" + date + ", " + bounds.starts() + ")";
        sql.words().startBucketsAt("(" + bounds.starts() + ")[" + place + "]");
        Condition shared = shared(measures);
        this.measures = shared.equals(Condition.ANY)
                ? measures
                : measures.stream().map(measure -> measure.where(Condition.ANY)).toList();
        when = Flows.endedUp(moment.subject()) + " AND " + date + " >= " + bounds.firstStart() + " AND " + date + " < "
                + bounds.lastEnd() + " AND (" + sql.text(shared.sql()) + ")";
    }

    /** The condition of all measures, which then need not be looked at for each; any, where they differ. */
    private static Condition shared(List<Measure> measures) {
        Condition first = measures.get(0).condition();
        return measures.stream().allMatch(measure -> measure.condition().equals(first)) ? first : Condition.ANY;
    }

    String text() {
        if (overlapping) {
            return inSeveralBuckets();
        }
        Optional<GroupKeys> keys =
                measures.stream().allMatch(FlowStatement::isSummedAlone) ? sql.groupKeys() : Optional.empty();
        return keys.map(this::summedFirst).orElseGet(this::atOnce);
    }

    /** Whether it can be summed by the columns of records alone, before anything is looked up. */
    static boolean isSummedAlone(Measure measure) {
        return measure.aggregate() == Aggregate.SUM
                && measure.contribution().needs().isEmpty()
                && !MasterData.isReadBy(measure.condition().sql());
    }

    private String inSeveralBuckets() {
        return "SELECT b.bucket::integer" + sql.groupNames() + sql.labels() + Columns.aggregated(sql, measures)
                + " FROM (SELECT " + date + " AS dated" + sql.groupColumns() + Columns.measured(sql, measures)
                + sql.fromWhere() + when + ") f JOIN unnest(" + bounds.starts() + ", " + bounds.ends()
                + ") WITH ORDINALITY b (starts, ends, bucket) ON f.dated >= b.starts AND f.dated < b.ends"
                + " GROUP BY b.bucket" + sql.groupNames();
    }

    /** Of the columns that groups follow from, sums; of these, looked up, the groups. */
    private String summedFirst(GroupKeys keys) {
        String first = "SELECT bucket" + keys.names() + Columns.summed(measures) + " FROM (" + dated()
                + sql.text(keys.selected()) + Columns.measured(sql, measures) + sql.fromWhereByKeys() + when + inTime()
                + keys.names();
        return "SELECT bucket" + sql.groupNames() + sql.labels() + Columns.addedUp(measures) + " FROM (SELECT bucket"
                + sql.groupColumns() + Columns.sums(measures) + " FROM (" + first + ") f" + sql.joinsOfGroups()
                + ") f GROUP BY bucket" + sql.groupNames();
    }

    /**
     * By each of the question's dimensions alone, and all records, in one pass: a last column tells which one a row is of, see
     * {@link OnePass}.
     */
    String oneByOne(GroupKeys keys) {
        return oneByOne(keys, "", "", "");
    }

    /**
     * The same, and of all records apart those that were known when their bucket ended, and whether any amount was converted.
     *
     * @param ends when the buckets end
     */
    String oneByOneAndKnown(GroupKeys keys, String ends) {
        String converted = measures.stream()
                .map(measure -> sql.isConverted(measure.contribution()))
                .distinct()
                .collect(Collectors.joining(" OR "));
        return oneByOne(
                keys,
                ", f.known_from <= (" + ends + ")[" + place + "] AS known, " + converted + " AS converted",
                ", known",
                ", coalesce(bool_or(converted), false) AS converted");
    }

    /**
     * One by one.
     *
     * @param told columns of records besides those measured
     * @param further a name to group all records by besides
     * @param summed columns of their groups besides those summed
     */
    private String oneByOne(GroupKeys keys, String told, String further, String summed) {
        String first = "SELECT bucket" + keys.names() + Columns.summed(measures) + further + summed + " FROM ("
                + dated() + told + sql.text(keys.selected()) + Columns.measured(sql, measures)
                + sql.fromWhereByKeys() + when + inTime() + keys.names() + further;
        String names = sql.groupNames() + further;
        String sets = Stream.of(names.substring(2).split(", "))
                .map(name -> ", (bucket, " + name + ")")
                .collect(Collectors.joining());
        return "SELECT bucket" + sql.groupNames() + sql.labels() + Columns.addedUp(measures) + further + summed
                + ", grouping(" + names.substring(2) + ") FROM (SELECT bucket" + sql.groupColumns()
                + Columns.sums(measures) + further + (summed.isEmpty() ? "" : ", converted") + " FROM (" + first
                + ") f" + sql.joinsOfGroups() + ") f GROUP BY GROUPING SETS ((bucket)" + sets + ")";
    }

    /** Of what is believed no longer. */
    String ofRevised() {
        return atOnce(" AND f.known_to < 'infinity'");
    }

    private String atOnce() {
        return atOnce("");
    }

    private String atOnce(String further) {
        return "SELECT bucket" + sql.groupNames() + sql.labels() + Columns.aggregated(sql, measures) + " FROM ("
                + dated()
                + sql.groupColumns() + Columns.measured(sql, measures) + sql.fromWhere() + when + further + fence()
                + inTime()
                + sql.groupNames();
    }

    /** What parts look in that depend on the bucket may be wide; it must not be carried through a sort by bucket. */
    private String fence() {
        return measures.stream().anyMatch(Measure::dependsOnBucket) ? " OFFSET 0" : "";
    }

    private String dated() {
        return "SELECT " + place + " AS bucket, " + date + " AS dated";
    }

    private String inTime() {
        // Of a single bucket nothing beyond its end was read.
        return isOneBucket
                ? ") f GROUP BY bucket"
                : ") f WHERE dated < (" + bounds.ends() + ")[bucket] GROUP BY bucket";
    }
}
