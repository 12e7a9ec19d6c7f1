/** Computes figures: one query model, one engine, one answer for every interface. */
@NullMarked
package dev.kennzahl.metrics;

import org.jspecify.annotations.NullMarked;
