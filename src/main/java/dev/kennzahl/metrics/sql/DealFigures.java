package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.Measure.Moment;
import dev.kennzahl.metrics.MeasureValue;

/** Measures deals: one pass over them per moment, however many measures are taken. */
public final class DealFigures {
    private DealFigures() {}

    /**
     * Measures.
     *
     * @param buckets in order of time, not overlapping; gaps are allowed
     */
    public static Uni<Cells> measure(
            SqlConnection connection,
            DealQuestion question,
            Collection<Measure> measures,
            List<ReportingPeriod> buckets) {
        Map<Moment, List<Measure>> byMoment = new LinkedHashSet<>(measures)
                .stream().collect(Collectors.groupingBy(Measure::moment, TreeMap::new, Collectors.toList()));
        Cells cells = new Cells();
        return Multi.createFrom()
                .iterable(byMoment.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> entry.getKey() == Moment.BUCKET_END
                        ? balances(connection, question, entry.getValue(), buckets)
                        : flows(connection, question, entry.getKey(), entry.getValue(), buckets))
                .onItem()
                .invoke(cells::add)
                .collect()
                .last()
                .replaceWith(cells);
    }

    /**
     * How much happened in each bucket? One row per bucket and group, of the deals as they ended up; dated by the moment's
     * column, half-open in each bucket.
     */
    private static Uni<Cells> flows(
            SqlConnection connection,
            DealQuestion question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        DealSql sql = new DealSql(question);
        String date = DealSql.dateOf(moment);
        String starts =
                sql.parameters.bind(bounds(buckets, question.zone(), bucket -> bucket.startsAt(question.zone())))
                        + "::timestamptz[]";
        String ends = sql.parameters.bind(bounds(buckets, question.zone(), bucket -> bucket.endsAt(question.zone())))
                + "::timestamptz[]";
        String inner = "SELECT width_bucket(" + date + ", " + starts + ") AS bucket, " + date + " AS dated"
                + sql.groupColumns() + measured(sql, measures) + sql.fromWhere()
                + " AND d.valid_to = 'infinity' AND " + date + " >= (" + starts + ")[1] AND " + date + " < (" + ends
                + ")["
                + buckets.size() + "]";
        String statement = "SELECT bucket" + sql.groupNames() + sql.labels() + aggregated(measures) + " FROM (" + inner
                + ") f WHERE dated < (" + ends + ")[bucket] GROUP BY bucket" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    Cells cells = new Cells();
                    int groups = question.groupBy().size();
                    for (Row row : rows) {
                        CellKey group = key(row, 1, groups);
                        cells.label(group, key(row, 1 + groups, groups).values());
                        for (int i = 0; i < measures.size(); i++) {
                            MeasureValue value = value(row, 1 + 2 * groups + 4 * i);
                            if (value.records() > 0) {
                                cells.put(group, row.getInteger(0) - 1, measures.get(i), value);
                            }
                        }
                    }
                    return cells;
                });
    }

    /**
     * How much stood at the end of each bucket? Every version that meets the condition enters with the first bucket that ends
     * after it began and leaves after the last that ends while it held; the running sum is the balance. One row per bucket
     * and group, of changes; valid time {@code [valid_from, valid_to)}, looked at just before the bucket's end.
     */
    private static Uni<Cells> balances(
            SqlConnection connection, DealQuestion question, List<Measure> measures, List<ReportingPeriod> buckets) {
        DealSql sql = new DealSql(question);
        String ends = sql.parameters.bind(bounds(buckets, question.zone(), bucket -> bucket.endsAt(question.zone())))
                + "::timestamptz[]";
        String inner = "SELECT width_bucket(d.valid_from, " + ends + ") AS enters, width_bucket(d.valid_to, " + ends
                + ") AS leaves"
                + sql.groupColumns() + measured(sql, measures) + sql.fromWhere()
                + " AND d.status = 'open' AND d.valid_from < (" + ends + ")[" + buckets.size() + "] AND d.valid_to >= ("
                + ends + ")[1]";
        String statement = "SELECT step.bucket" + sql.groupNames() + sql.labels() + signed(measures)
                + " FROM (" + inner + ") f, LATERAL (VALUES (enters, 1), (leaves, -1)) step (bucket, sign)"
                + " WHERE leaves > enters GROUP BY step.bucket" + sql.groupNames();
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> running(rows, question, measures, buckets.size()));
    }

    private static Cells running(Iterable<Row> rows, DealQuestion question, List<Measure> measures, int buckets) {
        int groups = question.groupBy().size();
        Cells cells = new Cells();
        Map<CellKey, Map<Integer, MeasureValue[]>> steps = new HashMap<>();
        for (Row row : rows) {
            CellKey group = key(row, 1, groups);
            cells.label(group, key(row, 1 + groups, groups).values());
            MeasureValue[] step = new MeasureValue[measures.size()];
            for (int i = 0; i < step.length; i++) {
                step[i] = value(row, 1 + 2 * groups + 4 * i);
            }
            steps.computeIfAbsent(group, key -> new HashMap<>()).put(row.getInteger(0), step);
        }
        steps.forEach((group, ofGroup) -> {
            MeasureValue[] standing = new MeasureValue[measures.size()];
            Arrays.fill(standing, MeasureValue.NONE);
            for (int bucket = 0; bucket < buckets; bucket++) {
                MeasureValue[] step = ofGroup.get(bucket);
                for (int i = 0; i < standing.length; i++) {
                    standing[i] = step == null ? standing[i] : plus(standing[i], step[i]);
                    if (standing[i].records() > 0) {
                        cells.put(group, bucket, measures.get(i), standing[i]);
                    }
                }
            }
        });
        return cells;
    }

    private static MeasureValue plus(MeasureValue one, MeasureValue other) {
        BigDecimal sum = one.value() == null
                ? other.value()
                : other.value() == null ? one.value() : one.value().add(other.value());
        // Without the decimals of amounts that have left: how a period is cut must not show in the digits.
        return new MeasureValue(
                sum == null ? null : plain(sum),
                one.records() + other.records(),
                one.known() + other.known(),
                one.foreign() + other.foreign());
    }

    private static BigDecimal plain(BigDecimal sum) {
        BigDecimal stripped = sum.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Per measure: whether the deal counts, what it contributes, whether that is foreign. */
    private static String measured(DealSql sql, List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            columns.append(", (")
                    .append(DealSql.condition(measure.condition()))
                    .append(") AS met")
                    .append(i);
            columns.append(", ")
                    .append(sql.contribution(measure))
                    .append(" AS part")
                    .append(i);
            columns.append(", ")
                    .append(DealSql.isMoney(measure) ? "coalesce(" + sql.isForeign() + ", false)" : "false")
                    .append(" AS foreign")
                    .append(i);
        }
        return columns.toString();
    }

    private static String aggregated(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            columns.append(", ").append(DealSql.aggregate(measures.get(i), "part" + i, "met" + i));
            columns.append(", count(*) FILTER (WHERE met").append(i).append(")");
            columns.append(", count(part")
                    .append(i)
                    .append(") FILTER (WHERE met")
                    .append(i)
                    .append(")");
            columns.append(", count(*) FILTER (WHERE met")
                    .append(i)
                    .append(" AND foreign")
                    .append(i)
                    .append(")");
        }
        return columns.toString();
    }

    private static String signed(List<Measure> measures) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < measures.size(); i++) {
            String met = " FILTER (WHERE met" + i + ")";
            columns.append(", sum(sign * part").append(i).append(")").append(met);
            columns.append(", coalesce(sum(sign)").append(met).append(", 0)");
            columns.append(", coalesce(sum(sign) FILTER (WHERE met")
                    .append(i)
                    .append(" AND part")
                    .append(i)
                    .append(" IS NOT NULL), 0)");
            columns.append(", coalesce(sum(sign) FILTER (WHERE met")
                    .append(i)
                    .append(" AND foreign")
                    .append(i)
                    .append("), 0)");
        }
        return columns.toString();
    }

    private static MeasureValue value(Row row, int at) {
        return new MeasureValue(row.getBigDecimal(at), row.getLong(at + 1), row.getLong(at + 2), row.getLong(at + 3));
    }

    private static CellKey key(Row row, int from, int count) {
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            values.add(row.getString(i));
        }
        return new CellKey(java.util.Collections.unmodifiableList(values));
    }

    private static OffsetDateTime[] bounds(
            List<ReportingPeriod> buckets, ZoneId zone, Function<ReportingPeriod, java.time.Instant> bound) {
        return buckets.stream().map(bound).map(SqlTime::parameter).toArray(OffsetDateTime[]::new);
    }
}
