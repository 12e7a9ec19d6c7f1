/** Reporting time: grains, half-open periods and their bounds in a tenant's zone; everything else stands on it. */
@NullMarked
package dev.kennzahl.calendar;

import org.jspecify.annotations.NullMarked;
