/** How good forecasts were: the measures of error, and where each of them misleads. */
@NullMarked
package dev.kennzahl.forecast.accuracy;

import org.jspecify.annotations.NullMarked;
