package dev.kennzahl.ingestion;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.IdempotencyKeys;
import dev.kennzahl.database.TenantSessions;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.file.ColumnMapping;
import dev.kennzahl.ingestion.file.FileFormat;
import dev.kennzahl.ingestion.file.RowSource;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.file.UnreadableFileException;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.DataSet;

/** Takes in an upload: piece by piece into the store while it arrives, acknowledged when it is whole. */
@Singleton
public class ImportIntake {
    private final TenantTransactions transactions;
    private final TenantSessions sessions;
    private final ImportStore store;
    private final IntakeWorker worker;
    private final IdempotencyKeys idempotency;
    private final ObjectMapper json;
    private final IngestionConfig config;
    private final Clock clock;

    ImportIntake(
            TenantTransactions transactions,
            TenantSessions sessions,
            ImportStore store,
            IntakeWorker worker,
            IdempotencyKeys idempotency,
            ObjectMapper json,
            IngestionConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.store = store;
        this.worker = worker;
        this.idempotency = idempotency;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What the caller asks for.
     *
     * @param dryRun whether the file shall only be tried
     */
    public record Wish(
            String dataset,
            String contentType,
            @Nullable String mapping,
            boolean dryRun,
            @Nullable String idempotencyKey) {}

    /**
     * Receives the file.
     *
     * @return the import, once the file is durable; fails with a {@link Problem} and leaves nothing behind when it is unusable
     */
    public Uni<ImportJob> receive(int tenantId, Wish wish, HttpServerRequest request) {
        request.pause(); // until there is a place for what comes
        DataSet dataset = DataSet.ofName(wish.dataset())
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNKNOWN_DATASET,
                        "dataset",
                        "There is no data set '" + wish.dataset() + "'; valid are " + DataSet.names() + "."));
        FileFormat format = FileFormat.ofMediaType(wish.contentType())
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type",
                        "Content-Type must be text/csv or application/x-ndjson."));
        UUID id = UUID.randomUUID();
        return mapping(tenantId, wish.mapping()).flatMap(definition -> transactions
                .write(
                        tenantId,
                        tx -> store.open(
                                tx,
                                tenantId,
                                id,
                                wish.dataset(),
                                format.key(),
                                definition,
                                wish.dryRun(),
                                clock.instant()))
                .chain(() -> new Upload(request, config.chunkBytes(), config.uploadPause(), (number, chunk) -> {
                            if (number == 0) {
                                checkStart(dataset, format, definition, wish.contentType(), chunk);
                            }
                            return transactions.write(
                                    tenantId, tx -> store.addChunk(tx, tenantId, id, number, chunk, clock.instant()));
                        })
                        .receive())
                .flatMap(received -> accept(tenantId, id, dataset, format, definition, wish, received))
                .onFailure()
                .call(() -> discard(tenantId, id))
                .onCancellation()
                .call(() -> discard(tenantId, id)));
    }

    private Uni<ImportJob> accept(
            int tenantId,
            UUID id,
            DataSet dataset,
            FileFormat format,
            @Nullable String mapping,
            Wish wish,
            Upload.Received received) {
        if (received.bytes() == 0) {
            checkStart(dataset, format, mapping, wish.contentType(), new byte[0]);
        }
        String request = (wish.dryRun() ? "dry-run/" : "import/") + wish.dataset() + "/" + wish.mapping() + "/"
                + received.digest();
        return transactions
                .write(tenantId, tx -> claimed(tx, tenantId, wish.idempotencyKey(), request)
                        .flatMap(earlier -> {
                            UUID accepted = earlier.map(UUID::fromString).orElse(id);
                            Uni<Void> outcome = earlier.isPresent()
                                    ? store.discard(tx, tenantId, id)
                                    : store.accept(tx, tenantId, id, received.bytes())
                                            .chain(() -> remembered(tx, tenantId, wish.idempotencyKey(), id));
                            return outcome.chain(() -> store.get(tx, tenantId, accepted));
                        }))
                .map(Optional::orElseThrow)
                .invoke(() -> worker.wakeImports(tenantId));
    }

    private Uni<Optional<String>> claimed(SqlConnection tx, int tenantId, @Nullable String key, String request) {
        return key == null ? Uni.createFrom().item(Optional.empty()) : idempotency.claim(tx, tenantId, key, request);
    }

    private Uni<Void> remembered(SqlConnection tx, int tenantId, @Nullable String key, UUID id) {
        return key == null ? Uni.createFrom().voidItem() : idempotency.answered(tx, tenantId, key, id.toString());
    }

    private Uni<Void> discard(int tenantId, UUID id) {
        return transactions.write(tenantId, tx -> store.discard(tx, tenantId, id));
    }

    /** What can be said at once is said before anything is applied: no header, no rows. */
    private void checkStart(
            DataSet dataset, FileFormat format, @Nullable String mapping, String contentType, byte[] chunk) {
        try (RowSource rows = format.open(new ByteArrayInputStream(wholeLines(chunk)), config.maxRowLength())) {
            if (format == FileFormat.CSV) {
                List<String> columns = rows.columns();
                new RowTranslator(dataset, ColumnMapping.parse(mapping, json), ZoneOffset.UTC).checkColumns(columns);
            } else if (rows.next() == null) {
                throw new UnreadableFileException("The file is empty; it must hold one JSON object per line.");
            }
        } catch (UnreadableFileException e) {
            throw new Problem(
                    format == FileFormat.CSV ? ProblemCode.INVALID_CSV : ProblemCode.INVALID_JSON,
                    e.getMessage() + FileFormat.aboutCharset(contentType));
        }
    }

    /** Cut after the last line end, so that a letter of several bytes at the end of the piece is not taken for a broken one. */
    private static byte[] wholeLines(byte[] chunk) {
        for (int end = chunk.length; end > 0; end--) {
            if (chunk[end - 1] == '\n') {
                return Arrays.copyOf(chunk, end);
            }
        }
        return chunk;
    }

    private Uni<@Nullable String> mapping(int tenantId, @Nullable String name) {
        if (name == null) {
            return Uni.createFrom().nullItem();
        }
        return sessions.inTransaction(
                        tenantId, () -> ImportMapping.<ImportMapping>findById(new ImportMapping.Key(tenantId, name)))
                .map(found -> {
                    if (found == null) {
                        throw new Problem(
                                ProblemCode.NOT_FOUND,
                                "mapping",
                                "There is no import mapping '" + name + "'; PUT it to /api/v1/import-mappings first.");
                    }
                    return found.definition;
                });
    }
}
