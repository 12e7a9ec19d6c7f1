package dev.kennzahl.ingestion;

import java.util.List;

/**
 * What a delivery says, in canonical form.
 *
 * @param rejections the items, or single values, that could not be used; their neighbours go through
 * @param ignored how many items are of kinds that have no effect here
 */
public record Translation(List<ChangeEvent> events, List<Rejection> rejections, int ignored) {}
