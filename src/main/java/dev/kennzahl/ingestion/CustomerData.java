package dev.kennzahl.ingestion;

/** Keeps what customers sent out of the log. */
final class CustomerData {
    private CustomerData() {}

    /** The failure with its kind and place and without its words: those often repeat the value that was at fault. */
    static Throwable without(Throwable failure) {
        RuntimeException wordless = new RuntimeException(failure.getClass().getName());
        wordless.setStackTrace(failure.getStackTrace());
        return wordless;
    }
}
