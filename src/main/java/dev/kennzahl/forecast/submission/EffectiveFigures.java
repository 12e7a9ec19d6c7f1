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
 * of all the sum of the teams'; and each is adjusted. With a filter on owners figures of teams are their chosen owners' sums, without what
 * was made of the team; the same goes for all and teams.
 */
final class EffectiveFigures {
    /** Stands for no owner, or no team, in maps that are sorted. */
    private static final String NOBODY = "";

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
        Map<DealGroup, Figure> figures = new TreeMap<>();
        Map<String, Map<String, Figure>> byTeam = byTeam(period);
        if (groupBy.contains("owner")) {
            byTeam.forEach((team, owners) ->
                    owners.forEach((owner, figure) -> figures.put(group(groupBy, owner, team), figure)));
            return figures;
        }
        Map<String, Figure> teams = new TreeMap<>();
        byTeam.forEach((team, owners) -> teams.put(
                team,
                filters("owner")
                        ? Figure.sum(owners.values())
                        : adjusted(
                                Figure.sum(owners.values()),
                                period,
                                made -> !team.equals(NOBODY) && team.equals(made.team()))));
        if (groupBy.contains("team")) {
            teams.forEach((team, figure) -> figures.put(group(groupBy, NOBODY, team), figure));
            return figures;
        }
        Figure sum = Figure.sum(teams.values());
        figures.put(
                DealGroup.WHOLE,
                where.isEmpty() ? adjusted(sum, period, made -> made.owner() == null && made.team() == null) : sum);
        return figures;
    }

    /** Owners' figures, by team; every team that anything was made of is in it. */
    private Map<String, Map<String, Figure>> byTeam(ReportingPeriod period) {
        TreeSet<String> owners = new TreeSet<>();
        submitted.stream()
                .filter(own -> own.period().equals(period))
                .forEach(own -> owners.add(Objects.requireNonNullElse(own.owner(), NOBODY)));
        Map<String, Map<String, Figure>> byTeam = new TreeMap<>();
        for (Made adjustment : made) {
            if (adjustment.period().equals(period) && adjustment.owner() != null) {
                owners.add(adjustment.owner());
            }
            if (adjustment.period().equals(period) && adjustment.team() != null && meets("team", adjustment.team())) {
                byTeam.put(adjustment.team(), new TreeMap<>());
            }
        }
        for (String owner : owners) {
            String team = team(owner);
            if (meets("owner", owner) && meets("team", team)) {
                byTeam.computeIfAbsent(team, name -> new TreeMap<>()).put(owner, ofOwner(owner, period));
            }
        }
        return byTeam;
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

    private String team(String owner) {
        Member member = members.get(owner);
        return member == null || member.team() == null ? NOBODY : member.team();
    }

    private boolean filters(String dimension) {
        return where.stream().anyMatch(filter -> filter.dimension().equals(dimension));
    }

    /** The empty text stands for unknown in filters, as it does for nobody here. */
    private boolean meets(String dimension, String value) {
        return where.stream()
                .filter(filter -> filter.dimension().equals(dimension))
                .allMatch(filter -> filter.values().contains(value) != filter.exclude());
    }

    private DealGroup group(List<String> groupBy, String owner, String team) {
        List<GroupValue> values = new ArrayList<>();
        for (String dimension : groupBy) {
            boolean isOwner = dimension.equals("owner");
            String value = isOwner ? owner : team;
            Member member = isOwner ? members.get(owner) : null;
            values.add(new GroupValue(
                    dimension, value.equals(NOBODY) ? null : value, member == null ? null : member.name()));
        }
        return new DealGroup(values);
    }

    /** All groups of all periods. */
    List<DealGroup> groups(List<ReportingPeriod> periods, List<String> groupBy) {
        Stream<DealGroup> found = periods.stream().flatMap(period -> of(period, groupBy).keySet().stream());
        return found.distinct().sorted().toList();
    }
}
