/** Forecasts of the past, judged by what came. */
@NullMarked
package dev.kennzahl.forecast.comparison;

import org.jspecify.annotations.NullMarked;
