package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.kennzahl.Thorough;
import dev.kennzahl.demo.sample.DealFilter;
import dev.kennzahl.demo.sample.DealState;
import dev.kennzahl.demo.sample.SampleCalendar;
import dev.kennzahl.demo.sample.SampleCompany;
import dev.kennzahl.demo.sample.SampleTruth;
import dev.kennzahl.demo.sample.TrueDeal;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Exposure;
import dev.kennzahl.metrics.DealLearning.Outcome;
import dev.kennzahl.metrics.DealLearning.Transition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether P10 to P90 hold about 80 % of what came, on the sample company and on others of its kind, forecast month by month from its first day
 * and quarter by quarter from its half, from nothing but what was so by then. They have seasons, which the simulation takes for chance.
 */
@Thorough
class SimulationCalibrationTest {
    private static final int RUNS = 300;

    /** Any; nothing was chosen by what they give. */
    private static final List<Long> OTHERS = List.of(1L, 2L, 3L, 4L);

    private SampleTruth truth = SampleCompany.generate(SampleCompany.SEED).truth();

    private int judged;
    private int within80;
    private int within95;
    private double forecast;
    private double actual;

    @Test
    void holdsAboutFourFifthsOfTheActualValues() {
        judge();
        String found = found("the sample company");
        assertThat(judged).isEqualTo(32);
        assertThat((double) within80 / judged).as(found).isBetween(0.65, 0.95);
        assertThat((double) within95 / judged).as(found).isGreaterThanOrEqualTo(0.85);
        assertThat(forecast / actual).as(found).isBetween(0.9, 1.1);
    }

    @Test
    void holdsAboutFourFifthsOfThoseOfOtherCompanies() {
        OTHERS.forEach(seed -> {
            truth = SampleCompany.generate(seed).truth();
            judge();
        });
        String found = found("the others");
        assertThat(judged).isEqualTo(32 * OTHERS.size());
        assertThat((double) within80 / judged).as(found).isBetween(0.72, 0.90);
        assertThat((double) within95 / judged).as(found).isGreaterThanOrEqualTo(0.90);
        assertThat(forecast / actual).as(found).isBetween(0.93, 1.07);
    }

    /** To be read in the build's log, whether or not it is as it should be. */
    private String found(String whose) {
        String found =
                "Of %s P10–P90 held %d and P2.5–P97.5 %d of %d actual values; all forecasts together were %.3f of all actual values"
                        .formatted(whose, within80, within95, judged, forecast / actual);
        System.out.println(found);
        return found;
    }

    private void judge() {
        for (LocalDate month = LocalDate.of(2024, 10, 1);
                month.isBefore(SampleCalendar.END);
                month = month.plusMonths(1)) {
            judge(month, month.plusMonths(1), instant(month));
        }
        for (LocalDate quarter = LocalDate.of(2024, 10, 1);
                quarter.isBefore(SampleCalendar.END);
                quarter = quarter.plusMonths(3)) {
            judge(quarter, quarter.plusMonths(3), instant(quarter.plusMonths(3).minusDays(45)));
        }
    }

    private void judge(LocalDate from, LocalDate to, Instant at) {
        StageHazards hazards = new StageHazards(transitions(at));
        double swing = WinSwings.squaredVariation(hazards, exposures(at));
        List<Simulation.Open> open = new ArrayList<>();
        double won = 0;
        for (TrueDeal deal : truth.deals()) {
            DealState state = deal.at(at).orElse(null);
            if (state != null && state.isOpen()) {
                open.add(new Simulation.Open(
                        hazards.stage(String.valueOf(state.stage())),
                        days(deal.createdAt(), at),
                        pushes(deal, at),
                        state.amount().doubleValue(),
                        hazards.speed(DealLearning.sizeOf(state.amount()))));
            } else if (state != null
                    && state.isWon()
                    && state.closedAt() != null
                    && !state.closedAt().isBefore(instant(from))
                    && state.closedAt().isBefore(instant(to))) {
                won += state.amount().doubleValue();
            }
        }
        Newcomers newcomers = new Newcomers(arrivals(at), at.minus(Duration.ofDays(365)), at);
        double[] sums = new Simulation(
                        hazards,
                        swing,
                        open,
                        newcomers,
                        new double[] {days(at, instant(from))},
                        new double[] {days(at, instant(to))},
                        RUNS,
                        1)
                .play()[0];
        double came = truth.wonRevenue(from, to, DealFilter.all()).doubleValue() - won;
        judged++;
        within80 += Simulation.quantile(sums, 0.1) <= came && came <= Simulation.quantile(sums, 0.9) ? 1 : 0;
        within95 += Simulation.quantile(sums, 0.025) <= came && came <= Simulation.quantile(sums, 0.975) ? 1 : 0;
        forecast += java.util.Arrays.stream(sums).average().orElseThrow();
        actual += came;
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(SampleCalendar.ZONE).toInstant();
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 86_400_000.0;
    }

    private List<Arrival> arrivals(Instant at) {
        List<Arrival> arrivals = new ArrayList<>();
        for (TrueDeal deal : truth.deals()) {
            if (deal.createdAt().isBefore(at) && !deal.createdAt().isBefore(at.minus(Duration.ofDays(365)))) {
                deal.at(at)
                        .ifPresent(state -> arrivals.add(new Arrival(
                                DealGroup.WHOLE,
                                String.valueOf(deal.steps().get(0).state().stage()),
                                state.amount(),
                                deal.createdAt())));
            }
        }
        return arrivals;
    }

    private static int pushes(TrueDeal deal, Instant at) {
        int pushes = 0;
        for (int i = 1; i < deal.steps().size() && deal.steps().get(i).at().isBefore(at); i++) {
            pushes += slips(deal, i) ? 1 : 0;
        }
        return pushes;
    }

    private static boolean slips(TrueDeal deal, int step) {
        LocalDate before = deal.steps().get(step - 1).state().expectedCloseOn();
        DealState state = deal.steps().get(step).state();
        return state.isOpen()
                && before != null
                && state.expectedCloseOn() != null
                && state.expectedCloseOn().isAfter(before);
    }

    /** Stretch by stretch, cut where the next class of age begins. */
    private List<Transition> transitions(Instant at) {
        List<Transition> transitions = new ArrayList<>();
        eachOpenStep(at, (deal, i, pushes) -> stretch(transitions, deal, i, pushes, at));
        return transitions;
    }

    /** Takes a step of a deal that left it open, and how often the deal had been put off until then. */
    private interface OpenStep {
        void take(TrueDeal deal, int i, int pushes);
    }

    private void eachOpenStep(Instant at, OpenStep taker) {
        for (TrueDeal deal : truth.deals()) {
            int pushes = 0;
            for (int i = 0; i < deal.steps().size() && deal.steps().get(i).at().isBefore(at); i++) {
                pushes += i > 0 && slips(deal, i) ? 1 : 0;
                if (deal.steps().get(i).state().isOpen()) {
                    taker.take(deal, i, Math.min(pushes, DealLearning.MOST_PUSHES));
                }
            }
        }
    }

    private static TrueDeal.@Nullable Step next(TrueDeal deal, int i) {
        return i + 1 < deal.steps().size() ? deal.steps().get(i + 1) : null;
    }

    /** When the step after this one came, or the deal's end; in the distant future where neither did. */
    private static Instant end(TrueDeal deal, int i) {
        TrueDeal.@Nullable Step next = next(deal, i);
        return next != null ? next.at() : deal.ending() != null ? deal.ending().at() : Instant.MAX;
    }

    private static void stretch(List<Transition> transitions, TrueDeal deal, int i, int pushes, Instant at) {
        TrueDeal.Step step = deal.steps().get(i);
        TrueDeal.@Nullable Step next = next(deal, i);
        Instant end = end(deal, i);
        boolean ended = end.isBefore(at);
        double from = days(deal.createdAt(), step.at());
        double to = days(deal.createdAt(), ended ? end : at);
        Outcome outcome = !ended
                ? Outcome.NONE
                : next == null
                        ? Outcome.GONE
                        : next.state().isWon()
                                ? Outcome.WON
                                : next.state().isLost() ? Outcome.LOST : changed(deal, i) ? Outcome.OPEN : Outcome.NONE;
        for (int age = 0; age < DealLearning.ages(); age++) {
            double low = Math.max(from, DealLearning.ageFrom(age));
            double high = Math.min(to, DealLearning.ageTo(age));
            if (low < high) {
                boolean last = to <= DealLearning.ageTo(age);
                boolean moves = last && outcome == Outcome.OPEN && next != null;
                transitions.add(new Transition(
                        String.valueOf(step.state().stage()),
                        pushes,
                        age,
                        DealLearning.sizeOf(step.state().amount()),
                        last ? outcome : Outcome.NONE,
                        moves ? String.valueOf(next.state().stage()) : "",
                        moves && slips(deal, i + 1),
                        1,
                        high - low));
            }
        }
    }

    /** The same cut where months begin: what was won of it in each, after how many days. */
    private List<Exposure> exposures(Instant at) {
        List<Exposure> exposures = new ArrayList<>();
        eachOpenStep(at, (deal, i, pushes) -> months(exposures, deal, i, pushes, at));
        return exposures;
    }

    private static void months(List<Exposure> exposures, TrueDeal deal, int i, int pushes, Instant at) {
        TrueDeal.Step step = deal.steps().get(i);
        TrueDeal.@Nullable Step next = next(deal, i);
        Instant end = end(deal, i);
        Instant until = end.isBefore(at) ? end : at;
        boolean isWon = end.isBefore(at) && next != null && next.state().isWon();
        for (LocalDate month =
                        LocalDate.ofInstant(step.at(), SampleCalendar.ZONE).withDayOfMonth(1);
                instant(month).isBefore(until);
                month = month.plusMonths(1)) {
            Instant first = step.at().isAfter(instant(month)) ? step.at() : instant(month);
            Instant last = until.isBefore(instant(month.plusMonths(1))) ? until : instant(month.plusMonths(1));
            for (int age = 0; age < DealLearning.ages(); age++) {
                double low = Math.max(days(deal.createdAt(), first), DealLearning.ageFrom(age));
                double high = Math.min(days(deal.createdAt(), last), DealLearning.ageTo(age));
                if (low < high) {
                    boolean ends = last.equals(until) && days(deal.createdAt(), last) <= DealLearning.ageTo(age);
                    exposures.add(new Exposure(
                            instant(month),
                            String.valueOf(step.state().stage()),
                            pushes,
                            age,
                            isWon && ends ? 1 : 0,
                            high - low));
                }
            }
        }
    }

    private static boolean changed(TrueDeal deal, int i) {
        return deal.steps().get(i).state().stage()
                        != deal.steps().get(i + 1).state().stage()
                || slips(deal, i + 1);
    }

    /** So that it is seen to be amounts that are compared, and not some share of nothing. */
    @Test
    void hasSomethingToForecast() {
        assertThat(truth.wonRevenue(LocalDate.of(2025, 10, 1), LocalDate.of(2026, 1, 1), DealFilter.all()))
                .isGreaterThan(new BigDecimal(1_000_000));
    }
}
