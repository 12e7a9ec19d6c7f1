package dev.kennzahl.forecast.accuracy;

/**
 * What a measure of error is, in words for its readers.
 *
 * @param key the name it has in answers
 * @param formula f is the forecast, y the actual value
 * @param misleads where it is not defined, or says something else than it seems to
 * @param source where it comes from
 */
public record MeasureDefinition(String key, String formula, String misleads, String source) {}
