package dev.kennzahl.forecast.submission;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;

/** All that was submitted and made of it, one by one, the oldest first. */
@Singleton
public class SubmissionLog {
    private static final String CHOSEN =
            """
             AND ($2::date IS NULL OR period_start >= $2) AND ($3::date IS NULL OR period_end <= $3)
             AND ($4::text IS NULL OR owner_id = $4) AND ($5::text IS NULL OR category = $5)
            """;

    /** As believed now. */
    private static final String SUBMISSIONS =
            " FROM forecast_submission WHERE tenant_id = $1 AND known_to = 'infinity'" + CHOSEN;

    private static final String ADJUSTMENTS = " FROM forecast_adjustment WHERE tenant_id = $1" + CHOSEN;

    private final TenantTransactions transactions;

    SubmissionLog(TenantTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Which entries.
     *
     * @param from only of periods that begin on this day or later
     * @param to only of periods that end on this day or before
     * @param owner only of this owner
     * @param category only of this category
     */
    public record Filter(
            @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String owner, @Nullable String category) {}

    /** Where a page ended. */
    public record Position(Instant at, UUID id) {}

    /**
     * An entry.
     *
     * @param team only of adjustments
     * @param kind submission, or what an adjustment does: amount, delta, withdraw
     * @param recordedBy the API key that an adjustment came with
     */
    public record Entry(
            UUID id,
            Instant at,
            LocalDate periodStart,
            LocalDate periodEnd,
            @Nullable String category,
            @Nullable String owner,
            @Nullable String team,
            String kind,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String manager,
            @Nullable String recordedBy,
            @Nullable String note) {}

    /** What was submitted, by the instant of submission? One row each, as believed now. */
    public Uni<List<Entry>> submissions(int tenantId, Filter filter, @Nullable Position after, int limit) {
        return page(
                tenantId,
                """
                SELECT fact_id, submitted_at, period_start, period_end, category, owner_id, NULL::text, 'submission', amount, currency,
                       NULL::text, NULL::text, note
                """
                        + SUBMISSIONS + " AND ($6::timestamptz IS NULL OR (submitted_at, fact_id) > ($6, $7::uuid))"
                        + " ORDER BY submitted_at, fact_id LIMIT $8",
                filter,
                after,
                limit);
    }

    /** What managers made of it, in the order they did? One row each. */
    public Uni<List<Entry>> adjustments(int tenantId, Filter filter, @Nullable Position after, int limit) {
        return page(
                tenantId,
                """
                SELECT adjustment_id, known_from, period_start, period_end, category, owner_id, team, kind, amount, currency,
                       manager_id, recorded_by, note
                """
                        + ADJUSTMENTS + " AND ($6::timestamptz IS NULL OR (known_from, adjustment_id) > ($6, $7::uuid))"
                        + " ORDER BY known_from, adjustment_id LIMIT $8",
                filter,
                after,
                limit);
    }

    /** How many of them there are. */
    public Uni<Long> countSubmissions(int tenantId, Filter filter) {
        return count(tenantId, SUBMISSIONS, filter);
    }

    /** How many of them there are. */
    public Uni<Long> countAdjustments(int tenantId, Filter filter) {
        return count(tenantId, ADJUSTMENTS, filter);
    }

    private Uni<Long> count(int tenantId, String from, Filter filter) {
        return transactions.read(tenantId, connection -> connection
                .preparedQuery("SELECT count(*)" + from)
                .execute(chosen(tenantId, filter))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private Uni<List<Entry>> page(int tenantId, String sql, Filter filter, @Nullable Position after, int limit) {
        Tuple values = chosen(tenantId, filter)
                .addOffsetDateTime(after == null ? null : SqlTime.parameter(after.at()))
                .addUUID(after == null ? null : after.id())
                .addInteger(limit);
        return transactions.read(
                tenantId,
                connection -> connection.preparedQuery(sql).execute(values).map(rows -> {
                    List<Entry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return entries;
                }));
    }

    private static Tuple chosen(int tenantId, Filter filter) {
        return Tuple.tuple()
                .addInteger(tenantId)
                .addLocalDate(filter.from())
                .addLocalDate(filter.to())
                .addString(filter.owner())
                .addString(filter.category());
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getUUID(0),
                Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(1))),
                Objects.requireNonNull(row.getLocalDate(2)),
                Objects.requireNonNull(row.getLocalDate(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBigDecimal(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12));
    }
}
