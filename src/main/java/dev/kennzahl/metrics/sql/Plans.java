package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
import dev.kennzahl.metrics.sql.Question.Restriction;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Targets;

/**
 * What was planned for each bucket? One row per target whose period touches any of them; there are few, and what they make of a
 * bucket is for {@link Plan} to say. A question about a dimension that no target can name has no targets.
 */
final class Plans {
    /** What a target can name, in the order of {@link Plan.Target#names}: coarser first. */
    private static final List<Dimension> NAMES =
            List.of(Dimension.TEAM, Dimension.REGION, Dimension.OWNER, Dimension.PRODUCT);

    private Plans() {}

    static Uni<Cells> measure(
            SqlConnection connection, Question question, List<Measure> measures, List<ReportingPeriod> buckets) {
        Cells cells = new Cells();
        if (!canBeNamed(question)) {
            return Uni.createFrom().item(cells);
        }
        return Multi.createFrom()
                .iterable(measures)
                .onItem()
                .transformToUniAndConcatenate(measure -> measure(connection, question, measure, buckets, cells))
                .collect()
                .last()
                .replaceWith(cells);
    }

    /** What each target that counts adds to a measure of one bucket, by its id; null where that is not known. */
    static Uni<Map<UUID, @Nullable BigDecimal>> parts(
            SqlConnection connection, Question question, Measure measure, ReportingPeriod bucket) {
        Question whole = question.by(List.of());
        return canBeNamed(whole)
                ? plans(connection, whole, measure, List.of(bucket), new Cells())
                        .map(plans -> {
                            Map<UUID, @Nullable BigDecimal> parts = new LinkedHashMap<>();
                            plans.values().forEach(plan -> parts.putAll(plan.parts(bucket, measure.aggregate())));
                            return parts;
                        })
                : Uni.createFrom().item(Map.of());
    }

    private static List<DimensionRef> asked(Question question) {
        return Stream.concat(
                        question.groupBy().stream(), question.where().stream().map(Restriction::dimension))
                .toList();
    }

    /** Whether targets can be for what is asked about. */
    private static boolean canBeNamed(Question question) {
        return asked(question).stream()
                .allMatch(reference -> reference.dimension() != null
                        && Targets.SUBJECT.dimensions().contains(reference.dimension()));
    }

    private static Uni<Cells> measure(
            SqlConnection connection, Question question, Measure measure, List<ReportingPeriod> buckets, Cells cells) {
        return plans(connection, question, measure, buckets, cells).map(plans -> {
            plans.forEach((group, plan) -> {
                for (int i = 0; i < buckets.size(); i++) {
                    int bucket = i;
                    value(plan, question, buckets.get(i), measure.aggregate())
                            .ifPresent(value -> cells.put(group, bucket, measure, value.plain()));
                }
            });
            return cells;
        });
    }

    /** The targets of each group; its names are noted. */
    private static Uni<Map<CellKey, Plan>> plans(
            SqlConnection connection, Question question, Measure measure, List<ReportingPeriod> buckets, Cells cells) {
        FigureSql sql = new FigureSql(question, Targets.SUBJECT);
        String statement = statement(sql, measure, question, buckets);
        int names = asked(question).stream()
                .mapToInt(reference -> bit(reference.dimension()))
                .reduce(0, (one, other) -> one | other);
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    Map<CellKey, List<Plan.Target>> byGroup = new LinkedHashMap<>();
                    for (Row row : rows) {
                        CellKey group = Columns.group(row, question.groupBy().size(), cells);
                        // What is for all is for none of the groups.
                        if (group.values().stream().allMatch(Objects::nonNull)) {
                            byGroup.computeIfAbsent(group, key -> new ArrayList<>())
                                    .add(target(row));
                        }
                    }
                    Map<CellKey, Plan> plans = new LinkedHashMap<>();
                    byGroup.forEach((group, targets) -> plans.put(group, new Plan(targets, names)));
                    return plans;
                });
    }

    private static Optional<MeasureValue> value(
            Plan plan, Question question, ReportingPeriod bucket, Aggregate aggregate) {
        if (aggregate != Aggregate.DAYS_LEFT) {
            return plan.of(bucket, aggregate);
        }
        LocalDate today = question.today();
        long left = ChronoUnit.DAYS.between(today.isAfter(bucket.from()) ? today : bucket.from(), bucket.to());
        return Optional.of(new MeasureValue(BigDecimal.valueOf(Math.max(0, left)), 1, 1, 0));
    }

    private static String statement(FigureSql sql, Measure measure, Question question, List<ReportingPeriod> buckets) {
        Bounds bounds = Bounds.dates(sql, buckets);
        StringBuilder named = new StringBuilder();
        for (Restriction restriction : question.where()) {
            named.append(" AND (")
                    .append(Targets.SUBJECT
                            .dimension(Objects.requireNonNull(
                                    restriction.dimension().dimension()))
                            .orElseThrow()
                            .sql())
                    .append(") IS NOT NULL");
        }
        String value = sql.contribution(measure.contribution());
        // The columns of groups and labels stand where those of all figures do.
        return "SELECT period_start" + sql.groupNames() + sql.labelNames()
                + ", period_end, value, team, region, owner_id, product_id, fact_id FROM (SELECT f.period_start"
                + sql.groupColumns()
                + ", f.period_end, " + value + " AS value, f.team, f.region, f.owner_id, f.product_id, f.fact_id"
                + sql.fromWhere() + named + " AND "
                + sql.text(measure.condition().sql()) + " AND f.period_start < "
                + bounds.lastEnd() + " AND f.period_end > " + bounds.firstStart()
                + ") t ORDER BY period_start, period_end";
    }

    private static Plan.Target target(Row row) {
        LocalDate from = row.getLocalDate("period_start");
        List<@Nullable String> names = new ArrayList<>();
        for (String column : List.of("team", "region", "owner_id", "product_id")) {
            names.add(row.getString(column));
        }
        return new Plan.Target(
                row.getUUID("fact_id"),
                new ReportingPeriod(from, row.getLocalDate("period_end")),
                names,
                row.getBigDecimal("value"));
    }

    private static int bit(@Nullable Dimension dimension) {
        int index = NAMES.indexOf(dimension);
        return index < 0 ? 0 : 1 << index;
    }
}
