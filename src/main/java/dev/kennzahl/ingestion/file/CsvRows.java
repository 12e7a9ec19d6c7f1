package dev.kennzahl.ingestion.file;

import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** CSV after RFC 4180: a header row, then rows with as many cells. Rows of empty cells, as spreadsheets write them, are none. */
final class CsvRows implements RowSource {
    private final CsvRecords records;
    private final List<String> header;

    CsvRows(InputStream content, int maxRowLength) {
        records = new CsvRecords(new StrictText(content), maxRowLength);
        CsvRecords.CsvRecord first = read();
        if (first == null) {
            throw new UnreadableFileException("The file is empty; its first line must name the columns.");
        }
        if (first.fault() != null) {
            throw new UnreadableFileException("The header row is not CSV. " + first.fault());
        }
        header = first.cells().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (name.isEmpty()) {
                throw new UnreadableFileException("The header row must name every column; cell "
                        + (header.indexOf(name) + 1) + " of " + header.size() + " is empty.");
            }
            if (!seen.add(name)) {
                throw new UnreadableFileException(
                        "The header row must name every column only once; '" + name + "' stands there twice.");
            }
        }
    }

    @Override
    public List<String> columns() {
        return header;
    }

    @Override
    public @Nullable FileRow next() {
        CsvRecords.CsvRecord record = read();
        if (record == null) {
            return null;
        }
        List<String> values = record.cells();
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), values.size()); i++) {
            String value = values.get(i);
            cells.put(header.get(i), value.isBlank() ? null : value.strip());
        }
        String fault = record.fault();
        if (fault == null && values.size() != header.size()) {
            fault = "The row has " + values.size() + " cells, the header names " + header.size() + ".";
        }
        return new FileRow(record.line(), cells, fault);
    }

    private CsvRecords.@Nullable CsvRecord read() {
        CsvRecords.CsvRecord record = records.next();
        while (record != null && record.isBlank()) {
            record = records.next();
        }
        return record;
    }

    @Override
    public void close() {
        records.close();
    }
}
