/** Any KPI as a series: what it was, where it goes, and what is to come. */
@NullMarked
package dev.kennzahl.forecast.kpi;

import org.jspecify.annotations.NullMarked;
