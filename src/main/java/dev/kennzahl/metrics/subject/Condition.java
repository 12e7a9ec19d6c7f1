package dev.kennzahl.metrics.subject;

/**
 * Which records count.
 *
 * @param sql a boolean part; null counts as no
 */
public record Condition(String sql) {
    /** All of them. */
    public static final Condition ANY = new Condition("true");

    /** Those that meet both. */
    public Condition and(Condition other) {
        return new Condition("(" + sql + ") AND (" + other.sql + ")");
    }

    /** Those that meet either. */
    public Condition or(Condition other) {
        return new Condition("(" + sql + ") OR (" + other.sql + ")");
    }
}
