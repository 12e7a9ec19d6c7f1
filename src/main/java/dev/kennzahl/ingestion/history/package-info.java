/** The fold: from the set of a record's events to its valid-time versions, a pure function of the set and nothing else. */
@NullMarked
package dev.kennzahl.ingestion.history;

import org.jspecify.annotations.NullMarked;
