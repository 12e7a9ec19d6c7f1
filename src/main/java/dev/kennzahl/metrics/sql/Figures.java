package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Moment;

/** Measures records: one pass over them per moment, however many measures are taken. */
public final class Figures {
    private Figures() {}

    /**
     * Measures.
     *
     * @param buckets in order of time, not overlapping; gaps are allowed
     */
    public static Uni<Cells> measure(
            SqlConnection connection, Question question, Collection<Measure> measures, List<ReportingPeriod> buckets) {
        Map<Moment, List<Measure>> byMoment = new LinkedHashMap<>();
        measures.stream().distinct().forEach(measure -> byMoment.computeIfAbsent(
                        measure.moment(), key -> new ArrayList<>())
                .add(measure));
        Cells cells = new Cells();
        return Multi.createFrom()
                .iterable(byMoment.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> pass(connection, question, entry.getKey(), entry.getValue(), buckets))
                .onItem()
                .invoke(cells::add)
                .collect()
                .last()
                .replaceWith(cells);
    }

    private static Uni<Cells> pass(
            SqlConnection connection,
            Question question,
            Moment moment,
            List<Measure> measures,
            List<ReportingPeriod> buckets) {
        return switch (moment.timing()) {
            case INSTANT, DATE -> Flows.measure(connection, question, moment, measures, buckets);
            case STANDING -> Balances.measure(connection, question, moment, measures, buckets);
            case SPAN, SPAN_DAYS, SPAN_WHOLE -> Spans.measure(connection, question, moment, measures, buckets);
            case PLANNED -> Plans.measure(connection, question, measures, buckets);
        };
    }
}
