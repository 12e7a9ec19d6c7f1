package dev.kennzahl.sales;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.calendar.ReportingCalendar;

/**
 * What a figure must know of its tenant.
 *
 * @param churn by what it tells who is a customer
 * @param watermark when the newest change that an answer can hold became known
 * @param kpiRevision how often the tenant's own KPIs were changed
 */
public record TenantSettings(
        int tenantId,
        ReportingCalendar calendar,
        String currency,
        ChurnModel churn,
        Instant watermark,
        int kpiRevision) {

    /** The settings as this transaction sees them. */
    public static Uni<TenantSettings> read(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery(
                        """
                        SELECT t.timezone, t.week_start, t.fiscal_year_start_month, t.currency, t.churn_model,
                               t.purchase_window_days, c.known_at, t.kpi_revision
                          FROM tenant t JOIN tenant_clock c USING (tenant_id) WHERE t.tenant_id = $1
                        """)
                .execute(Tuple.of(tenantId))
                .map(rows -> of(tenantId, rows.iterator().next()));
    }

    private static TenantSettings of(int tenantId, Row row) {
        return new TenantSettings(
                tenantId,
                new ReportingCalendar(
                        ZoneId.of(row.getString(0)),
                        DayOfWeek.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        row.getShort(2)),
                row.getString(3),
                new ChurnModel(row.getString(4), row.getInteger(5)),
                row.getOffsetDateTime(6).toInstant(),
                row.getInteger(7));
    }
}
