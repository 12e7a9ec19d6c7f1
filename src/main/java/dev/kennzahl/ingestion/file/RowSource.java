package dev.kennzahl.ingestion.file;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other; only the present one is held. */
public interface RowSource extends AutoCloseable {
    /** The columns that every row has; empty where each row names its own. */
    List<String> columns();

    /**
     * The next row, or null at the end.
     *
     * @throws UnreadableFileException when nothing after this point can be read
     */
    @Nullable
    FileRow next();

    @Override
    void close();
}
