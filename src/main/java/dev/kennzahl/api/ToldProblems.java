package dev.kennzahl.api;

import java.util.EnumMap;
import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.kennzahl.problem.ProblemCode;

/**
 * Counts what callers are told by its code: most failures of GraphQL come with status 200, so that statuses say nothing of them. All
 * codes are there from the start, since the first increase of a series that was not there before is not seen.
 */
@Singleton
final class ToldProblems {
    private final Map<ProblemCode, Counter> rest;
    private final Map<ProblemCode, Counter> graphQl;

    ToldProblems(MeterRegistry meters) {
        rest = counters(meters, "rest");
        graphQl = counters(meters, "graphql");
    }

    private static Map<ProblemCode, Counter> counters(MeterRegistry meters, String api) {
        Map<ProblemCode, Counter> counters = new EnumMap<>(ProblemCode.class);
        for (ProblemCode code : ProblemCode.values()) {
            counters.put(code, meters.counter("kennzahl.problems", "code", code.name(), "interface", api));
        }
        return counters;
    }

    void inRest(ProblemCode code) {
        rest.get(code).increment();
    }

    void inGraphQl(ProblemCode code) {
        graphQl.get(code).increment();
    }
}
