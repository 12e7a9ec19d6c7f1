package dev.kennzahl.forecast.pipeline;

import java.util.SplittableRandom;

import dev.kennzahl.forecast.pipeline.StageHazards.Event;
import dev.kennzahl.forecast.pipeline.StageHazards.Hazard;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Outcome;

/**
 * Throws the dice for how deals go on.
 *
 * @param winning by how much more often than in the past deals are won in this future
 */
record DealFuture(StageHazards hazards, SplittableRandom random, double winning) {

    /**
     * When a deal is won.
     *
     * @param speed how deals of its size differ from all
     * @param stage its stage now, by its number
     * @param ageDays its age now
     * @param pushes how often it was pushed
     * @param horizonDays how far to look
     * @return days from now; infinite when it is not won by then
     */
    double wonAfterDays(StageHazards.Speed speed, int stage, double ageDays, int pushes, double horizonDays) {
        int nowIn = stage;
        int pushed = pushes;
        double days = 0;
        while (true) {
            int age = DealLearning.ageOf(ageDays + days);
            Hazard hazard = hazards.of(nowIn, age, pushed);
            double won = winning * speed.winning() * hazard.winning();
            double total = hazard.total() - hazard.winning() + won;
            double wait = -Math.log(1 - random.nextDouble()) / (total * speed.pace());
            double left = DealLearning.ageTo(age) - (ageDays + days);
            if (days + Math.min(wait, left) >= horizonDays) {
                return Double.POSITIVE_INFINITY;
            }
            if (wait >= left) { // nothing happens before it is of the next age, where the dice are thrown anew
                days += Math.max(left, Math.ulp(ageDays + days));
                continue;
            }
            days += wait;
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

    private static int find(double[] cumulated, double at) {
        int i = 1;
        while (i < cumulated.length - 1 && cumulated[i] <= at) {
            i++;
        }
        return Math.min(i, cumulated.length - 1);
    }
}
