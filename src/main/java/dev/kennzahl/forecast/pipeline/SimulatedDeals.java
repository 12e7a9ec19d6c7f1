package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastAnswer.Chance;
import dev.kennzahl.forecast.ForecastAnswer.Parts;
import dev.kennzahl.forecast.ForecastAnswer.Point;
import dev.kennzahl.forecast.ForecastAnswer.Range;
import dev.kennzahl.forecast.ForecastAnswer.Series;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.OpenDeal;

/**
 * Lays the outcome of a simulation out as a forecast: the mean of all futures, and their quantiles.
 *
 * @param swing how much months differ in how well deals are won, see {@link WinSwings}
 * @param targets what is to be reached, by group, per bucket; null where there is no target
 */
record SimulatedDeals(
        PeriodState state,
        StageHazards hazards,
        double swing,
        List<Arrival> arrivals,
        Map<DealGroup, List<@Nullable BigDecimal>> targets) {
    private static final int RUNS = 2_000;
    private static final int LEAST_RUNS = 200;

    /** How many deals are played in all runs together: about five seconds of one core. */
    private static final double MOST_PLAYED = 20_000_000;

    private static final int CHANCE_SCALE = 4;

    List<Series> series() {
        Map<DealGroup, List<Arrival>> byGroup =
                arrivals.stream().collect(Collectors.groupingBy(Arrival::group, HashMap::new, Collectors.toList()));
        Map<DealGroup, PeriodState.OfGroup> groups = new TreeMap<>(state.groups());
        byGroup.keySet().forEach(group -> groups.computeIfAbsent(group, state::none));
        Instant earliest = arrivals.stream()
                .map(Arrival::createdAt)
                .min(Instant::compareTo)
                .orElse(state.at());
        List<Series> series = new ArrayList<>();
        groups.forEach((group, deals) -> series.add(new Series(
                group,
                points(group, deals, new Newcomers(byGroup.getOrDefault(group, List.of()), earliest, state.at())))));
        return series;
    }

    private List<Point> points(DealGroup group, PeriodState.OfGroup deals, Newcomers newcomers) {
        double[] starts = days(state.buckets().stream()
                .map(bucket -> bucket.startsAt(state.settings().calendar().zone()))
                .toList());
        double[] ends = days(state.buckets().stream()
                .map(bucket -> bucket.endsAt(state.settings().calendar().zone()))
                .toList());
        List<Simulation.Open> open = deals.open().stream().map(this::open).toList();
        double played = open.size()
                + newcomers.expected(Math.max(0, Arrays.stream(ends).max().orElse(0)))
                + 1;
        int runs = (int) Math.max(LEAST_RUNS, Math.min(RUNS, MOST_PLAYED / played / groups()));
        double[][] sums = new Simulation(hazards, swing, open, newcomers, starts, ends, runs, group.hashCode()).play();
        List<Point> points = new ArrayList<>();
        List<@Nullable BigDecimal> ofGroup = targets.getOrDefault(group, List.of());
        for (int i = 0; i < sums.length; i++) {
            points.add(point(i, deals, sums[i], ofGroup.isEmpty() ? null : ofGroup.get(i)));
        }
        return points;
    }

    private int groups() {
        return Math.max(1, state.groups().size());
    }

    private Simulation.Open open(OpenDeal deal) {
        double age = deal.createdAt() == null ? 0 : days(deal.createdAt(), state.at());
        return new Simulation.Open(
                hazards.stage(deal.stage() == null ? "" : deal.stage()),
                Math.max(0, age),
                deal.pushes(),
                deal.amount() == null ? 0 : deal.amount().doubleValue(),
                hazards.speed(DealLearning.sizeOf(deal.ownAmount())));
    }

    private Point point(int bucket, PeriodState.OfGroup deals, double[] sums, @Nullable BigDecimal target) {
        BigDecimal won = deals.wonIn(bucket);
        boolean over = state.isOver(state.buckets().get(bucket));
        long unvalued =
                deals.open().stream().filter(deal -> deal.amount() == null).count();
        return new Point(
                state.buckets().get(bucket),
                Cents.plain(
                        won.add(BigDecimal.valueOf(Arrays.stream(sums).average().orElse(0)))),
                Cents.plain(won.add(BigDecimal.valueOf(Simulation.quantile(sums, 0.5)))),
                range(won, sums, 0.1),
                range(won, sums, 0.025),
                new Parts(
                        won,
                        deals.won().get(bucket).deals(),
                        over ? 0 : deals.open().size() - unvalued,
                        over ? 0 : unvalued,
                        0),
                hazards.decided(),
                target == null
                        ? null
                        : new Chance(target, reached(sums, target.subtract(won).doubleValue())),
                null);
    }

    private static Range range(BigDecimal won, double[] sums, double level) {
        return new Range(
                Cents.plain(won.add(BigDecimal.valueOf(Simulation.quantile(sums, level)))),
                Cents.plain(won.add(BigDecimal.valueOf(Simulation.quantile(sums, 1 - level)))));
    }

    /** The share of futures that reach what is missing. */
    private static BigDecimal reached(double[] sums, double missing) {
        long reached = Arrays.stream(sums).filter(sum -> sum >= missing).count();
        return BigDecimal.valueOf(reached)
                .divide(BigDecimal.valueOf(sums.length), CHANCE_SCALE, RoundingMode.HALF_EVEN);
    }

    private double[] days(List<Instant> instants) {
        return instants.stream()
                .mapToDouble(instant -> days(state.at(), instant))
                .toArray();
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 86_400_000.0;
    }
}
