/** How good forecasts would have been: made again from past moments, and judged by what came. */
@NullMarked
package dev.kennzahl.forecast.backtest;

import org.jspecify.annotations.NullMarked;
