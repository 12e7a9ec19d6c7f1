/** The one place that assembles SQL for figures: names from closed enums, values bound. */
@NullMarked
package dev.kennzahl.metrics.sql;

import org.jspecify.annotations.NullMarked;
