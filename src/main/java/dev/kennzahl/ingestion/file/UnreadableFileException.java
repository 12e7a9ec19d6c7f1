package dev.kennzahl.ingestion.file;

/** A file that cannot be read on: the message says from which line, and what would be right. */
public final class UnreadableFileException extends RuntimeException {
    public UnreadableFileException(String message) {
        super(message);
    }
}
