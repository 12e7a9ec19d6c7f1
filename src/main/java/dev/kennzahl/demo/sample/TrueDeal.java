package dev.kennzahl.demo.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A deal as it truly was, whatever of it was sent, late, twice or in which order.
 *
 * @param dealId the key under which the service knows it: a business key of ours, or the CRM's object id
 * @param createdAt when it came up; for the survivor of a merge when the primary came up, before the survivor's first step
 * @param steps what was true from when on, in order of time, never two at one instant
 * @param ending how it ceased to exist, if it did
 */
public record TrueDeal(String dealId, Origin origin, Instant createdAt, List<Step> steps, @Nullable Ending ending) {

    /** The way a deal's facts take to the service. */
    public enum Origin {
        /** The old CRM's export. */
        FILE,
        /** The new CRM's webhooks. */
        HUBSPOT,
        /** The partner portal's Standard Webhooks. */
        PORTAL
    }

    /** From that instant on this was true. */
    public record Step(Instant at, DealState state) {}

    /**
     * From that instant on there was no such deal.
     *
     * @param survivor the deal it was merged into; empty when it was deleted
     */
    public record Ending(Instant at, @Nullable String survivor) {}

    public TrueDeal {
        steps = List.copyOf(steps);
    }

    static TrueDeal of(String dealId, Origin origin, List<Step> steps) {
        return new TrueDeal(dealId, origin, steps.get(0).at(), steps, null);
    }

    /** Whether it counts in flows: neither deleted nor merged into another one. */
    public boolean counts() {
        return ending == null;
    }

    /** What is true of it in the end. */
    public DealState last() {
        return steps.get(steps.size() - 1).state();
    }

    /** What was true of it at that instant; empty before it existed and after its ending. */
    public Optional<DealState> at(Instant instant) {
        if (ending != null && !instant.isBefore(ending.at())) {
            return Optional.empty();
        }
        for (int index = steps.size() - 1; index >= 0; index--) {
            if (!steps.get(index).at().isAfter(instant)) {
                return Optional.of(steps.get(index).state());
            }
        }
        return Optional.empty();
    }

    /** The same deal, except that it ended then; what it would still have done did not happen. */
    TrueDeal ended(Ending end) {
        List<Step> before = new ArrayList<>(steps);
        before.removeIf(step -> !step.at().isBefore(end.at()));
        return new TrueDeal(dealId, origin, createdAt, before, end);
    }
}
