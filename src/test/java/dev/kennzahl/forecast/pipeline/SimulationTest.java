package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.kennzahl.forecast.pipeline.StageHazards.Speed;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against what follows on paper where nothing depends on anything: one in a hundred deals is won each day, and one lost. */
class SimulationTest {
    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final Newcomers NOBODY = new Newcomers(List.of(), AT, AT);

    private static StageHazards hazards() {
        List<Transition> transitions = new ArrayList<>();
        for (int age = 0; age < DealLearning.ages(); age++) {
            for (Outcome outcome : List.of(Outcome.WON, Outcome.LOST)) {
                transitions.add(new Transition("offer", 0, age, null, outcome, "", false, 100, 5_000));
            }
        }
        return new StageHazards(transitions);
    }

    private static double mean(Simulation simulation, int bucket) {
        return Arrays.stream(simulation.play()[bucket]).average().orElseThrow();
    }

    @Test
    void winsAsOftenAsTheRatesSay() {
        StageHazards hazards = hazards();
        List<Simulation.Open> open = List.of(new Simulation.Open(hazards.stage("offer"), 20, 0, 100, Speed.OF_ALL));
        Simulation simulation =
                new Simulation(hazards, 0, open, NOBODY, new double[] {0, 50}, new double[] {50, 100}, 8_000, 7);
        // ½ (1 − e⁻¹) of 100, and of those that are left, e⁻¹, as many again
        assertThat(mean(simulation, 0)).isCloseTo(31.6, within(2.0));
        assertThat(mean(simulation, 1)).isCloseTo(11.6, within(1.5));
        assertThat(mean(simulation, 0)).isEqualTo(mean(simulation, 0));
    }

    /** The variance of the sum is that of independent deals, and the square of what is expected times how much months swing. */
    @Test
    void variesFromFutureToFutureAsMonthsDid() {
        StageHazards hazards = hazards();
        List<Simulation.Open> open =
                Collections.nCopies(1_000, new Simulation.Open(hazards.stage("offer"), 20, 0, 1, Speed.OF_ALL));
        double[] month =
                new Simulation(hazards, 0.04, open, NOBODY, new double[] {0}, new double[] {3}, 2_000, 7).play()[0];
        double mean = Arrays.stream(month).average().orElseThrow();
        double variance = Arrays.stream(month).map(x -> (x - mean) * (x - mean)).sum() / month.length;
        assertThat(mean).isCloseTo(29.1, within(0.6));
        // beside months, the number of wins that it was all learned from leaves the rate open by its root
        assertThat(variance).isCloseTo(29.1 + 29.1 * 29.1 * (0.04 + 1.0 / hazards.wins()), within(9.0));
    }

    @Test
    void takesAStageThatWasNeverSeenForAnyOther() {
        StageHazards hazards = hazards();
        List<Simulation.Open> open =
                List.of(new Simulation.Open(hazards.stage("unheard of"), 20, 0, 100, Speed.OF_ALL));
        Simulation simulation = new Simulation(hazards, 0, open, NOBODY, new double[] {0}, new double[] {50}, 8_000, 7);
        assertThat(mean(simulation, 0)).isCloseTo(31.6, within(2.0));
    }

    @Test
    void letsAsManyNewDealsComeAsBefore() {
        List<Arrival> arrivals = new ArrayList<>();
        for (int day = 1; day <= 360; day += 10) {
            arrivals.add(new Arrival(DealGroup.WHOLE, "offer", BigDecimal.TEN, AT.minusSeconds(86_400L * day)));
        }
        Newcomers newcomers = new Newcomers(arrivals, AT.minusSeconds(86_400L * 360), AT);
        assertThat(newcomers.expected(50)).isCloseTo(5, within(0.01));
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        for (int i = 0; i < 4_000; i++) {
            sum += newcomers.throwFor(50, random);
        }
        assertThat(sum / 4_000).isCloseTo(5, within(0.2));
    }

    @Test
    void drawsRandomNumbersWithTheRightMeanAndSpread() {
        SplittableRandom random = new SplittableRandom(5);
        for (double mean : List.of(0.3, 40.0, 2_000.0)) {
            double[] drawn = new double[4_000];
            Arrays.setAll(drawn, i -> Chance.poisson(mean, random));
            requireMoments(drawn, mean, mean);
        }
        for (double shape : List.of(0.4, 1.0, 50.0)) {
            double[] drawn = new double[4_000];
            Arrays.setAll(drawn, i -> Chance.gamma(shape, random));
            requireMoments(drawn, shape, shape);
        }
    }

    private static void requireMoments(double[] drawn, double mean, double variance) {
        double found = Arrays.stream(drawn).average().orElseThrow();
        double spread = Arrays.stream(drawn)
                .map(x -> (x - found) * (x - found))
                .average()
                .orElseThrow();
        assertThat(found).isCloseTo(mean, within(5 * Math.sqrt(variance / drawn.length)));
        assertThat(spread).isCloseTo(variance, within(0.15 * variance));
    }

    @Test
    void seesThatLargeDealsTakeLonger() {
        List<Transition> transitions = new ArrayList<>();
        for (int age = 0; age < DealLearning.ages(); age++) {
            transitions.add(new Transition("offer", 0, age, 5, Outcome.WON, "", false, 150, 5_000));
            transitions.add(new Transition("offer", 0, age, 12, Outcome.WON, "", false, 50, 5_000));
        }
        StageHazards hazards = new StageHazards(transitions);
        // 900 and 300 events where 600 were to be expected of either, drawn to one by 20
        assertThat(hazards.speed(5).pace()).isCloseTo(920.0 / 620, within(0.01));
        assertThat(hazards.speed(12).pace()).isCloseTo(320.0 / 620, within(0.01));
        assertThat(hazards.speed(null)).isEqualTo(Speed.OF_ALL);
        assertThat(hazards.speed(3)).isEqualTo(Speed.OF_ALL);
    }
}
