/** Files as streams of rows, and rows as changes: CSV, NDJSON, column mappings. */
@NullMarked
package dev.kennzahl.ingestion.file;

import org.jspecify.annotations.NullMarked;
