package dev.kennzahl.forecast.pipeline;

import java.util.SplittableRandom;

import dev.kennzahl.forecast.pipeline.StageHazards.Event;
import dev.kennzahl.forecast.pipeline.StageHazards.Hazard;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Outcome;

/**
 * Throws the dice for how deals go on.
 *
 * @param winning by how much more often than in the past deals are won in each month of this future
 */
record DealFuture(StageHazards hazards, SplittableRandom random, double[] winning) {

    /**
     * When a deal is won.
     *
     * @param speed how deals of its size differ from all
     * @param stage its stage then, by its number
     * @param ageDays its age then
     * @param pushes how often it was pushed
     * @param startDays when it was so, from now
     * @param horizonDays how far to look, from now
     * @return days from now; infinite when it is not won by then
     */
    double wonAfterDays(
            StageHazards.Speed speed, int stage, double ageDays, int pushes, double startDays, double horizonDays) {
        int nowIn = stage;
        int pushed = pushes;
        double bornDays = startDays - ageDays;
        double days = startDays;
        double risk = risk();
        while (true) {
            int age = DealLearning.ageOf(days - bornDays);
            int month = (int) (days / WinSwings.DAYS);
            Hazard hazard = hazards.of(nowIn, age, pushed);
            double won = winning[month] * speed.winning() * hazard.winning();
            double total = hazard.total() - hazard.winning() + won;
            double perDay = total * speed.pace();
            double next = Math.min(bornDays + DealLearning.ageTo(age), (month + 1) * WinSwings.DAYS);
            if (days + risk / perDay >= Math.min(next, horizonDays)) { // nothing happens in this month and at this age
                if (next >= horizonDays) {
                    return Double.POSITIVE_INFINITY;
                }
                risk = Math.max(0, risk - perDay * (next - days));
                days = Math.max(next, Math.nextUp(days));
                continue;
            }
            days += risk / perDay;
            risk = risk();
            double thrown = random.nextDouble() * total;
            if (thrown < won) {
                return days;
            }
            int found = find(hazard.cumulated(), thrown - won + hazard.winning());
            Event event = hazard.events()[found];
            if (event.outcome() != Outcome.OPEN) {
                return Double.POSITIVE_INFINITY;
            }
            nowIn = hazard.stages()[found];
            pushed += event.slips() ? 1 : 0;
        }
    }

    /** How much risk a deal bears until something happens to it: as much as hazards add up to over the days. */
    private double risk() {
        return -Math.log(1 - random.nextDouble());
    }

    private static int find(double[] cumulated, double at) {
        int i = 1;
        while (i < cumulated.length - 1 && cumulated[i] <= at) {
            i++;
        }
        return Math.min(i, cumulated.length - 1);
    }
}
