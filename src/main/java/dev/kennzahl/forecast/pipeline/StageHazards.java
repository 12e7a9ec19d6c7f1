package dev.kennzahl.forecast.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Transition;

/**
 * How often per day an open deal is won, lost, taken away, moved to another stage or pushed, by its stage, its class of age and how often it
 * had been pushed. Rates are counts over days at risk, drawn to what is known of more deals as if {@link #WEIGHT_DAYS} of risk had shown
 * that: of the stage and age however often pushed, that of the stage at any age, and that, for ends only, of all stages.
 * Large deals take longer: what a deal is worth makes all that may happen to it faster or slower, and its being won more or less likely,
 * by how much happened, and was won, of its size for each that was to be expected, drawn to one by {@link #WEIGHT_EVENTS}.
 *
 * <p>Source: competing risks with piecewise constant hazards, Kalbfleisch and Prentice (2002), The statistical analysis of failure time
 * data, chapter 8.
 */
final class StageHazards {
    /** What two deals show in a month. */
    private static final double WEIGHT_DAYS = 60;

    /** How many events count as much as what is expected of deals of any size. */
    private static final double WEIGHT_EVENTS = 20;

    /** Below so many wins nothing is said. */
    private static final long LEAST_WINS = 5;

    private final Map<String, Integer> stages = new HashMap<>();
    private final List<Hazard[]> cells = new ArrayList<>();
    private final Counts all = new Counts();
    private final Hazard[] unknownStage;
    private final Map<Integer, Speed> speeds = new HashMap<>();

    /** What may happen. */
    record Event(Outcome outcome, String nextStage, boolean slips) {}

    /**
     * What may happen to a deal in a cell, each with its rate per day: first that it is won; cumulated, so that the last is the rate of
     * anything.
     *
     * @param stages the stage after each
     */
    record Hazard(Event[] events, int[] stages, double[] cumulated) {
        /** Zero where nothing is known to happen. */
        double total() {
            return cumulated.length == 0 ? 0 : cumulated[cumulated.length - 1];
        }

        double winning() {
            return cumulated.length > 0 && events[0].outcome() == Outcome.WON ? cumulated[0] : 0;
        }
    }

    /**
     * How deals of a size differ from all.
     *
     * @param pace how much faster things happen
     * @param winning how much more often what happens is that they are won
     */
    record Speed(double pace, double winning) {
        static final Speed OF_ALL = new Speed(1, 1);
    }

    private static final class Counts {
        private final Map<Event, Double> events = new LinkedHashMap<>();
        private double days;

        void add(Transition transition) {
            days += transition.days();
            if (transition.outcome() != Outcome.NONE) {
                events.merge(
                        new Event(transition.outcome(), transition.nextStage(), transition.slips()),
                        (double) transition.count(),
                        Double::sum);
            }
        }

        double count(Event event) {
            return events.getOrDefault(event, 0.0);
        }

        double drawnTo(double rate, Event event) {
            return (count(event) + WEIGHT_DAYS * rate) / (days + WEIGHT_DAYS);
        }
    }

    StageHazards(List<Transition> transitions) {
        Map<List<Object>, Counts> counts = new HashMap<>();
        for (Transition transition : transitions) {
            String stage = transition.stage();
            stages.computeIfAbsent(stage, name -> stages.size());
            all.add(transition);
            for (List<Object> key : List.of(
                    List.<Object>of(stage),
                    List.<Object>of(stage, transition.age()),
                    List.<Object>of(stage, transition.age(), transition.pushes()))) {
                counts.computeIfAbsent(key, name -> new Counts()).add(transition);
            }
        }
        transitions.forEach(transition -> stages.computeIfAbsent(transition.nextStage(), name -> stages.size()));
        List<String> names = new ArrayList<>(stages.keySet());
        names.sort(Comparator.comparing(stages::get));
        names.forEach(name -> cells.add(cellsOf(name, counts)));
        unknownStage = cellsOf("\u0000", counts);
        transitions.stream()
                .filter(transition -> transition.size() != null)
                .collect(Collectors.groupingBy(Transition::size))
                .forEach((size, own) -> speeds.put(size, speed(own)));
    }

    private Speed speed(List<Transition> transitions) {
        double events = WEIGHT_EVENTS;
        double wins = WEIGHT_EVENTS;
        double expected = WEIGHT_EVENTS;
        double expectedWins = 0;
        for (Transition transition : transitions) {
            Hazard hazard = of(stage(transition.stage()), transition.age(), transition.pushes());
            events += transition.outcome() == Outcome.NONE ? 0 : transition.count();
            wins += transition.outcome() == Outcome.WON ? transition.count() : 0;
            expected += hazard.total() * transition.days();
            expectedWins += hazard.winning() * transition.days();
        }
        double pace = events / expected;
        return new Speed(pace, wins / (expectedWins * pace + WEIGHT_EVENTS));
    }

    /** How a deal of that size differs from all; {@link DealLearning#sizeOf} gives the size. */
    Speed speed(@Nullable Integer size) {
        return size == null ? Speed.OF_ALL : speeds.getOrDefault(size, Speed.OF_ALL);
    }

    private Hazard[] cellsOf(String stage, Map<List<Object>, Counts> counts) {
        Hazard[] hazards = new Hazard[DealLearning.ages() * (DealLearning.MOST_PUSHES + 1)];
        Counts none = new Counts();
        Counts ofStage = counts.getOrDefault(List.<Object>of(stage), none);
        Map<Event, Boolean> possible = new LinkedHashMap<>();
        all.events.keySet().stream()
                .filter(event -> event.outcome() != Outcome.OPEN)
                .forEach(event -> possible.put(event, true));
        ofStage.events.keySet().forEach(event -> possible.put(event, true));
        List<Event> events = possible.keySet().stream()
                .sorted(Comparator.comparing(Event::outcome)) // won first
                .toList();
        for (int age = 0; age < DealLearning.ages(); age++) {
            for (int pushes = 0; pushes <= DealLearning.MOST_PUSHES; pushes++) {
                Counts ofAge = counts.getOrDefault(List.<Object>of(stage, age), none);
                Counts ofCell = counts.getOrDefault(List.<Object>of(stage, age, pushes), none);
                double[] cumulated = new double[events.size()];
                int[] next = new int[events.size()];
                double sum = 0;
                for (int i = 0; i < cumulated.length; i++) {
                    Event event = events.get(i);
                    double ofAll = event.outcome() == Outcome.OPEN || all.days == 0 ? 0 : all.count(event) / all.days;
                    sum += ofCell.drawnTo(ofAge.drawnTo(ofStage.drawnTo(ofAll, event), event), event);
                    cumulated[i] = sum;
                    next[i] = stages.getOrDefault(event.nextStage(), -1);
                }
                hazards[age * (DealLearning.MOST_PUSHES + 1) + pushes] =
                        new Hazard(events.toArray(new Event[0]), next, cumulated);
            }
        }
        return hazards;
    }

    /** The number of a stage; −1 for one that was never seen. */
    int stage(String name) {
        return stages.getOrDefault(name, -1);
    }

    Hazard of(int stage, int age, int pushes) {
        Hazard[] ofStage = stage < 0 ? unknownStage : cells.get(stage);
        return ofStage[age * (DealLearning.MOST_PUSHES + 1) + Math.min(pushes, DealLearning.MOST_PUSHES)];
    }

    /** How many deals were won in what this was learned from. */
    long wins() {
        return (long) all.events.entrySet().stream()
                .filter(entry -> entry.getKey().outcome() == Outcome.WON)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** How many deals were won or lost. */
    long decided() {
        return wins()
                + (long) all.events.entrySet().stream()
                        .filter(entry -> entry.getKey().outcome() == Outcome.LOST)
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
    }

    boolean isEnough() {
        return wins() >= LEAST_WINS;
    }
}
