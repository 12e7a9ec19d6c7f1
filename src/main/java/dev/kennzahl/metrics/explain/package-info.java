/**
 * Splits the difference of two values into parts that add up to it, to the last digit that is printed. Methods and sources:
 *
 * <ul>
 *   <li>Figures that add up, by the groups of a dimension: what each group contributes. Groups of one period only are new or lost.
 *       Of the others, where the figure is money and a volume stands behind it, the change is that of the volume at the structure
 *       and prices of before, that of the structure (mix) at the prices of before, and that of the prices at the volume of now
 *       (Laspeyres for volume and mix, Paasche for prices: the price-volume-mix analysis of management accounting).
 *   <li>Quotients, by the groups of a dimension: E. M. Kitagawa, Components of a Difference Between Two Rates, JASA 50 (1955), each
 *       group's rate set against the mean of both overall rates, so that a growing share of a good group counts for it. A group
 *       without anything below the line in one of the periods has no rate there; all that it contributes is mix.
 *   <li>Figures made of other figures, and the parts of a quotient: each part's mean effect over all orders in which the parts may
 *       go from before to after (A. F. Shorrocks, Decomposition procedures for distributional analysis, J. Econ. Inequality 11,
 *       2013, after Shapley). Exact for any formula and safe at zero, where logarithmic means are not.
 * </ul>
 *
 * <p>Parts are computed to 40 digits and rounded by the largest remainder (Hamilton), so that what is printed adds up.
 */
@NullMarked
package dev.kennzahl.metrics.explain;

import org.jspecify.annotations.NullMarked;
