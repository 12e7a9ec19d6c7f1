package dev.kennzahl.catalogue;

/**
 * A whole number that a question may set to change how a KPI is made.
 *
 * @param value what it is when the question does not say
 * @param least the least value allowed
 * @param most the greatest value allowed
 */
public record KpiOption(String name, int value, int least, int most) {}
