package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Moment;

/** Which kept sums an answer may use, the cheapest first, and which it did. */
public final class ReadingPlan {
    private final Map<Rollup, RollupState> states;
    private final Set<String> passes = new LinkedHashSet<>();

    public ReadingPlan(Map<Rollup, RollupState> states) {
        this.states = states;
    }

    /** Those of the rollups that could answer the question from what they hold. */
    public static List<Rollup> candidates(Collection<Rollup> all, Question question, Collection<Measure> measures) {
        return all.stream()
                .filter(rollup -> {
                    List<Measure> asked = measures.stream()
                            .filter(measure -> measure.moment().equals(rollup.moment()))
                            .toList();
                    return !asked.isEmpty() && rollup.serves(question, asked);
                })
                .toList();
    }

    /** Chooses, and notes the choice. */
    Optional<RollupState> choose(
            Question question, Moment moment, List<Measure> measures, List<ReportingPeriod> buckets) {
        Optional<RollupState> chosen = find(question, moment, measures, buckets);
        passes.add(moment.subject() + " "
                + chosen.map(state -> "rollup " + state.rollup().key()).orElse("records"));
        return chosen;
    }

    /** What could be chosen. */
    Optional<RollupState> find(
            Question question, Moment moment, List<Measure> measures, List<ReportingPeriod> buckets) {
        return states.values().stream()
                .filter(state -> state.rollup().moment().equals(moment)
                        && state.rollup().serves(question, measures)
                        && RollupFlows.canAnswer(state, question, buckets))
                .findFirst();
    }

    /** Notes that records were read. */
    void noteRecords(Moment moment) {
        passes.add(moment.subject() + " records");
    }

    /** What was read, for those who look into the speed of an answer: {@code deal rollup deal.closed.region}. */
    public List<String> passes() {
        return new ArrayList<>(passes);
    }
}
