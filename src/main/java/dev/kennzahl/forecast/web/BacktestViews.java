package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.accuracy.ErrorMeasure;
import dev.kennzahl.forecast.accuracy.MeasureDefinition;
import dev.kennzahl.forecast.backtest.Overall;
import dev.kennzahl.forecast.backtest.Scores;
import dev.kennzahl.forecast.backtest.Tally;

/** What back-tests found, in REST and in GraphQL. Errors are numbers, as they are no sums of money. */
public final class BacktestViews {
    private BacktestViews() {}

    /** A method on one series. */
    @RegisterForReflection
    @Name("BacktestMethod")
    @Description("How good a method was on one series.")
    @Schema(name = "BacktestMethod", description = "How good a method was on one series.")
    public record OfMethod(
            @NonNull @Description("The method.") @Schema(description = "The method.") String method,
            @NonNull
                    @Description("From 1 for the best: by OWA, else MASE, else MAE, over all lead times.")
                    @Schema(description = "From 1 for the best: by OWA, else MASE, else MAE, over all lead times.")
                    Integer rank,
            @NonNull
                    @Description("At how many origins it had a forecast.")
                    @Schema(description = "At how many origins it had a forecast.")
                    Integer origins,
            @NonNull
                    @Description("At how many origins it had none.")
                    @Schema(description = "At how many origins it had none.")
                    Integer originsWithout,
            @Description("Why, the first time; null when it always had one.")
                    @Schema(description = "Why, the first time; null when it always had one.")
                    @Nullable
                    String problem,
            @Description("Over all lead times; null when nothing could be judged.")
                    @Schema(description = "Over all lead times; null when nothing could be judged.")
                    @Nullable
                    OfScores overall,
            @NonNull
                    @Description("By lead time, those that could be judged.")
                    @Schema(description = "By lead time, those that could be judged.")
                    List<@NonNull OfScores> leadTimes) {

        static OfMethod of(Tally.Result result) {
            return new OfMethod(
                    result.method(),
                    result.rank(),
                    result.origins(),
                    result.silent(),
                    result.problem() == null ? null : result.problem().detail(),
                    result.all() == null ? null : OfScores.of(null, result.all()),
                    IntStream.range(0, result.byLead().size())
                            .filter(lead -> result.byLead().get(lead) != null)
                            .mapToObj(lead ->
                                    OfScores.of(lead + 1, result.byLead().get(lead)))
                            .toList());
        }
    }

    /** Scores. */
    @RegisterForReflection
    @Name("BacktestScores")
    @Description("How good forecasts were, by all measures; null where one is not defined.")
    @Schema(
            name = "BacktestScores",
            description = "How good forecasts were, by all measures; null where one is not defined.")
    public record OfScores(
            @Description("How many steps ahead; null for all lead times together.")
                    @Schema(description = "How many steps ahead; null for all lead times together.")
                    @Nullable
                    Integer leadTime,
            @NonNull @Description("Of how many values.") @Schema(description = "Of how many values.")
                    Integer sampleSize,
            @Description("Σ error ÷ Σ actual, above zero for too high.")
                    @Schema(description = "Σ error ÷ Σ actual, above zero for too high.")
                    @Nullable
                    Double bias,
            @Description("Mean absolute error.") @Schema(description = "Mean absolute error.") @Nullable Double mae,
            @Description("Root of the mean squared error.")
                    @Schema(description = "Root of the mean squared error.")
                    @Nullable
                    Double rmse,
            @Description("Mean absolute percentage error, as a ratio.")
                    @Schema(description = "Mean absolute percentage error, as a ratio.")
                    @Nullable
                    Double mape,
            @Description("Symmetric mean absolute percentage error, as a ratio.")
                    @Schema(description = "Symmetric mean absolute percentage error, as a ratio.")
                    @Nullable
                    Double smape,
            @Description("Weighted absolute percentage error, as a ratio.")
                    @Schema(description = "Weighted absolute percentage error, as a ratio.")
                    @Nullable
                    Double wape,
            @Description("Mean absolute scaled error.") @Schema(description = "Mean absolute scaled error.") @Nullable
                    Double mase,
            @Description("Overall weighted average, below 1 for better than naive2.")
                    @Schema(description = "Overall weighted average, below 1 for better than naive2.")
                    @Nullable
                    Double owa,
            @NonNull
                    @Description("The pinball losses of the ends of the intervals.")
                    @Schema(description = "The pinball losses of the ends of the intervals.")
                    List<@NonNull Pinball> pinball,
            @NonNull
                    @Description("The share of values within the intervals of 80 %.")
                    @Schema(description = "The share of values within the intervals of 80 %.")
                    Double coverage80,
            @NonNull
                    @Description("The share of values within the intervals of 95 %.")
                    @Schema(description = "The share of values within the intervals of 95 %.")
                    Double coverage95) {

        static OfScores of(@Nullable Integer lead, Scores scores) {
            return new OfScores(
                    lead,
                    scores.count(),
                    number(scores.error(ErrorMeasure.BIAS)),
                    number(scores.error(ErrorMeasure.MAE)),
                    number(scores.error(ErrorMeasure.RMSE)),
                    number(scores.error(ErrorMeasure.MAPE)),
                    number(scores.error(ErrorMeasure.SMAPE)),
                    number(scores.error(ErrorMeasure.WAPE)),
                    number(scores.error(ErrorMeasure.MASE)),
                    number(scores.owa()),
                    scores.pinball().entrySet().stream()
                            .map(loss -> new Pinball(loss.getKey(), loss.getValue()))
                            .toList(),
                    scores.within80(),
                    scores.within95());
        }
    }

    /** A pinball loss. */
    @RegisterForReflection
    @Name("PinballLoss")
    @Description("The mean pinball loss of one quantile.")
    @Schema(name = "PinballLoss", description = "The mean pinball loss of one quantile.")
    public record Pinball(
            @NonNull @Description("The level of the quantile.") @Schema(description = "The level of the quantile.")
                    Double level,
            @NonNull @Description("The loss.") @Schema(description = "The loss.") Double loss) {}

    /** A method over several series. */
    @RegisterForReflection
    @Name("MethodRank")
    @Description("How good a method was over several series, by measures without a unit.")
    @Schema(name = "MethodRank", description = "How good a method was over several series, by measures without a unit.")
    public record OfRank(
            @NonNull @Description("The method.") @Schema(description = "The method.") String method,
            @NonNull
                    @Description("From 1 for the best: by OWA, else MASE, else sMAPE.")
                    @Schema(description = "From 1 for the best: by OWA, else MASE, else sMAPE.")
                    Integer rank,
            @NonNull @Description("On how many series.") @Schema(description = "On how many series.") Integer series,
            @NonNull @Description("Of how many values.") @Schema(description = "Of how many values.")
                    Integer sampleSize,
            @NonNull
                    @Description("The mean of its ranks on single series.")
                    @Schema(description = "The mean of its ranks on single series.")
                    Double meanRank,
            @NonNull
                    @Description("Mean over the series of the sMAPE.")
                    @Schema(description = "Mean over the series of the sMAPE.")
                    Double smape,
            @Description("Mean over the series of the MASE.")
                    @Schema(description = "Mean over the series of the MASE.")
                    @Nullable
                    Double mase,
            @Description("The OWA of these means.") @Schema(description = "The OWA of these means.") @Nullable
                    Double owa,
            @NonNull
                    @Description("The share of values within the intervals of 80 %.")
                    @Schema(description = "The share of values within the intervals of 80 %.")
                    Double coverage80,
            @NonNull
                    @Description("The share of values within the intervals of 95 %.")
                    @Schema(description = "The share of values within the intervals of 95 %.")
                    Double coverage95) {

        static OfRank of(Overall.Ranked ranked) {
            return new OfRank(
                    ranked.method(),
                    ranked.rank(),
                    ranked.series(),
                    Math.toIntExact(ranked.values()),
                    ranked.meanRank(),
                    ranked.smape(),
                    number(ranked.mase()),
                    number(ranked.owa()),
                    ranked.within80(),
                    ranked.within95());
        }
    }

    /** A measure. */
    @RegisterForReflection
    @Name("ErrorMeasure")
    @Description("What a measure of error is: f is the forecast, y the actual value.")
    @Schema(name = "ErrorMeasure", description = "What a measure of error is: f is the forecast, y the actual value.")
    public record OfMeasure(
            @NonNull @Description("Its name in answers.") @Schema(description = "Its name in answers.") String key,
            @NonNull @Description("Its formula.") @Schema(description = "Its formula.") String formula,
            @NonNull
                    @Description("Where it is not defined, or says something else than it seems to.")
                    @Schema(description = "Where it is not defined, or says something else than it seems to.")
                    String misleads,
            @NonNull @Description("Where it comes from.") @Schema(description = "Where it comes from.") String source) {

        static List<OfMeasure> all() {
            return ErrorMeasure.definitions().stream().map(OfMeasure::of).toList();
        }

        private static OfMeasure of(MeasureDefinition measure) {
            return new OfMeasure(measure.key(), measure.formula(), measure.misleads(), measure.source());
        }
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble() : null;
    }
}
