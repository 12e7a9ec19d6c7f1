package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How what is believed of some records changes when more of their events become known: what no longer holds ends, what holds
 * instead begins, and what is believed already is left untouched.
 *
 * @param ended what is no longer believed
 * @param added what is believed from now on
 */
public record Revision(Set<Span> ended, List<Belief> added) {

    /** A version reduced to what tells it from others. */
    public record Span(UUID record, Instant from, Instant to, UUID content) {
        static Span of(UUID record, Version version) {
            return new Span(record, version.validFrom(), version.validTo(), version.content());
        }
    }

    private record Stretch(UUID record, Instant from, Instant to) {}

    /**
     * @param believed everything that is believed of the records
     * @param folded the versions of each record as they follow from all its known events
     */
    public static Revision of(Collection<Span> believed, Map<UUID, List<Version>> folded, Instant knownAt) {
        Set<Span> outdated = new LinkedHashSet<>(believed);
        Set<Stretch> stretches = new HashSet<>();
        believed.forEach(span -> stretches.add(new Stretch(span.record(), span.from(), span.to())));
        List<Belief> added = new ArrayList<>();
        folded.forEach((record, versions) -> {
            for (Version version : versions) {
                // Where nothing is left to compare with, as in a first load or in what is new, the digest need not be
                // computed.
                if (!stretches.contains(new Stretch(record, version.validFrom(), version.validTo()))
                        || !outdated.remove(Span.of(record, version))) {
                    added.add(new Belief(record, version, knownAt, Instant.MAX));
                }
            }
        });
        return new Revision(outdated, added);
    }
}
