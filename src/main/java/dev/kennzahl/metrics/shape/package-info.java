/**
 * Answers that are no single figure: funnels, the Pareto curve, cohorts, segments of customers, leader boards, transitions between
 * stages, and pages about a customer or a rep. They look at the records of KPIs, in whose terms they are asked and filtered.
 */
@NullMarked
package dev.kennzahl.metrics.shape;

import org.jspecify.annotations.NullMarked;
