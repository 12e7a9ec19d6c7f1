package dev.kennzahl.ingestion.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** One JSON object per line; the members are the cells. A line that is none is a faulty row, the others go through. */
final class NdjsonRows implements RowSource {
    private static final int MOST_NOUGHTS = 1_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BufferedReader lines;
    private final int maxRowLength;
    private long line;

    NdjsonRows(InputStream content, int maxRowLength) {
        this.lines = new BufferedReader(new StrictText(content));
        this.maxRowLength = maxRowLength;
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public @Nullable FileRow next() {
        String text = readLine();
        while (text != null && text.isBlank()) {
            text = readLine();
        }
        return text == null ? null : row(text);
    }

    private FileRow row(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException | NumberFormatException e) { // the latter for exponents beyond an int
            return new FileRow(line, Map.of(), "The line is not valid JSON.");
        }
        if (node == null || !node.isObject()) {
            return new FileRow(line, Map.of(), "The line is not a JSON object.");
        }
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        String fault = null;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            if (value.isContainerNode()) {
                fault = "The member '" + member.getKey() + "' is nested; give text, a number, true, false or null.";
            } else {
                String cell = value.isNull()
                        ? ""
                        : isWritable(value) ? value.decimalValue().toPlainString() : value.asText();
                cells.put(member.getKey(), cell.isBlank() ? null : cell.strip());
            }
        }
        return new FileRow(line, cells, fault);
    }

    private @Nullable String readLine() {
        StringBuilder text = new StringBuilder();
        try {
            int next = lines.read();
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n') {
                if (text.length() >= maxRowLength) {
                    throw new UnreadableFileException(
                            "Line " + (line + 1) + " is longer than " + maxRowLength + " characters.");
                }
                text.append((char) next);
                next = lines.read();
            }
        } catch (CharacterCodingException e) {
            throw StrictText.notUtf8(line + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line++;
        return text.toString();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written out, 1e999999999 would fill the memory with noughts. */
    private static boolean isWritable(JsonNode value) {
        return value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) <= MOST_NOUGHTS;
    }
}
