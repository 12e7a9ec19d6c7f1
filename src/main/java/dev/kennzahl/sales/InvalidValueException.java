package dev.kennzahl.sales;

/** A value that its field cannot hold. The message says what would be right and never repeats the value: it may be personal. */
public final class InvalidValueException extends RuntimeException {
    public InvalidValueException(String remedy) {
        super(remedy);
    }
}
