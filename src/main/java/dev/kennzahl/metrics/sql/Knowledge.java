package dev.kennzahl.metrics.sql;

import org.jspecify.annotations.Nullable;

/**
 * Which versions count by known time: those believed now, or those believed at an instant.
 *
 * @param asOf the bound instant; null for now
 */
record Knowledge(@Nullable String asOf) {
    String condition(String alias) {
        return asOf == null
                ? alias + ".known_to = 'infinity'"
                : alias + ".known_from <= " + asOf + " AND " + alias + ".known_to > " + asOf;
    }
}
