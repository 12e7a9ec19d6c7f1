/** The closed list of what can go wrong for a caller, one place for REST and GraphQL. */
@NullMarked
package dev.kennzahl.problem;

import org.jspecify.annotations.NullMarked;
