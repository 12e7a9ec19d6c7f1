package dev.kennzahl.sales.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.Records;
import dev.kennzahl.sales.Records.Entry;
import dev.kennzahl.security.Caller;

/** Reads records for the caller's tenant; the same for REST and GraphQL. */
@Singleton
public class RecordReads {
    private final TenantTransactions transactions;
    private final Caller caller;

    RecordReads(TenantTransactions transactions, Caller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    Uni<Page<Entry>> list(EntityType entity, Records.Filter filter, @Nullable Integer first, @Nullable String after) {
        int size = Page.size(first);
        UUID position = position(after);
        int tenantId = caller.tenantId();
        return transactions
                .read(tenantId, tx -> Records.list(tx, tenantId, entity, filter, position, size + 1))
                .map(found -> Page.of(found, size, entry -> entry.id().toString()));
    }

    /** How many there are on all pages. */
    Uni<Long> count(EntityType entity, Records.Filter filter) {
        int tenantId = caller.tenantId();
        return transactions.read(tenantId, tx -> Records.count(tx, tenantId, entity, filter));
    }

    Uni<Entry> get(EntityType entity, String id) {
        int tenantId = caller.tenantId();
        UUID recordId = id(entity, id);
        return transactions
                .read(tenantId, tx -> Records.get(tx, tenantId, entity, List.of(recordId)))
                .map(found -> found.stream().findFirst().orElseThrow(() -> Problem.notFound(entity.key(), id)));
    }

    /** The record as it was believed at an instant to be from then on; null for as believed now. */
    Uni<Entry> get(EntityType entity, String id, @Nullable Instant asOf) {
        return asOf == null
                ? get(entity, id)
                : history(entity, id, asOf).map(versions -> versions.stream()
                        .filter(version -> version.validTo() == null)
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound(entity.key(), id)));
    }

    Uni<List<Entry>> history(EntityType entity, String id, @Nullable Instant asOf) {
        int tenantId = caller.tenantId();
        UUID recordId = id(entity, id);
        return get(entity, id)
                .chain(() -> transactions.read(tenantId, tx -> Records.history(tx, tenantId, entity, recordId, asOf)));
    }

    static UUID id(DataSet dataset, String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound(dataset.key(), id);
        }
    }

    static @Nullable UUID position(@Nullable String after) {
        String key = Page.keyOf(after);
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw Page.invalidCursor();
        }
    }
}
