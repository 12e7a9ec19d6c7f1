package dev.kennzahl.demo.sample;

/** Keys as a company gives them: a letter and a number with leading zeros. */
final class BusinessKey {
    private BusinessKey() {}

    /** Without {@code String.format}, which writes other digits under other locales. */
    static String of(String prefix, int digits, int number) {
        String text = Integer.toString(number);
        return prefix + "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
