package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Facts;
import dev.kennzahl.sales.Figures;
import dev.kennzahl.sales.Records;
import dev.kennzahl.sales.TenantSettings;

/** Tells what a transaction has changed that will be taken back: record by record, and in figures. */
@Singleton
class TriedChanges {
    /** How many records' histories are in memory at once while they are compared. */
    private static final int RECORDS_PER_READ = 500;

    private final Figures figures;
    private final ObjectMapper json;
    private final IngestionConfig config;
    private final Clock clock;

    TriedChanges(Figures figures, ObjectMapper json, IngestionConfig config, Clock clock) {
        this.figures = figures;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Compares what is believed now with what was when the transaction began. Waits, so it needs a worker thread.
     *
     * @param settings as they were when it began
     * @param touched the records and facts that may differ
     * @param complete whether all was tried that was asked for
     * @param erased how many rows were about erased people
     */
    DryRunReport report(
            SqlConnection connection,
            TenantSettings settings,
            Map<DataSet, ? extends Collection<UUID>> touched,
            boolean complete,
            long erased) {
        Differences differences =
                new Differences(settings.watermark(), settings.calendar(), config.dryRunDifferences());
        touched.forEach((dataset, ids) -> compare(connection, settings, dataset, List.copyOf(ids), differences));
        @Nullable ReportingPeriod span = differences.counts().anyChange() ? span(settings, differences) : null;
        List<Figures.Moved> moved = span == null
                ? List.of()
                : await(figures.moved(connection, settings.tenantId(), settings.watermark(), span));
        return new DryRunReport(
                complete,
                differences.counts(),
                erased,
                differences.examples(),
                span == null ? null : span.from(),
                span == null ? null : span.to(),
                moved);
    }

    private void compare(
            SqlConnection connection,
            TenantSettings settings,
            DataSet dataset,
            List<UUID> ids,
            Differences differences) {
        for (int from = 0; from < ids.size(); from += RECORDS_PER_READ) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + RECORDS_PER_READ));
            Map<UUID, List<Believed>> byId = new LinkedHashMap<>();
            some.forEach(id -> byId.put(id, new ArrayList<>()));
            believed(connection, settings, dataset, some)
                    .forEach(believed -> byId.get(believed.id()).add(believed));
            byId.values().forEach(differences::add);
        }
    }

    private List<Believed> believed(
            SqlConnection connection, TenantSettings settings, DataSet dataset, Collection<UUID> ids) {
        return dataset instanceof FactType type
                ? await(Facts.histories(connection, settings.tenantId(), type, ids)).stream()
                        .map(entry -> Believed.of(entry, json))
                        .toList()
                : await(Records.thenAndNow(
                                connection, settings.tenantId(), (EntityType) dataset, ids, settings.watermark()))
                        .stream()
                        .map(entry -> Believed.of(entry, json))
                        .toList();
    }

    /** Whole months, to today at least: what is open stands in every balance up to now. */
    private ReportingPeriod span(TenantSettings settings, Differences differences) {
        LocalDate today = settings.calendar().dayOf(clock.instant());
        LocalDate earliest = today.minusYears(config.dryRunYears());
        LocalDate latest = today.plusYears(config.dryRunYears());
        LocalDate first = differences.days().map(ReportingPeriod::from).orElse(today);
        LocalDate last = differences.days().map(days -> days.to().minusDays(1)).orElse(today);
        LocalDate from = first.isBefore(earliest) ? earliest : first.isAfter(today) ? today : first;
        LocalDate to = last.isAfter(latest) ? latest : last.isBefore(today) ? today : last;
        return new ReportingPeriod(
                settings.calendar().startOf(from, Grain.MONTH),
                settings.calendar().startOf(to, Grain.MONTH).plusMonths(1));
    }

    /** What the work gives; for worker threads only. */
    static <T> T await(Uni<T> work) {
        return work.await().indefinitely();
    }
}
