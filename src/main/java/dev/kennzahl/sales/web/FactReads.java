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
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Facts;
import dev.kennzahl.sales.Facts.Entry;
import dev.kennzahl.sales.TenantSettings;
import dev.kennzahl.security.Caller;

/** Reads facts for the caller's tenant. */
@Singleton
class FactReads {
    private final TenantTransactions transactions;
    private final Caller caller;

    FactReads(TenantTransactions transactions, Caller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    Uni<Page<Entry>> list(FactType type, Facts.Filter filter, @Nullable Integer first, @Nullable String after) {
        require(
                type,
                "customer",
                filter.customer() == null || type.field("customer_id").isPresent());
        require(type, "owner", filter.owner() == null || type.ownerField().isPresent());
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            throw new Problem(ProblemCode.INVALID_PERIOD, "from", "from must be before to.");
        }
        int size = Page.size(first);
        UUID position = RecordReads.position(after);
        int tenantId = caller.tenantId();
        return transactions
                .read(tenantId, tx -> TenantSettings.read(tx, tenantId)
                        .flatMap(settings -> Facts.list(
                                tx, tenantId, type, filter, settings.calendar().zone(), position, size + 1)))
                .map(found -> Page.of(found, size, entry -> entry.id().toString()));
    }

    private static void require(FactType type, String filter, boolean holds) {
        if (!holds) {
            throw new Problem(
                    ProblemCode.UNKNOWN_FIELD, filter, type.dataset() + " have no " + filter + " to choose by.");
        }
    }

    Uni<Entry> get(FactType type, String id, @Nullable Instant asOf) {
        int tenantId = caller.tenantId();
        UUID factId = RecordReads.id(type, id);
        return transactions
                .read(tenantId, tx -> Facts.get(tx, tenantId, type, factId, asOf))
                .map(found -> found.stream().findFirst().orElseThrow(() -> Problem.notFound(type.key(), id)));
    }

    /** All versions, also of what is deleted by now. */
    Uni<List<Entry>> history(FactType type, String id) {
        int tenantId = caller.tenantId();
        UUID factId = RecordReads.id(type, id);
        return transactions
                .read(tenantId, tx -> Facts.history(tx, tenantId, type, factId))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw Problem.notFound(type.key(), id);
                    }
                });
    }
}
