package dev.kennzahl.ingestion.file;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Splits text into records after RFC 4180. What is wrong within a record is told with it, and the next line starts afresh: the
 * readers of libraries give up with the first such record, and its neighbours would be lost.
 */
final class CsvRecords implements AutoCloseable {
    private static final int END = -1;
    private static final int BUFFER_CHARACTERS = 8192;
    private static final String AFTER_QUOTE =
            "After a closing quote must come a comma or the end of the line; a quote within a value is written twice.";

    private final Reader text;
    private final int maxLength;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    private final StringBuilder cell = new StringBuilder();
    private int position;
    private int filled;
    private long line = 1;
    private long firstLine;
    private int length;
    private @Nullable String fault;

    CsvRecords(Reader text, int maxLength) {
        this.text = text;
        this.maxLength = maxLength;
    }

    /**
     * A record.
     *
     * @param line the line it begins in, counted from 1
     * @param fault why it is not after RFC 4180; null when it is
     */
    record CsvRecord(long line, List<String> cells, @Nullable String fault) {
        boolean isBlank() {
            return fault == null && cells.stream().allMatch(String::isBlank);
        }
    }

    /** The next record, or null at the end; a line without anything is one with a single empty cell. */
    @Nullable
    CsvRecord next() {
        firstLine = line;
        length = 0;
        fault = null;
        if (peek() == END) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        int end;
        do {
            end = readCell();
            cells.add(cell.toString());
        } while (end == ',');
        if (end == '\r' && peek() == '\n') {
            read();
        }
        return new CsvRecord(firstLine, cells, fault);
    }

    /** Gives the character that ended it. */
    private int readCell() {
        cell.setLength(0);
        int next = read();
        if (next == '"') {
            next = readQuoted();
            if (!endsCell(next)) {
                fault = AFTER_QUOTE;
            }
        }
        while (!endsCell(next)) {
            checkLength("Line " + firstLine + " is longer than ");
            cell.append((char) next);
            next = read();
        }
        return next;
    }

    /** Gives the character after the closing quote. */
    private int readQuoted() {
        long opened = line;
        while (true) {
            int next = read();
            if (next == '"') {
                next = read();
                if (next != '"') {
                    return next;
                }
            }
            if (next == END) {
                throw new UnreadableFileException("The quote that is opened in line " + opened + " is never closed.");
            }
            checkLength("The quote that is opened in line " + opened + " is not closed within ");
            cell.append((char) next);
        }
    }

    private void checkLength(String whatIsTooLong) {
        if (length > maxLength) {
            throw new UnreadableFileException(whatIsTooLong + maxLength + " characters.");
        }
    }

    private static boolean endsCell(int character) {
        return character == ',' || character == '\n' || character == '\r' || character == END;
    }

    private int read() {
        int next = peek();
        if (next != END) {
            position++;
            length++;
            if (next == '\n' || next == '\r' && peek() != '\n') {
                line++;
            }
        }
        return next;
    }

    private int peek() {
        if (position == filled) {
            try {
                filled = Math.max(0, text.read(buffer, 0, buffer.length));
            } catch (CharacterCodingException e) {
                throw StrictText.notUtf8(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            position = 0;
        }
        return filled == 0 ? END : buffer[position];
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
