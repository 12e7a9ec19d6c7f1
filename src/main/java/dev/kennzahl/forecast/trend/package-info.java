/** Whether a series rises or falls, since when, and what of it is season: tests that ask for no normal distribution. */
@NullMarked
package dev.kennzahl.forecast.trend;

import org.jspecify.annotations.NullMarked;
