package dev.kennzahl.demo.sample;

/**
 * A file for the bulk import: UTF-8, a header row, comma-separated.
 *
 * @param dataset the name of the data set in the import's path
 * @param rows the number of rows after the header
 */
public record SampleFile(String dataset, byte[] csv, int rows) {}
