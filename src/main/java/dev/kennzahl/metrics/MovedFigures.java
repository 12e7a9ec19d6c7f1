package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.sales.Figures;
import dev.kennzahl.sales.TenantSettings;

/** Asks every KPI twice, as it was known and as it is, with the engine that answers everybody else. */
@Singleton
class MovedFigures implements Figures {
    private final KpiBooks books;
    private final KpiEngine engine;
    private final Clock clock;

    MovedFigures(KpiBooks books, KpiEngine engine, Clock clock) {
        this.books = books;
        this.clock = clock;
        this.engine = engine;
    }

    /** What one KPI is asked with. */
    private record Asking(
            SqlConnection connection, TenantSettings settings, Instant since, Instant now, ReportingPeriod span) {}

    @Override
    public Uni<List<Moved>> moved(SqlConnection connection, int tenantId, Instant since, ReportingPeriod span) {
        return TenantSettings.read(connection, tenantId).flatMap(settings -> Multi.createFrom()
                .uni(books.of(connection, settings))
                .onItem()
                .transformToIterable(KpiBook::all)
                .onItem()
                .transformToUniAndConcatenate(
                        kpi -> moved(new Asking(connection, settings, since, clock.instant(), span), kpi))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList());
    }

    /** Empty when neither the span nor any month of it differs; a median of the span can differ where that of no month does. */
    private Uni<Optional<Moved>> moved(Asking asking, Kpi kpi) {
        String key = kpi.definition().key();
        return moves(asking, key, Grain.TOTAL)
                .flatMap(total -> moves(asking, key, Grain.MONTH).map(months -> {
                    List<Move> differing = months.moves().stream()
                            .filter(MovedFigures::differs)
                            .toList();
                    Move whole = total.moves().get(0);
                    return differing.isEmpty() && !differs(whole)
                            ? Optional.empty()
                            : Optional.of(new Moved(
                                    key,
                                    kpi.definition().defaultVariant(),
                                    kpi.definition().unit().key(),
                                    total.currency(),
                                    whole,
                                    differing));
                }));
    }

    private record Series(@Nullable String currency, List<Move> moves) {}

    private Uni<Series> moves(Asking asking, String key, Grain grain) {
        return ask(asking, key, grain, asking.since())
                .flatMap(before -> ask(asking, key, grain, null).map(after -> {
                    List<KpiResult.Point> was = before.series().get(0).points();
                    List<KpiResult.Point> is = after.series().get(0).points();
                    List<Move> moves = new ArrayList<>();
                    for (int i = 0; i < is.size(); i++) {
                        ReportingPeriod bucket = is.get(i).bucket();
                        moves.add(new Move(
                                bucket.from(),
                                bucket.to(),
                                value(was.get(i).value()),
                                value(is.get(i).value())));
                    }
                    return new Series(after.currency(), moves);
                }));
    }

    private Uni<KpiResult> ask(Asking asking, String key, Grain grain, @Nullable Instant asOf) {
        ReportingPeriod span = asking.span();
        return engine.ask(
                asking.connection(),
                asking.settings(),
                new KpiQuery(
                        key,
                        null,
                        span.from(),
                        span.to(),
                        grain,
                        List.of(),
                        List.of(),
                        List.of(),
                        asOf,
                        null,
                        Fill.ZERO,
                        null,
                        null,
                        Map.of(),
                        KpiQuery.Extras.NONE),
                // One instant for both: what goes on has not moved because the clock has.
                asking.now());
    }

    private static Value value(KpiValue value) {
        return new Value(
                value.value() == null ? null : value.value().toPlainString(),
                value.reason() == null ? null : value.reason().name());
    }

    private static boolean differs(Move move) {
        String before = move.before().value();
        String after = move.after().value();
        return before != null && after != null
                ? new BigDecimal(before).compareTo(new BigDecimal(after)) != 0 // 7 and 7.00 are the same
                : !move.before().equals(move.after());
    }
}
