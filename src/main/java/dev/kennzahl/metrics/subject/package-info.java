/**
 * What figures are taken of: one class per kind of record, with its dates, conditions and contributions as parts of SQL.
 *
 * <p>A part is a constant of ours, never a caller's text. It calls the record {@code f} and may use {@code :tenant}, {@code :now}
 * (the instant the answer is as of), {@code :today} (its local date), {@code :zone}, {@code :currency}, {@code :tenant_currency},
 * {@code :as_of} (the known time, null for all that is known),
 * {@code :churn_model} and {@code :purchase_window_days} (by what the tenant tells who is a customer), {@code :known(a)} (what is
 * believed of the rows called {@code a}) and {@code :option(name)}, which stand for bound values; a part over what happens at an
 * instant also {@code :bucket_start}, the instant at which the record's bucket begins; a relation whose moment is {@code
 * PER_BUCKET} also {@code :bucket_starts} and {@code :bucket_ends}, the first days of the buckets and the days after their last.
 */
@NullMarked
package dev.kennzahl.metrics.subject;

import org.jspecify.annotations.NullMarked;
