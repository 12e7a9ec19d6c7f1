package dev.kennzahl.ingestion.file;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-8 that is refused rather than guessed: a replaced letter would become part of a customer's name for good. */
final class StrictText {
    /** What is said of bytes that are not UTF-8. */
    static final String REMEDY = "The file is not UTF-8; save it as UTF-8 and send it again.";

    private StrictText() {}

    static Reader reader(InputStream bytes) {
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
