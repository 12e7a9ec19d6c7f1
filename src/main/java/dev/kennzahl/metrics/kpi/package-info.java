/** One class per KPI, found by injection. */
@NullMarked
package dev.kennzahl.metrics.kpi;

import org.jspecify.annotations.NullMarked;
