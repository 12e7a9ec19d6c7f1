/** Takes in what CRMs and files say: durable first, then translated to change events, then folded into two-time history. */
@NullMarked
package dev.kennzahl.ingestion;

import org.jspecify.annotations.NullMarked;
