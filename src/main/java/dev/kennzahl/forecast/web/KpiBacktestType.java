package dev.kennzahl.forecast.web;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

import dev.kennzahl.forecast.backtest.Backtests;
import dev.kennzahl.forecast.backtest.Overall;
import dev.kennzahl.forecast.kpi.KpiBacktests;
import dev.kennzahl.forecast.kpi.KpiHistory;
import dev.kennzahl.metrics.KpiResult;

/** What a back-test of a KPI found, in GraphQL. */
@RegisterForReflection
@Name("KpiBacktest")
@Description("What a back-test of a KPI found.")
public record KpiBacktestType(
        @NonNull @Description("What it is of.") KpiOutlookTypes.History history,
        @NonNull @Description("One for each group.") List<@NonNull OfGroup> series,
        @NonNull @Description("The methods over all groups that could be judged, the best first.")
                List<BacktestViews.@NonNull OfRank> overall,
        @NonNull @Description("What the measures are, and where each misleads.")
                List<BacktestViews.@NonNull OfMeasure> measures) {

    /** A group. */
    @RegisterForReflection
    @Name("KpiGroupBacktest")
    @Description("How good the methods were on one group.")
    public record OfGroup(
            @NonNull @Description("The group; empty without grouping.") List<KpiResult.@NonNull GroupValue> group,
            @NonNull @Description("The first days that were forecast; none when the history is too short.")
                    List<@NonNull LocalDate> origins,
            @NonNull @Description("The methods, the best first.") List<BacktestViews.@NonNull OfMethod> methods) {}

    static KpiBacktestType of(KpiBacktests.Prepared prepared, List<Backtests.Result> results) {
        Overall overall = new Overall();
        results.forEach(result -> overall.add(result.methods()));
        return new KpiBacktestType(
                KpiOutlookTypes.History.of(prepared.history().answer()),
                results.stream()
                        .sorted(Comparator.comparingInt(Backtests.Result::number))
                        .map(result -> ofGroup(prepared, result))
                        .toList(),
                overall.ranked().stream().map(BacktestViews.OfRank::of).toList(),
                BacktestViews.OfMeasure.all());
    }

    private static OfGroup ofGroup(KpiBacktests.Prepared prepared, Backtests.Result result) {
        KpiHistory.Line line = prepared.history().lines().get(result.number());
        return new OfGroup(
                line.group(),
                prepared.series().get(result.number()).origins().stream()
                        .map(origin -> line.buckets().get(origin.place()).from())
                        .toList(),
                result.methods().stream().map(BacktestViews.OfMethod::of).toList());
    }
}
