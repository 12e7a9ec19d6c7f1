package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.file.FileRow;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;

/** The rows of one transaction of an import. */
final class ImportTurn {
    private final DataSet dataset;
    private final ImportJob job;
    private final List<RowTranslator.Statement> facts = new ArrayList<>();
    private final Map<UUID, Change> snapshots = new LinkedHashMap<>();
    private final List<Change> history = new ArrayList<>();
    private final List<ImportStore.RejectedRow> rejected = new ArrayList<>();
    private final TurnRows rows = new TurnRows();
    private long read;
    private long good;
    private long bad;

    private final ObjectMapper json;
    private final int maxRejections;

    /**
     * @param job how far the import is before this turn
     * @param read how many rows of the file were read before this turn
     * @param maxRejections how many rejected rows of an import are kept
     */
    ImportTurn(DataSet dataset, ImportJob job, long read, ObjectMapper json, int maxRejections) {
        this.dataset = dataset;
        this.job = job;
        this.read = read;
        this.json = json;
        this.maxRejections = maxRejections;
    }

    /** The turn after this one, which left the import as given. */
    ImportTurn following(ImportJob next) {
        return new ImportTurn(dataset, next, read, json, maxRejections);
    }

    /** Counts a row of the file, and gives its number, from 1. */
    long next() {
        return ++read;
    }

    /** How many rows of the file were read up to here. */
    long read() {
        return read;
    }

    DataSet dataset() {
        return dataset;
    }

    ImportJob job() {
        return job;
    }

    List<RowTranslator.Statement> facts() {
        return facts;
    }

    List<ImportStore.RejectedRow> rejected() {
        return rejected;
    }

    TurnRows rows() {
        return rows;
    }

    long size() {
        return good + bad;
    }

    void add(FileRow row, RowTranslator.Outcome outcome) {
        RowTranslator.Statement statement = outcome.statement();
        if (statement == null) {
            bad++;
            reject(row, outcome.rejections());
            return;
        }
        good++;
        if (dataset instanceof EntityType entity) {
            add(entity, statement, row.line());
        } else {
            facts.add(statement);
        }
    }

    private void add(EntityType entity, RowTranslator.Statement statement, long line) {
        // A later import overrides an earlier one, and a later whole-record row an earlier one of its file. Changes
        // of one instant in one file have no such order: they may come in any, and give the same history.
        long sequence = StoredEvent.sequenceOf(job.sequence(), statement.changedAt() == null ? read : 0);
        Change change = Change.ofRow(entity, statement, sequence, job.id());
        rows.told(change.event().recordId(), line);
        if (statement.changedAt() == null) {
            snapshots.merge(change.event().recordId(), change, Change::overlaidBy);
        } else {
            history.add(change);
        }
    }

    private void reject(FileRow row, List<Rejection> rejections) {
        if (job.rejected() + bad > maxRejections) {
            return;
        }
        rows.rejected(row);
        int number = 0;
        for (Rejection rejection : rejections) {
            rejected.add(new ImportStore.RejectedRow(
                    row.line(),
                    number++,
                    rejection.code(),
                    rejection.field(),
                    rejection.message(),
                    write(row.cells())));
        }
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>(snapshots.values());
        changes.addAll(history);
        return changes;
    }

    ImportJob advanced(long bytesRead) {
        return new ImportJob(
                job.id(),
                job.dataset(),
                job.format(),
                job.mapping(),
                job.status(),
                job.bytesReceived(),
                Math.max(bytesRead, job.bytesDone()),
                Math.max(read, job.rowsDone()),
                job.accepted() + good,
                job.rejected() + bad,
                job.sequence(),
                job.dryRun(),
                job.createdAt(),
                null,
                null);
    }

    private String write(Map<String, @Nullable String> cells) {
        try {
            Map<String, @Nullable String> storable = new LinkedHashMap<>();
            cells.forEach((name, value) -> storable.put(clean(name), value == null ? null : clean(value)));
            return json.writeValueAsString(storable);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row is plain text", e);
        }
    }

    /** The store cannot hold NUL; in the copy of a rejected row it is shown as its picture. */
    private static String clean(String text) {
        return text.replace('\u0000', '\u2400');
    }
}
