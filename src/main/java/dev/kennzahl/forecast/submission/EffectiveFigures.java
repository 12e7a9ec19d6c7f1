package dev.kennzahl.forecast.submission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.submission.Submissions.Made;
import dev.kennzahl.forecast.submission.Submissions.Member;
import dev.kennzahl.forecast.submission.Submissions.Submitted;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult.GroupValue;

/**
 * What a period's figures are after all adjustments, from below: an owner's is the latest submission, a team's the sum of its owners', that
 * of all the sum of the teams'; and each is adjusted. Of any other group, a region or what a manager answers for, the figure is the sum of its
 * owners', and so it is of teams and all where a filter chooses among their owners: what was made of a team as a whole is nobody's share.
 */
final class EffectiveFigures {
    /** Stands for no team, or no owner, where none may be null. */
    private static final String NOBODY = "";

    private static final List<String> TEAM = List.of(OwnerDimension.TEAM.key());

    private final Map<String, Member> members = new HashMap<>();
    private final List<Submitted> submitted;
    private final List<Made> made;
    private final List<KpiQuery.Filter> where;

    EffectiveFigures(List<Submitted> submitted, List<Made> made, List<Member> members, List<KpiQuery.Filter> where) {
        this.submitted = submitted;
        this.made = made;
        this.where = where;
        members.forEach(member -> this.members.put(member.owner(), member));
    }

    /** A figure; foreign when a part of it is in a currency without a rate. */
    record Figure(@Nullable BigDecimal amount, boolean foreign) {
        static final Figure NONE = new Figure(null, false);

        static Figure sum(Collection<Figure> figures) {
            BigDecimal sum = figures.stream()
                    .map(Figure::amount)
                    .filter(Objects::nonNull)
                    .reduce(BigDecimal::add)
                    .orElse(null);
            return new Figure(sum, figures.stream().anyMatch(Figure::foreign));
        }
    }

    /** The figures of a period by group. */
    Map<DealGroup, Figure> of(ReportingPeriod period, List<String> groupBy) {
        Map<String, Figure> owners = ofOwners(period);
        boolean ofTeams = groupBy.equals(TEAM);
        if (!ofTeams && !groupBy.isEmpty()) {
            return sums(owners, groupBy);
        }
        boolean choosesOwners = where.stream().anyMatch(filter -> !TEAM.contains(filter.dimension()));
        Map<DealGroup, Figure> teams = sums(owners, TEAM);
        if (!choosesOwners) {
            adjustTeams(teams, period);
        }
        if (ofTeams) {
            return teams;
        }
        Figure sum = Figure.sum(teams.values());
        return Map.of(
                DealGroup.WHOLE,
                where.isEmpty() ? adjusted(sum, period, made -> made.owner() == null && made.team() == null) : sum);
    }

    /** The figures of all owners that meet the filters. */
    private Map<String, Figure> ofOwners(ReportingPeriod period) {
        TreeSet<String> owners = new TreeSet<>();
        submitted.stream()
                .filter(own -> own.period().equals(period))
                .forEach(own -> owners.add(Objects.requireNonNullElse(own.owner(), NOBODY)));
        made.stream()
                .filter(own -> own.period().equals(period) && own.owner() != null)
                .forEach(own -> owners.add(Objects.requireNonNull(own.owner())));
        Map<String, Figure> figures = new TreeMap<>();
        owners.stream()
                .filter(owner -> where.stream()
                        .allMatch(filter -> meets(filter, value(OwnerDimension.get(filter.dimension()), owner))))
                .forEach(owner -> figures.put(owner, ofOwner(owner, period)));
        return figures;
    }

    private Map<DealGroup, Figure> sums(Map<String, Figure> owners, List<String> groupBy) {
        Map<DealGroup, List<Figure>> parts = new TreeMap<>();
        owners.forEach((owner, figure) -> parts.computeIfAbsent(group(groupBy, owner), group -> new ArrayList<>())
                .add(figure));
        Map<DealGroup, Figure> sums = new TreeMap<>();
        parts.forEach((group, figures) -> sums.put(group, Figure.sum(figures)));
        return sums;
    }

    /** Every team that anything was made of has a figure. */
    private void adjustTeams(Map<DealGroup, Figure> teams, ReportingPeriod period) {
        made.stream()
                .filter(own -> own.period().equals(period) && own.team() != null)
                .map(Made::team)
                .distinct()
                .filter(team -> where.stream().allMatch(filter -> meets(filter, team)))
                .forEach(team -> teams.merge(
                        new DealGroup(List.of(new GroupValue(OwnerDimension.TEAM.key(), team, null))),
                        adjusted(Figure.NONE, period, own -> Objects.equals(team, own.team())),
                        (sum, alone) -> adjusted(sum, period, own -> Objects.equals(team, own.team()))));
    }

    private Figure ofOwner(String owner, ReportingPeriod period) {
        Figure own = submitted.stream()
                .filter(latest -> latest.period().equals(period)
                        && Objects.requireNonNullElse(latest.owner(), NOBODY).equals(owner))
                .findFirst()
                .map(latest -> new Figure(latest.amount(), latest.amount() == null))
                .orElse(Figure.NONE);
        return owner.equals(NOBODY) ? own : adjusted(own, period, adjustment -> owner.equals(adjustment.owner()));
    }

    private Figure adjusted(Figure figure, ReportingPeriod period, Predicate<Made> about) {
        List<Made> applying = made.stream()
                .filter(adjustment -> adjustment.period().equals(period) && about.test(adjustment))
                .toList();
        BigDecimal amount = Adjustment.applied(
                figure.amount(), applying.stream().map(Made::adjustment).toList());
        boolean replaced = !applying.isEmpty()
                && applying.stream().anyMatch(one -> one.adjustment().kind() == Adjustment.Kind.AMOUNT);
        return new Figure(
                amount, figure.foreign() && !replaced || applying.stream().anyMatch(Made::foreign));
    }

    /** Null for nobody, and for what is not known. */
    private @Nullable String value(OwnerDimension dimension, String owner) {
        if (dimension == OwnerDimension.OWNER) {
            return owner.equals(NOBODY) ? null : owner;
        }
        Member member = members.get(owner);
        return member == null ? null : dimension.of(member);
    }

    /** The empty text stands for unknown in filters. */
    private static boolean meets(KpiQuery.Filter filter, @Nullable String value) {
        return filter.values().contains(Objects.requireNonNullElse(value, "")) != filter.exclude();
    }

    private DealGroup group(List<String> groupBy, String owner) {
        List<GroupValue> values = new ArrayList<>();
        for (String name : groupBy) {
            OwnerDimension dimension = OwnerDimension.get(name);
            String value = value(dimension, owner);
            Member named = dimension.isOfPeople() && value != null ? members.get(value) : null;
            values.add(new GroupValue(name, value, named == null ? null : named.name()));
        }
        return new DealGroup(values);
    }

    /** All groups of all periods. */
    List<DealGroup> groups(List<ReportingPeriod> periods, List<String> groupBy) {
        Stream<DealGroup> found = periods.stream().flatMap(period -> of(period, groupBy).keySet().stream());
        return found.distinct().sorted().toList();
    }
}
