package dev.kennzahl.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;

/** Says which figures move when other things are believed. Found by injection, so that who changes data need know no figure. */
public interface Figures {
    /**
     * The figures that differ between what was known at an instant and what this transaction knows.
     *
     * @param since the instant
     * @param span whole months: where to look
     */
    Uni<List<Moved>> moved(SqlConnection connection, int tenantId, Instant since, ReportingPeriod span);

    /** A figure that moves. */
    @Schema(name = "MovedKpi", description = "A KPI that moves.")
    record Moved(
            @Schema(description = "The KPI.") String kpi,
            @Schema(description = "The variant: the KPI's default.") String variant,
            @Schema(description = "What it is counted in.") String unit,
            @Schema(description = "What money is given in; null for other units.") @Nullable String currency,
            @Schema(description = "The figure of the whole span.") Move total,
            @Schema(description = "The months of which the figure differs, in order of time.") List<Move> months) {}

    /** A figure of a period, before and after. */
    @Schema(name = "KpiMove", description = "A figure of a period, before and after.")
    record Move(
            @Schema(description = "The first day.") LocalDate from,
            @Schema(description = "The day after the last.") LocalDate to,
            @Schema(description = "What it is now.") Value before,
            @Schema(description = "What it would be.") Value after) {}

    /** A value, or why there is none. */
    @Schema(name = "KpiMoveValue", description = "A value, or why there is none.")
    record Value(
            @Schema(description = "The value, an exact decimal number written as a string; null with a reason.")
                    @Nullable
                    String value,
            @Schema(description = "Why the value is null.") @Nullable String reason) {}
}
