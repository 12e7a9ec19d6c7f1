package dev.kennzahl.catalogue;

import java.time.LocalDate;

/**
 * A few records and the value they give, small enough to check by hand. Run as a test.
 *
 * @param deals CSV rows of the data set {@code deals}, with a header
 * @param value the expected value as the service writes it; null for none
 * @param explanation how the value comes about, for readers
 */
public record WorkedExample(
        String variant,
        String deals,
        LocalDate from,
        LocalDate to,
        @org.jspecify.annotations.Nullable String value,
        String explanation) {}
