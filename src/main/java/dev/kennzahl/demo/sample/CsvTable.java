package dev.kennzahl.demo.sample;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a {@link SampleFile}. */
final class CsvTable {
    private final String dataset;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CsvWriter writer;
    private int rows;

    CsvTable(String dataset, List<String> columns) {
        this.dataset = dataset;
        // Not the platform's line end: the same bytes on every machine.
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(bytes, StandardCharsets.UTF_8);
        writer.writeRecord(columns);
    }

    /** Adds a row. Instants and dates are written as ISO text, amounts without exponent, null as empty. */
    void row(@Nullable Object... cells) {
        String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = text(cells[i]);
        }
        writer.writeRecord(texts);
        rows++;
    }

    SampleFile file() {
        try {
            writer.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new SampleFile(dataset, bytes.toByteArray(), rows);
    }

    private static String text(@Nullable Object cell) {
        return cell == null ? "" : cell instanceof BigDecimal amount ? amount.toPlainString() : cell.toString();
    }
}
