package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.sql.Rollup;
import dev.kennzahl.metrics.subject.Deals;
import dev.kennzahl.metrics.subject.Leads;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.metrics.subject.OrderLines;

/**
 * The rollups there are: for the moments and dimensions worth having, and by the day things became known, all measures of all KPIs
 * that can be kept. A new KPI is in them by itself; their layout then differs from that of the stored cells, which are made anew.
 */
@Singleton
public class Rollups {
    private static final Map<String, Moment> MOMENTS = Map.of(
            "deal.closed", Deals.CLOSED,
            "deal.created", Deals.CREATED,
            "order.ordered", OrderLines.ORDERED,
            "lead.created", Leads.CREATED);

    /** The cheapest first: the fewest values. */
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.REGION, Dimension.CHANNEL, Dimension.LEAD_SOURCE, Dimension.OWNER, Dimension.PRODUCT);

    private final List<Rollup> all = new ArrayList<>();

    Rollups(Kpis kpis) {
        MOMENTS.forEach((name, moment) -> {
            List<Measure> measures = kpis.all().stream()
                    .flatMap(Rollups::measures)
                    .filter(measure -> measure.moment().equals(moment) && Rollup.canKeep(measure))
                    .distinct()
                    .sorted(Comparator.comparing(Measure::toString))
                    .toList();
            DIMENSIONS.stream()
                    .filter(dimension -> !measures.isEmpty()
                            && moment.subject().dimension(dimension).isPresent()
                            // What hangs on a lead of a deal is not worth its cells.
                            && !(moment.subject() == Deals.SUBJECT && dimension == Dimension.LEAD_SOURCE))
                    .forEach(
                            dimension -> all.add(Rollup.of(name + "." + dimension.key(), moment, dimension, measures)));
            if (!measures.isEmpty()) {
                all.add(Rollup.of(name + ".known", moment, null, measures));
            }
        });
        all.sort(Comparator.comparing(Rollups::place));
    }

    private static int place(Rollup rollup) {
        return rollup.dimension() == null ? DIMENSIONS.size() : DIMENSIONS.indexOf(rollup.dimension());
    }

    /** What a KPI may be asked for, and what it is an amount of. */
    private static Stream<Measure> measures(Kpi kpi) {
        return Stream.concat(
                kpi.definition().variants().stream()
                        .flatMap(variant ->
                                kpi
                                        .measures(Asked.byDefault(kpi.definition(), List.of())
                                                .in(variant))
                                        .stream()),
                Optional.ofNullable(kpi.volume()).stream());
    }

    /** The cheapest to read first. */
    public List<Rollup> all() {
        return all;
    }
}
