package dev.kennzahl.forecast.submission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 *
 * <p>Where nobody submitted for the period itself, an owner's figure is the sum of those of finer periods that make it up exactly, each as it
 * was adjusted; what was made of teams and of all in these periods is added to theirs.
 */
final class EffectiveFigures {
    /** Stands for no team, or no owner, where none may be null. */
    private static final String NOBODY = "";

    private static final List<String> TEAM = List.of(OwnerDimension.TEAM.key());

    private static final Comparator<ReportingPeriod> IN_TIME =
            Comparator.comparing(ReportingPeriod::from).thenComparing(ReportingPeriod::to);

    private static final Predicate<Made> OF_ALL = made -> made.owner() == null && made.team() == null;

    private final Map<String, Member> members = new HashMap<>();
    private final Map<ReportingPeriod, Map<String, Figure>> submitted = new TreeMap<>(IN_TIME);
    private final Map<ReportingPeriod, List<Made>> made = new TreeMap<>(IN_TIME);
    private final Map<ReportingPeriod, Map<String, List<ReportingPeriod>>> finer = new HashMap<>();
    private final List<KpiQuery.Filter> where;

    EffectiveFigures(List<Submitted> submitted, List<Made> made, List<Member> members, List<KpiQuery.Filter> where) {
        this.where = where;
        submitted.forEach(latest -> this.submitted
                .computeIfAbsent(latest.period(), period -> new TreeMap<>())
                .put(
                        Objects.requireNonNullElse(latest.owner(), NOBODY),
                        new Figure(latest.amount(), latest.amount() == null)));
        made.forEach(adjustment -> this.made
                .computeIfAbsent(adjustment.period(), period -> new ArrayList<>())
                .add(adjustment));
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

        Figure plus(Figure other) {
            return sum(List.of(this, other));
        }

        Figure minus(Figure other) {
            return other.amount == null ? this : plus(new Figure(other.amount.negate(), false));
        }

        boolean isSome() {
            return amount != null || foreign;
        }
    }

    /** What adjustments made of the teams' and of all figures in finer periods. */
    private record Finer(Map<DealGroup, Figure> ofTeams, Figure ofAll) {}

    /** The figures of a period by group. */
    Map<DealGroup, Figure> of(ReportingPeriod period, List<String> groupBy) {
        Map<String, Figure> owners = ofOwners(period);
        boolean ofTeams = groupBy.equals(TEAM);
        if (!ofTeams && !groupBy.isEmpty()) {
            return sums(owners, groupBy);
        }
        boolean choosesOwners = where.stream().anyMatch(filter -> !TEAM.contains(filter.dimension()));
        Map<DealGroup, Figure> teams = sums(owners, TEAM);
        Finer finer = choosesOwners ? new Finer(Map.of(), Figure.NONE) : madeOfFiner(period, owners.keySet());
        if (!choosesOwners) {
            finer.ofTeams().forEach((team, effect) -> teams.merge(team, effect, Figure::plus));
            adjustTeams(teams, period);
        }
        if (ofTeams) {
            return teams;
        }
        Figure sum = Figure.sum(teams.values());
        return Map.of(DealGroup.WHOLE, where.isEmpty() ? adjusted(sum.plus(finer.ofAll()), period, OF_ALL) : sum);
    }

    /** The finer periods that an owner's figure is the sum of; none where anybody submitted for the period itself. */
    private List<ReportingPeriod> finer(ReportingPeriod period, String owner) {
        if (submitted.containsKey(period)) {
            return List.of();
        }
        Map<String, List<ReportingPeriod>> known = finer.computeIfAbsent(period, first -> new HashMap<>());
        List<ReportingPeriod> found = known.get(owner);
        if (found == null) {
            found = Tiling.of(period, within(period, owner));
            known.put(owner, found);
        }
        return found;
    }

    /** The finer periods in which an owner has a figure. */
    private List<ReportingPeriod> within(ReportingPeriod period, String owner) {
        return Stream.concat(submitted.keySet().stream(), made.keySet().stream())
                .filter(part -> Tiling.isPart(period, part))
                .distinct()
                .filter(part -> ofOwner(owner, part).isSome())
                .toList();
    }

    private Finer madeOfFiner(ReportingPeriod period, Collection<String> owners) {
        Map<ReportingPeriod, Map<String, Figure>> parts = new TreeMap<>(IN_TIME);
        owners.forEach(
                owner -> finer(period, owner).forEach(part -> parts.computeIfAbsent(part, first -> new TreeMap<>())
                        .put(owner, ofOwner(owner, part))));
        Map<DealGroup, Figure> ofTeams = new TreeMap<>();
        List<Figure> ofAll = new ArrayList<>();
        parts.forEach((part, figures) -> {
            List<Figure> teams = new ArrayList<>();
            sums(figures, TEAM).forEach((team, before) -> {
                String name = team.values().get(0).value();
                Figure after = adjusted(
                        before, part, own -> own.team() != null && own.team().equals(name));
                ofTeams.merge(team, after.minus(before), Figure::plus);
                teams.add(after);
            });
            Figure before = Figure.sum(teams);
            ofAll.add(adjusted(before, part, OF_ALL).minus(before));
        });
        return new Finer(ofTeams, Figure.sum(ofAll));
    }

    /** The figures of all owners that meet the filters. */
    private Map<String, Figure> ofOwners(ReportingPeriod period) {
        TreeSet<String> owners =
                new TreeSet<>(submitted.getOrDefault(period, Map.of()).keySet());
        made.getOrDefault(period, List.of()).stream()
                .map(Made::owner)
                .filter(Objects::nonNull)
                .forEach(owners::add);
        if (!submitted.containsKey(period)) {
            submitted.values().stream()
                    .flatMap(own -> own.keySet().stream())
                    .distinct()
                    .filter(owner -> !finer(period, owner).isEmpty())
                    .forEach(owners::add);
        }
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
        made.getOrDefault(period, List.of()).stream()
                .map(Made::team)
                .filter(Objects::nonNull)
                .distinct()
                .filter(team -> where.stream().allMatch(filter -> meets(filter, team)))
                .forEach(team -> teams.merge(
                        new DealGroup(List.of(new GroupValue(OwnerDimension.TEAM.key(), team, null))),
                        adjusted(Figure.NONE, period, own -> Objects.equals(team, own.team())),
                        (sum, alone) -> adjusted(sum, period, own -> Objects.equals(team, own.team()))));
    }

    private Figure ofOwner(String owner, ReportingPeriod period) {
        Figure own = submitted.containsKey(period)
                ? submitted.get(period).getOrDefault(owner, Figure.NONE)
                : Figure.sum(finer(period, owner).stream()
                        .map(part -> ofOwner(owner, part))
                        .toList());
        return owner.equals(NOBODY) ? own : adjusted(own, period, adjustment -> owner.equals(adjustment.owner()));
    }

    private Figure adjusted(Figure figure, ReportingPeriod period, Predicate<Made> about) {
        List<Made> applying =
                made.getOrDefault(period, List.of()).stream().filter(about).toList();
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
