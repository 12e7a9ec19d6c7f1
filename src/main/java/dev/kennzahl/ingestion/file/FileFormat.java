package dev.kennzahl.ingestion.file;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** The formats a file may have. */
public enum FileFormat {
    /** RFC 4180 with a header row, UTF-8. */
    CSV("csv", "text/csv"),
    /** One JSON object per line, UTF-8. */
    NDJSON("ndjson", "application/x-ndjson");

    private final String key;
    private final String mediaType;

    FileFormat(String key, String mediaType) {
        this.key = key;
        this.mediaType = mediaType;
    }

    /** As stored: {@code csv}. */
    public String key() {
        return key;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The rows of a file, read as they are asked for. */
    public RowSource open(InputStream content, int maxRowLength) {
        return this == CSV ? new CsvRows(content, maxRowLength) : new NdjsonRows(content, maxRowLength);
    }

    public static Optional<FileFormat> ofMediaType(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return java.util.Arrays.stream(values())
                .filter(format -> format.mediaType.equals(type))
                .findFirst();
    }

    /** What is to be said of the charset that a Content-Type declares: nothing, unless it is another than UTF-8. */
    public static String aboutCharset(String contentType) {
        for (String parameter : contentType.split(";")) {
            String[] nameAndValue = parameter.strip().split("=", 2);
            if (nameAndValue.length == 2 && nameAndValue[0].equalsIgnoreCase("charset")) {
                String charset = nameAndValue[1].strip().replace("\"", "");
                return charset.equalsIgnoreCase("UTF-8")
                        ? ""
                        : " Its Content-Type declares the charset " + charset + "; files are read as UTF-8 only.";
            }
        }
        return "";
    }

    public static FileFormat ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
