/** What sellers submitted, and what their managers made of it. */
@NullMarked
package dev.kennzahl.forecast.submission;

import org.jspecify.annotations.NullMarked;
