package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Aggregate;

/**
 * The targets of one group, and what they say of a bucket. They are looked at level by level, a level being targets that name the
 * same of team, region, owner and product: first that which names no more than was asked, then the next finer ones, whose targets
 * add up. The first level that has something for every day of the bucket is taken, and no other, so that nothing counts twice.
 */
final class Plan {
    /** Decimals of a share of a target. */
    private static final int SCALE = 10;

    /** For each day the target of the shortest period is nearest; of two alike the one that begins later. */
    private static final Comparator<Target> NEAREST = Comparator.comparingLong(
                    (Target target) -> target.period().days())
            .thenComparing(target -> target.period().from(), Comparator.reverseOrder());

    private final TreeMap<Level, Map<List<@Nullable String>, List<Target>>> levels = new TreeMap<>();

    /**
     * A target.
     *
     * @param id of its record
     * @param names the team, region, owner and product it is for, null for all
     * @param value null when it is in a currency that there is no rate for
     */
    record Target(UUID id, ReportingPeriod period, List<@Nullable String> names, @Nullable BigDecimal value) {}

    /** @param beyond which names were not asked for, a bit each */
    private record Level(int beyond, int names) implements Comparable<Level> {
        private static final Comparator<Level> ORDER = Comparator.comparingInt(
                        (Level level) -> Integer.bitCount(level.beyond()))
                .thenComparingInt(Level::beyond)
                .thenComparingInt(Level::names);

        @Override
        public int compareTo(Level other) {
            return ORDER.compare(this, other);
        }
    }

    /** A target and how many days of a bucket it stands for. */
    private record Share(Target target, long days) {
        boolean isUnknown() {
            return target.value() == null;
        }

        BigDecimal ofDays(long all) {
            BigDecimal value = target.value() == null ? BigDecimal.ZERO : target.value();
            return days == all
                    ? value
                    : value.multiply(BigDecimal.valueOf(days))
                            .divide(BigDecimal.valueOf(all), SCALE, RoundingMode.HALF_EVEN);
        }
    }

    /** @param asked which names were asked for, a bit each */
    Plan(Collection<Target> targets, int asked) {
        for (Target target : targets) {
            int names = 0;
            for (int i = 0; i < target.names().size(); i++) {
                names |= target.names().get(i) == null ? 0 : 1 << i;
            }
            levels.computeIfAbsent(new Level(names & ~asked, names), level -> new LinkedHashMap<>())
                    .computeIfAbsent(target.names(), slot -> new ArrayList<>())
                    .add(target);
        }
    }

    /** What the targets say of the bucket; empty if no level has something for every day of it. */
    Optional<MeasureValue> of(ReportingPeriod bucket, Aggregate aggregate) {
        return shares(bucket, aggregate).map(shares -> sum(shares, aggregate));
    }

    /** What each target that this is made of adds to it, by the target's id; null where that is not known. */
    Map<UUID, @Nullable BigDecimal> parts(ReportingPeriod bucket, Aggregate aggregate) {
        List<Share> shares = shares(bucket, aggregate).orElse(List.of());
        long all = shares.stream().mapToLong(Share::days).sum();
        Map<UUID, @Nullable BigDecimal> parts = new LinkedHashMap<>();
        shares.forEach(share -> parts.put(share.target().id(), share.isUnknown() ? null : part(share, all, aggregate)));
        return parts;
    }

    private Optional<List<Share>> shares(ReportingPeriod bucket, Aggregate aggregate) {
        return levels.entrySet().stream()
                .flatMap(level -> shares(
                        bucket, aggregate, level.getKey(), level.getValue().values())
                        .stream())
                .findFirst();
    }

    private static Optional<List<Share>> shares(
            ReportingPeriod bucket, Aggregate aggregate, Level level, Collection<List<Target>> slots) {
        // A mean of parts is not the mean of the whole.
        if (aggregate == Aggregate.MEAN && (level.beyond() != 0 || slots.size() > 1)) {
            return Optional.empty();
        }
        ReportingPeriod asked =
                aggregate == Aggregate.LAST ? new ReportingPeriod(bucket.to().minusDays(1), bucket.to()) : bucket;
        List<Share> shares = new ArrayList<>();
        List<ReportingPeriod> covered = new ArrayList<>();
        for (List<Target> slot : slots) {
            Optional<Target> exact = slot.stream()
                    .filter(target -> target.period().equals(bucket))
                    .findFirst();
            if (exact.isPresent()) {
                shares.add(new Share(exact.get(), bucket.days()));
                covered.add(bucket);
            } else {
                shares.addAll(nearest(slot, asked, covered));
            }
        }
        return covers(covered, asked) ? Optional.of(shares) : Optional.empty();
    }

    /** For how many days each target of a slot stands; the stretches that any stands for are noted. */
    private static List<Share> nearest(List<Target> slot, ReportingPeriod asked, List<ReportingPeriod> covered) {
        TreeSet<LocalDate> cuts = new TreeSet<>(List.of(asked.from(), asked.to()));
        slot.forEach(target ->
                cuts.addAll(List.of(target.period().from(), target.period().to())));
        Map<Target, Long> days = new LinkedHashMap<>();
        LocalDate from = asked.from();
        for (LocalDate to : cuts.subSet(asked.from(), false, asked.to(), true)) {
            ReportingPeriod stretch = new ReportingPeriod(from, to);
            slot.stream()
                    .filter(target -> !target.period().from().isAfter(stretch.from())
                            && !target.period().to().isBefore(stretch.to()))
                    .min(NEAREST)
                    .ifPresent(target -> {
                        days.merge(target, stretch.days(), Long::sum);
                        covered.add(stretch);
                    });
            from = to;
        }
        return days.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean covers(List<ReportingPeriod> covered, ReportingPeriod asked) {
        LocalDate until = asked.from();
        for (ReportingPeriod stretch : covered.stream()
                .sorted(Comparator.comparing(ReportingPeriod::from))
                .toList()) {
            if (stretch.from().isAfter(until)) {
                return false;
            }
            until = stretch.to().isAfter(until) ? stretch.to() : until;
        }
        return !until.isBefore(asked.to());
    }

    private static MeasureValue sum(List<Share> shares, Aggregate aggregate) {
        long foreign = shares.stream().filter(Share::isUnknown).count();
        return new MeasureValue(
                foreign > 0 ? null : known(shares, aggregate), shares.size(), shares.size() - foreign, foreign);
    }

    private static BigDecimal known(List<Share> shares, Aggregate aggregate) {
        long all = shares.stream().mapToLong(Share::days).sum();
        return shares.stream().map(share -> part(share, all, aggregate)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** @param all the days of all shares */
    private static BigDecimal part(Share share, long all, Aggregate aggregate) {
        return switch (aggregate) {
            case SUM -> share.ofDays(share.target().period().days());
            case LAST -> share.ofDays(share.days());
            case MEAN -> share.ofDays(all);
            default -> throw new IllegalArgumentException("plans have no " + aggregate);
        };
    }
}
