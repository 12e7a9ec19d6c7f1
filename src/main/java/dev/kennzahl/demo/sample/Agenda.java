package dev.kennzahl.demo.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What is going to happen to a deal, noted in any order and then played in order of time. */
final class Agenda {
    private final NavigableMap<Instant, UnaryOperator<DealState>> changes = new TreeMap<>();

    void note(Instant at, UnaryOperator<DealState> change) {
        Instant free = at;
        // Two changes at one instant would leave it to the reader's rules which of them holds.
        while (changes.containsKey(free)) {
            free = free.plusSeconds(1);
        }
        changes.put(free, change);
    }

    /** A change that only makes sense while the deal is open. */
    void noteWhileOpen(Instant at, UnaryOperator<DealState> change) {
        note(at, state -> state.isOpen() ? change.apply(state) : state);
    }

    /** The steps from the first state on, up to but without the end. */
    List<TrueDeal.Step> play(Instant start, DealState first, Instant end) {
        List<TrueDeal.Step> steps = new ArrayList<>();
        steps.add(new TrueDeal.Step(start, first));
        DealState state = first;
        for (Map.Entry<Instant, UnaryOperator<DealState>> entry :
                changes.subMap(start, false, end, false).entrySet()) {
            DealState next = entry.getValue().apply(state);
            if (!next.equals(state)) {
                steps.add(new TrueDeal.Step(entry.getKey(), next));
                state = next;
            }
        }
        return steps;
    }
}
