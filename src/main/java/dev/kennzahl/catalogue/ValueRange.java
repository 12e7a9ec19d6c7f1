package dev.kennzahl.catalogue;

/** What values of a KPI lie between, both ends included; odd records, such as negative amounts, may still give others. */
public record ValueRange(double least, double most) {
    /** Of a share of something. */
    public static final ValueRange SHARE = new ValueRange(0, 1);

    /** Nothing is said. */
    public static final ValueRange ANY = new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
}
