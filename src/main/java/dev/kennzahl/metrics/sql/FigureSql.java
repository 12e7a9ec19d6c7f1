package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennzahl.metrics.sql.Question.DimensionRef;
import dev.kennzahl.metrics.sql.Question.Restriction;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.DimensionPart;
import dev.kennzahl.metrics.subject.MasterData;
import dev.kennzahl.metrics.subject.Subject;

/** The parts of a statement over records of one subject: selected, joined, restricted. Callers' text is bound, all else constants. */
final class FigureSql {
    final Parameters parameters;
    private final Question question;
    private final Subject subject;
    private final List<DimensionPart> groups = new ArrayList<>();
    private final List<String> restrictions = new ArrayList<>();
    private final Set<MasterData> joins = new LinkedHashSet<>();
    private final Set<MasterData> joinsOfGroups = new LinkedHashSet<>();
    private final Words words;

    /** Whether master data is looked up for each record, which is better for few. */
    private boolean lookingUp;

    FigureSql(Question question, Subject subject) {
        this(question, subject, new Words(question, new Parameters()));
    }

    private FigureSql(Question question, Subject subject, Words words) {
        this.question = question;
        this.subject = subject;
        this.words = words;
        parameters = words.parameters();
        question.groupBy().forEach(reference -> groups.add(resolve(reference)));
        groups.forEach(group -> joinsOfGroups.addAll(group.needs()));
        question.where().forEach(restriction -> restrictions.add(restricted(restriction)));
        if (question.besides() != null) {
            restrictions.add(besides(question.besides()));
        }
    }

    /** Another part of the same statement, which shares what is bound. */
    FigureSql besides(Subject other) {
        return besidesSharing(question, other);
    }

    /** Another part of the same statement, with a question of its own. */
    FigureSql besides(Question otherQuestion, Subject other) {
        return new FigureSql(otherQuestion, other, new Words(otherQuestion, parameters));
    }

    /** Another part of the same statement, as of the same time. */
    FigureSql besidesSharing(Question otherQuestion, Subject other) {
        return new FigureSql(otherQuestion, other, words.sharedBy(otherQuestion));
    }

    /** The same, for few records. */
    FigureSql lookingUp() {
        lookingUp = true;
        return this;
    }

    /** A part of ours with its words replaced by bound values. */
    String text(String part) {
        return words.text(part);
    }

    Words words() {
        return words;
    }

    private DimensionPart resolve(DimensionRef reference) {
        if (reference.dimension() == null) {
            String name = parameters.bind(String.valueOf(reference.customAttribute()));
            return new DimensionPart("(f.custom ->> " + name + "::text)", null, List.of());
        }
        DimensionPart found = subject.dimension(reference.dimension())
                .orElseThrow(() -> new IllegalStateException(subject + " has no " + reference.name()));
        return found;
    }

    private String joined(DimensionRef reference) {
        DimensionPart part = resolve(reference);
        joins.addAll(part.needs());
        return part.sql();
    }

    private String restricted(Restriction restriction) {
        String expression = joined(restriction.dimension());
        String values = parameters.bind(restriction.values().toArray(new String[0]));
        // Not by coalesce: even null is not "any" of no values, which is false and not null.
        String named = "CASE WHEN " + expression + " IS NULL THEN " + restriction.unknown() + " ELSE " + expression
                + " = ANY (" + values + "::text[]) END";
        return (restriction.exclude() ? "NOT (" : "(") + named + ")";
    }

    /** Whether a record is in none of these groups; arrays, because in them null equals null. */
    private String besides(Question.Besides besides) {
        List<String> own = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < besides.groupBy().size(); i++) {
            int at = i;
            own.add("(" + joined(besides.groupBy().get(i)) + ")::text");
            names.add("v" + i);
            listed.add(parameters.bind(besides.groups().stream()
                            .map(group -> group.values().get(at))
                            .toArray(String[]::new))
                    + "::text[]");
        }
        String values = String.join(", ", names);
        return "ARRAY[" + String.join(", ", own) + "] NOT IN (SELECT ARRAY[" + values + "] FROM unnest("
                + String.join(", ", listed) + ") listed (" + values + "))";
    }

    /** {@code , <expr> AS g1, <label> AS l1, …}, ready to follow other columns. */
    String groupColumns() {
        StringBuilder columns = new StringBuilder();
        for (int i = 1; i <= groups.size(); i++) {
            DimensionPart group = groups.get(i - 1);
            columns.append(", ").append(group.sql()).append(" AS g").append(i);
            columns.append(", ").append(group.label() == null ? "NULL::text" : group.label());
            columns.append(" AS l").append(i);
        }
        return text(columns.toString());
    }

    /** {@code , g1, g2}. */
    String groupNames() {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= groups.size(); i++) {
            names.append(", g").append(i);
        }
        return names.toString();
    }

    /** {@code , l1, l2}. */
    String labelNames() {
        return groupNames().replace('g', 'l');
    }

    /** {@code , max(l1), max(l2)}. */
    String labels() {
        StringBuilder labels = new StringBuilder();
        for (int i = 1; i <= groups.size(); i++) {
            labels.append(", max(l").append(i).append(")");
        }
        return labels.toString();
    }

    /** The records with the master data that is needed, restricted as asked; further conditions may follow. */
    String fromWhere() {
        Set<MasterData> all = new LinkedHashSet<>(joinsOfGroups);
        all.addAll(joins);
        return fromWhere(all);
    }

    /** The same without what only groups need, which are made of the {@link #groupKeys} afterwards. */
    String fromWhereByKeys() {
        return fromWhere(joins);
    }

    /** All records with the master data that is needed, whether {@link #meant} or not. */
    String fromAll() {
        Set<MasterData> all = new LinkedHashSet<>(joinsOfGroups);
        all.addAll(joins);
        return text(records(all));
    }

    /** Whether a record is what was asked for: all restrictions. */
    String meant() {
        return restrictions.isEmpty() ? "true" : text("(" + String.join(" AND ", restrictions) + ")");
    }

    private String fromWhere(Set<MasterData> joined) {
        StringBuilder sql = new StringBuilder(records(joined));
        restrictions.forEach(restriction -> sql.append(" AND ").append(restriction));
        return text(sql.toString());
    }

    private String records(Set<MasterData> joined) {
        return " FROM " + subject.relation() + " f" + joinOf(joined) + " WHERE "
                + (subject.history() == Subject.History.DERIVED ? "true" : "f.tenant_id = :tenant AND :known(f)");
    }

    /** What makes groups of the {@link #groupKeys} of a row {@code f}. */
    String joinsOfGroups() {
        return text(joinOf(joinsOfGroups));
    }

    private String joinOf(Set<MasterData> data) {
        Set<MasterData> inOrder = new LinkedHashSet<>(data);
        if (inOrder.remove(MasterData.MANAGER)) { // found by way of the owner
            inOrder.add(MasterData.OWNER);
            inOrder.add(MasterData.MANAGER);
        }
        StringBuilder sql = new StringBuilder();
        inOrder.forEach(join -> {
            String key = String.valueOf(subject.keyOf(join));
            sql.append(lookingUp ? join.lookUp(key) : join.join(key));
        });
        return sql.toString();
    }

    /** The columns that groups follow from; empty where records should be grouped as they are. */
    Optional<GroupKeys> groupKeys() {
        return GroupKeys.of(subject, groups);
    }

    /** The same also where records could as well be grouped as they are. */
    Optional<GroupKeys> columnsOfGroups() {
        return GroupKeys.ofColumns(subject, groups);
    }

    /** Joins master data that a part reads. */
    void join(List<MasterData> needed) {
        joins.addAll(needed);
    }

    /** Joins what the columns that are shown of a record need. */
    void joinShown() {
        for (MasterData data : List.of(MasterData.OWNER, MasterData.CUSTOMER)) {
            if (subject.keyOf(data) != null) {
                joins.add(data);
            }
        }
    }

    /** What a record contributes, lengths in seconds and money converted; null when it is not known. */
    String contribution(Contribution contribution) {
        joins.addAll(contribution.needs());
        Contribution.Money money = contribution.money();
        String own = "(" + contribution.sql() + ")";
        if (money == null) {
            return text(own + "::numeric");
        }
        // A zero is the same in all currencies. Never rounded, so that parts add up to their sum to the last digit.
        return text("CASE WHEN " + currency(money) + " = :currency OR " + own + " = 0 THEN " + own + " ELSE " + own
                + " * " + rate(money) + " END");
    }

    /** Whether restrictions are about the records' own columns alone. */
    boolean isRestrictedByOwnColumns() {
        return joins.isEmpty();
    }

    /** Whether the amount depends on a rate. */
    String isConverted(Contribution contribution) {
        return contribution.money() == null
                ? "false"
                : text("(" + currency(contribution.money()) + " <> :currency AND (" + contribution.sql() + ") <> 0)");
    }

    /** Whether the amount is known, but not in the currency asked for. */
    String isForeign(Contribution contribution) {
        if (contribution.foreign() != null) {
            return text("(" + contribution.foreign() + ")");
        }
        return contribution.money() == null
                ? "false"
                : text("(" + currency(contribution.money()) + " <> :currency AND (" + contribution.sql() + ") <> 0 AND "
                        + rate(contribution.money()) + " IS NULL)");
    }

    private static String currency(Contribution.Money money) {
        return "coalesce(" + money.currency() + ", :tenant_currency)";
    }

    private static String rate(Contribution.Money money) {
        return "exchange_rate_on(:tenant, " + currency(money) + ", :currency, " + money.day() + ", :as_of)";
    }

    /** A contribution, or a sum of them, in the unit that callers see; lengths to twelve decimals. */
    static String inUnit(Contribution contribution, String expression) {
        return contribution.isDuration()
                ? "round(" + expression + " / " + contribution.secondsPerUnit() + ", 12)"
                : expression;
    }
}
