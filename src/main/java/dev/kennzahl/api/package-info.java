/** Plumbing of the interface without business: problems as HTTP and GraphQL answers, paging, scalars, idempotency. */
@NullMarked
package dev.kennzahl.api;

import org.jspecify.annotations.NullMarked;
