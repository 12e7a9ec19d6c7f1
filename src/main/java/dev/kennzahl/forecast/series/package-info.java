/** Forecasts of one series from its own past: the methods, their intervals, and the combination of them that is the default. */
@NullMarked
package dev.kennzahl.forecast.series;

import org.jspecify.annotations.NullMarked;
