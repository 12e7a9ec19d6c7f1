/** What is to come, and how good it was foretold. */
@NullMarked
package dev.kennzahl.forecast;

import org.jspecify.annotations.NullMarked;
