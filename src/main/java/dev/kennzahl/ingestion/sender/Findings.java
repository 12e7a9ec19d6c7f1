package dev.kennzahl.ingestion.sender;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.problem.ProblemCode;

/** What the items of one delivery come to, collected while they are read one by one. */
final class Findings {
    private final List<ChangeEvent> events = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int ignored;

    void add(ChangeEvent event) {
        events.add(event);
    }

    /** @param message one sentence without its full stop, that does not repeat the value */
    void reject(long item, ProblemCode code, @Nullable String field, String message, @Nullable String recordId) {
        rejections.add(new Rejection(item, code.name(), field, message + ".", recordId));
    }

    /** Counts an item of a kind that has no effect here (rule R8). */
    void ignore() {
        ignored++;
    }

    Translation translation() {
        return new Translation(List.copyOf(events), List.copyOf(rejections), ignored);
    }
}
