package dev.kennzahl.ingestion;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.IntFunction;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennzahl.ingestion.file.ColumnMapping;
import dev.kennzahl.ingestion.file.FileFormat;
import dev.kennzahl.ingestion.file.FileRow;
import dev.kennzahl.ingestion.file.RowSource;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.file.UnreadableFileException;
import dev.kennzahl.sales.DataSet;

/** Reads a stored file and gathers its rows into turns: how the rows of a file are cut does not depend on what is done with them. */
@Singleton
class TurnReader {
    private final ObjectMapper json;
    private final IngestionConfig config;

    TurnReader(ObjectMapper json, IngestionConfig config) {
        this.json = json;
        this.config = config;
    }

    /** Where the turns go. */
    interface Sink {
        /** Takes the rows of a turn; {@code next} is how far the import is after it. */
        void take(ImportTurn turn, ImportJob next);
    }

    /**
     * Reads on from where the import is; waits for the pieces of the file, so it needs a worker thread.
     *
     * @param chunks gives the piece of a number, empty after the last
     * @param mostRows after how many rows to stop
     * @return whether that was all of the file
     * @throws UnreadableFileException when the file cannot be read any further; the rows before were taken
     */
    boolean read(ImportJob start, ZoneId zone, IntFunction<Optional<byte[]>> chunks, long mostRows, Sink sink) {
        DataSet dataset = DataSet.ofName(start.dataset()).orElseThrow();
        RowTranslator translator = new RowTranslator(dataset, ColumnMapping.parse(start.mapping(), json), zone);
        StoredFile file = new StoredFile(chunks);
        boolean isAll = true;
        try (RowSource rows = FileFormat.ofKey(start.format()).open(file, config.maxRowLength())) {
            ImportTurn turn = new ImportTurn(dataset, start, 0, json, config.maxRejections());
            try {
                for (FileRow row = rows.next(); row != null; row = rows.next()) {
                    if (turn.read() >= mostRows) {
                        isAll = false;
                        break;
                    }
                    if (turn.next() > start.rowsDone()) {
                        turn.add(row, translator.translate(row));
                    }
                    if (turn.size() >= config.rowsPerTurn()) {
                        ImportJob next = turn.advanced(file.bytesRead());
                        sink.take(turn, next);
                        turn = turn.following(next);
                    }
                }
            } catch (UnreadableFileException e) {
                // The rows before are as good as if the file ended there.
                sink.take(turn, turn.advanced(file.bytesRead()));
                throw e;
            }
            sink.take(turn, turn.advanced(file.bytesRead()));
        }
        return isAll;
    }
}
