/** Forecasts over HTTP. */
@NullMarked
package dev.kennzahl.forecast.web;

import org.jspecify.annotations.NullMarked;
