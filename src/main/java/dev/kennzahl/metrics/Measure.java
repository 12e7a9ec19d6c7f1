package dev.kennzahl.metrics;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Deals;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.Subject;

/**
 * Something that can be added up or ranked over records: what KPIs are made of.
 *
 * @param moment how records come to be in a bucket
 * @param condition which of them count
 * @param contribution what each contributes
 * @param aggregate what is taken of the contributions
 * @param model what expects something of the records; null for all that SQL takes of them
 * @param forecast what is taken of forecasts; null for all that has happened
 */
public record Measure(
        Moment moment,
        Condition condition,
        Contribution contribution,
        Aggregate aggregate,
        @Nullable PurchaseModel model,
        @Nullable ForecastTake forecast) {

    public Measure(Moment moment, Condition condition, Contribution contribution, Aggregate aggregate) {
        this(moment, condition, contribution, aggregate, null, null);
    }

    /** What is taken of forecasts of deals. */
    public static Measure foretold(ForecastTake take) {
        return new Measure(Deals.FORETOLD, Deals.ANY, Contribution.ONE, Aggregate.FORETOLD, null, take);
    }

    /** What a model expects of customers. */
    public static Measure expected(Moment moment, Contribution contribution, PurchaseModel model) {
        return new Measure(moment, Condition.ANY, contribution, Aggregate.EXPECTED, model, null);
    }

    /** The number of records. */
    public static Measure count(Moment moment, Condition condition) {
        return new Measure(moment, condition, Contribution.ONE, Aggregate.SUM);
    }

    /** The sum of what records contribute. */
    public static Measure sum(Moment moment, Condition condition, Contribution contribution) {
        return new Measure(moment, condition, contribution, Aggregate.SUM);
    }

    /** The same of other records. */
    public Measure where(Condition other) {
        return new Measure(moment, other, contribution, aggregate, model, forecast);
    }

    /**
     * Whether the values of groups add up to the last digit. Lengths of time and averages over days are rounded at the end, so
     * that they are taken anew of what is put together.
     */
    public boolean addsUpExactly() {
        return aggregate == Aggregate.SUM && !contribution.isDuration() && moment.timing() != Moment.Timing.SPAN;
    }

    /** Whether those of stretches of time add up as well. */
    public boolean addsUpExactlyOverTime() {
        return addsUpExactly() && !moment.isState() && !dependsOnBucket();
    }

    /** Whether a record counts in one bucket and not in a longer one, as a customer's first order in it. */
    public boolean dependsOnBucket() {
        return moment.timing() == Moment.Timing.PER_BUCKET
                || (condition.sql() + contribution.sql()).contains(":bucket_start");
    }

    /** Whether it is made by a method of forecasting, and so of no records. */
    boolean isForecast() {
        return forecast != null;
    }

    /** Whether it is a forecast of the whole bucket, of which nothing is missing while that is not over. */
    boolean looksAhead() {
        return forecast != null && !forecast.part().isJudged();
    }

    /** Whether it changes while nothing becomes known, as the age of what is still open. */
    boolean dependsOnTheSecond() {
        return (subject().relation() + moment.from() + moment.to() + condition.sql() + contribution.sql())
                .contains(":now");
    }

    /** Whether every record counts one. */
    public boolean isCount() {
        return aggregate == Aggregate.SUM && contribution.equals(Contribution.ONE);
    }

    /** The kind of record it is taken of. */
    public Subject subject() {
        return moment.subject();
    }
}
