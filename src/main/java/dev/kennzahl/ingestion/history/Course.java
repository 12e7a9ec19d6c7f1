package dev.kennzahl.ingestion.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A record's versions as they follow from its events.
 *
 * @param versions in order of valid time; of a course that was followed from a tail, those from the tail's version on
 * @param tail from where the course can be followed; null when it cannot
 */
public record Course(List<Version> versions, @Nullable Tail tail) {}
