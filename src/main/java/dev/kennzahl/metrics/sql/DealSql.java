package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.Measure.Aggregate;
import dev.kennzahl.metrics.Measure.Condition;
import dev.kennzahl.metrics.Measure.Moment;
import dev.kennzahl.metrics.sql.DealQuestion.DimensionRef;
import dev.kennzahl.metrics.sql.DealQuestion.Restriction;

/** The parts of a statement over deals: what is selected, joined and restricted. Callers' text is bound, names come from enums. */
final class DealSql {
    final Parameters parameters = new Parameters();
    final Knowledge knowledge;
    private final DealQuestion question;
    private final String tenant;
    private final List<DealDimension> groups = new ArrayList<>();
    private final List<String> restrictions = new ArrayList<>();
    private final Set<DealDimension.Join> joins = EnumSet.noneOf(DealDimension.Join.class);
    /** Bound at first use: Postgres refuses a parameter that no part of the statement mentions. */
    private @Nullable String zone;

    private @Nullable String currency;
    private @Nullable String tenantCurrency;

    DealSql(DealQuestion question) {
        this.question = question;
        tenant = parameters.bind(question.tenantId());
        knowledge = new Knowledge(
                question.asOf() == null ? null : parameters.bind(SqlTime.parameter(question.asOf())) + "::timestamptz");
        question.groupBy().forEach(reference -> groups.add(resolve(reference)));
        question.where().forEach(restriction -> restrictions.add(restricted(restriction)));
    }

    private DealDimension resolve(DimensionRef reference) {
        DealDimension found = reference.dimension() == null
                ? DealDimension.custom(parameters.bind(String.valueOf(reference.customAttribute())) + "::text")
                : DealDimension.of(reference.dimension());
        joins.addAll(found.joins());
        return found;
    }

    private String restricted(Restriction restriction) {
        String expression = resolve(restriction.dimension()).expression();
        String values = parameters.bind(restriction.values().toArray(new String[0]));
        // Not by coalesce: even null is not "any" of no values, which is false and not null.
        String named = "CASE WHEN " + expression + " IS NULL THEN " + restriction.unknown() + " ELSE " + expression
                + " = ANY (" + values + "::text[]) END";
        return (restriction.exclude() ? "NOT (" : "(") + named + ")";
    }

    /** {@code , <expr> AS g1, <label> AS l1, …}, ready to follow other columns. */
    String groupColumns() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < groups.size(); i++) {
            DealDimension group = groups.get(i);
            columns.append(", ").append(group.expression()).append(" AS g").append(i + 1);
            columns.append(", ")
                    .append(group.label() == null ? "NULL::text" : group.label())
                    .append(" AS l")
                    .append(i + 1);
        }
        return columns.toString();
    }

    /** {@code , g1, g2}. */
    String groupNames() {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= groups.size(); i++) {
            names.append(", g").append(i);
        }
        return names.toString();
    }

    /** {@code , max(l1), max(l2)}. */
    String labels() {
        StringBuilder labels = new StringBuilder();
        for (int i = 1; i <= groups.size(); i++) {
            labels.append(", max(l").append(i).append(")");
        }
        return labels.toString();
    }

    /** The deals with the master data that is needed, restricted as asked; further conditions may follow. */
    String fromWhere() {
        StringBuilder sql = new StringBuilder(" FROM deal_version d");
        if (joins.contains(DealDimension.Join.MANAGER)) {
            joins.add(DealDimension.Join.OWNER);
        }
        joins.forEach(join -> sql.append(join.sql(tenant, knowledge)));
        sql.append(" WHERE d.tenant_id = ").append(tenant).append(" AND ").append(knowledge.condition("d"));
        restrictions.forEach(restriction -> sql.append(" AND ").append(restriction));
        return sql.toString();
    }

    /** Adds the joins of all dimensions, for statements that show whole records. */
    void joinAll() {
        joins.addAll(EnumSet.allOf(DealDimension.Join.class));
    }

    /** The column that dates a deal for flows. */
    static String dateOf(Moment moment) {
        return switch (moment) {
            case CLOSED -> "d.closed_at";
            case CREATED -> "d.created_at";
            case BUCKET_END -> throw new IllegalArgumentException("a balance has no date");
        };
    }

    static String condition(Condition condition) {
        return switch (condition) {
            case ANY -> "d.status IN ('open', 'won', 'lost')";
            case OPEN -> "d.status = 'open'";
            case WON -> "d.status = 'won'";
            case LOST -> "d.status = 'lost'";
            case WON_OR_LOST -> "d.status IN ('won', 'lost')";
            case WON_WITH_CREATION -> "d.status = 'won' AND d.created_at IS NOT NULL";
        };
    }

    /** What a deal that meets the condition contributes, lengths in seconds; null when it is not known. */
    String contribution(Measure measure) {
        return switch (measure.aggregate()) {
            case COUNT -> "1::numeric";
            case AMOUNT -> "CASE WHEN " + isForeign() + " THEN NULL ELSE d.amount END";
            case CYCLE_DAYS, CYCLE_MEDIAN, CYCLE_P90 -> cycleSeconds();
        };
    }

    /** Whether the amount is in a currency other than the one asked for. A zero is the same in all of them. */
    String isForeign() {
        if (currency == null || tenantCurrency == null) {
            currency = parameters.bind(question.currency());
            tenantCurrency = parameters.bind(question.tenantCurrency());
        }
        return "coalesce(d.currency, " + tenantCurrency + "::text) <> " + currency + "::text AND d.amount <> 0";
    }

    /** Seconds between creation and closing on the tenant's clocks. */
    String cycleSeconds() {
        if (zone == null) {
            zone = parameters.bind(question.zone().getId());
        }
        return "extract(epoch FROM (d.closed_at AT TIME ZONE " + zone + "::text) - (d.created_at AT TIME ZONE " + zone
                + "::text))";
    }

    /** Three columns: the measure's value, how many deals have a known one, how many a foreign amount. */
    static String aggregate(Measure measure, String column, String met) {
        String filter = " FILTER (WHERE " + met + ")";
        return switch (measure.aggregate()) {
            case COUNT -> "count(*)" + filter + "::numeric";
            case AMOUNT -> "sum(" + column + ")" + filter;
            // Seconds add up exactly; the division by a day's seconds comes once, at the end.
            case CYCLE_DAYS -> inUnit(measure, "sum(" + column + ")" + filter);
            case CYCLE_MEDIAN ->
                inUnit(measure, "percentile_cont(0.5) WITHIN GROUP (ORDER BY " + column + ")" + filter + "::numeric");
            case CYCLE_P90 ->
                inUnit(measure, "percentile_cont(0.9) WITHIN GROUP (ORDER BY " + column + ")" + filter + "::numeric");
        };
    }

    /** A contribution, or a sum of them, in the unit that callers see: lengths in days, to twelve decimals. */
    static String inUnit(Measure measure, String expression) {
        return switch (measure.aggregate()) {
            case COUNT, AMOUNT -> expression;
            case CYCLE_DAYS, CYCLE_MEDIAN, CYCLE_P90 -> "round(" + expression + " / 86400, 12)";
        };
    }

    static boolean isMoney(Measure measure) {
        return measure.aggregate() == Aggregate.AMOUNT;
    }
}
