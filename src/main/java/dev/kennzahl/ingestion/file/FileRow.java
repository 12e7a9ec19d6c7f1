package dev.kennzahl.ingestion.file;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A row of a file.
 *
 * @param line the line it begins in, counted from 1
 * @param cells column to value, null where it is empty
 * @param fault why it is not a row; null when it is one
 */
public record FileRow(long line, Map<String, @Nullable String> cells, @Nullable String fault) {}
