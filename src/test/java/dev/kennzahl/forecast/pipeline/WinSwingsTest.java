package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Exposure;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WinSwingsTest {
    /** One in a hundred deals is won each day. */
    private static final StageHazards HAZARDS = hazards();

    private static StageHazards hazards() {
        List<Transition> transitions = new ArrayList<>();
        for (int age = 0; age < DealLearning.ages(); age++) {
            transitions.add(new Transition("offer", 0, age, null, Outcome.WON, "", false, 1_000, 100_000));
        }
        return new StageHazards(transitions);
    }

    private static List<Exposure> months(int... wins) {
        List<Exposure> months = new ArrayList<>();
        for (int won : wins) {
            Instant month = YearMonth.of(2024, 1)
                    .plusMonths(months.size())
                    .atDay(1)
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC);
            months.add(new Exposure(month, "offer", 0, 1, won, 10_000));
        }
        return months;
    }

    /** 100 are expected of each month; half of them have 60, half 140: (8 × 40² × 8/7 − 800) ÷ (8 × 100²). */
    @Test
    void isWhatMonthsVaryMoreThanByChance() {
        assertThat(WinSwings.squaredVariation(HAZARDS, months(60, 140, 60, 140, 60, 140, 60, 140)))
                .isCloseTo((8 * 1600 * 8 / 7.0 - 800) / 80_000, within(1e-4));
    }

    @Test
    void isNothingWhereChanceExplainsAllAndWhereTooFewMonthsTell() {
        assertThat(WinSwings.squaredVariation(HAZARDS, months(95, 105, 100, 92, 108, 100)))
                .isZero();
        assertThat(WinSwings.squaredVariation(HAZARDS, months(60, 140, 60, 140, 60)))
                .isZero();
        assertThat(WinSwings.squaredVariation(HAZARDS, List.of())).isZero();
    }

    @Test
    void findsTheSwingThatNumbersWereThrownWith() {
        SplittableRandom random = new SplittableRandom(11);
        int[] wins = new int[3_000];
        for (int i = 0; i < wins.length; i++) {
            wins[i] = Chance.poisson(100 * Chance.gamma(1 / 0.05, random) * 0.05, random);
        }
        assertThat(WinSwings.squaredVariation(HAZARDS, months(wins))).isCloseTo(0.05, within(0.01));
    }
}
