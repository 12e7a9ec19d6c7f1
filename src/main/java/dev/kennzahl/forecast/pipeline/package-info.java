/** Deals that are still open: how their sum changed, and what of them is to be expected in a period. */
@NullMarked
package dev.kennzahl.forecast.pipeline;

import org.jspecify.annotations.NullMarked;
