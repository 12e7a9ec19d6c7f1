/** Traces (OpenTelemetry): what leads them on from a request to what is done after its answer, on any node. */
@NullMarked
package dev.kennzahl.tracing;

import org.jspecify.annotations.NullMarked;
