package dev.kennzahl.ingestion.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import org.jspecify.annotations.Nullable;

/** CSV after RFC 4180: a header row, then rows with as many cells. */
final class CsvRows implements RowSource {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;

    CsvRows(InputStream content, int maxRowLength) {
        records = CsvReader.builder()
                .maxBufferSize(maxRowLength)
                .skipEmptyLines(true)
                .ofCsvRecord(StrictText.reader(content))
                .iterator();
        CsvRecord first = read();
        if (first == null) {
            throw new UnreadableFileException("The file is empty; its first line must name the columns.");
        }
        header = first.getFields().stream()
                .map(name -> name.replace(BYTE_ORDER_MARK, "").strip())
                .toList();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (name.isEmpty() || !seen.add(name)) {
                throw new UnreadableFileException("The header row must name every column, and each only once.");
            }
        }
    }

    @Override
    public List<String> columns() {
        return header;
    }

    @Override
    public @Nullable FileRow next() {
        CsvRecord record = read();
        if (record == null) {
            return null;
        }
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
            String value = record.getField(i);
            cells.put(header.get(i), value.isBlank() ? null : value.strip());
        }
        String fault = record.getFieldCount() == header.size()
                ? null
                : "The row has " + record.getFieldCount() + " cells, the header names " + header.size() + ".";
        return new FileRow(record.getStartingLineNumber(), cells, fault);
    }

    private @Nullable CsvRecord read() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw new UnreadableFileException("From some point on the file is not CSV: " + reason(e));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new UnreadableFileException(StrictText.REMEDY);
            }
            throw e;
        }
    }

    private static String reason(CsvParseException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return StrictText.REMEDY;
            }
        }
        return "a row is too long, most likely a quote is not closed.";
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
