package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Aggregate;

/**
 * What records add to measures that SQL alone does not make.
 *
 * @param planned of what is planned, what each target adds
 * @param expected of what a model expects, what it expects of each customer whose purchases have a rate
 */
record ComputedParts(
        Map<Measure, Map<UUID, @Nullable BigDecimal>> planned, Map<Measure, Map<String, BigDecimal>> expected) {

    /** Only which targets count: enough to say how many records there are. */
    static Uni<ComputedParts> ofPlans(
            SqlConnection connection, Question question, Behind behind, ReportingPeriod period) {
        Map<Measure, Map<UUID, @Nullable BigDecimal>> planned = new LinkedHashMap<>();
        return Multi.createFrom()
                .iterable(behind.planned())
                .onItem()
                .transformToUniAndConcatenate(measure ->
                        Plans.parts(connection, question, measure, period).invoke(parts -> planned.put(measure, parts)))
                .collect()
                .asList()
                .map(all -> new ComputedParts(planned, Map.of()));
    }

    static Uni<ComputedParts> of(SqlConnection connection, Question question, Behind behind, ReportingPeriod period) {
        List<Measure> models = behind.listed().stream()
                .map(term -> term.measure())
                .filter(measure -> measure.aggregate() == Aggregate.EXPECTED)
                .distinct()
                .toList();
        Map<Measure, Map<String, BigDecimal>> expected = new LinkedHashMap<>();
        return ofPlans(connection, question, behind, period).flatMap(plans -> Multi.createFrom()
                .iterable(models)
                .onItem()
                .transformToUniAndConcatenate(measure -> Expectations.ofCustomers(connection, question, measure, period)
                        .invoke(values -> expected.put(measure, values)))
                .collect()
                .asList()
                .map(all -> new ComputedParts(plans.planned(), expected)));
    }

    /** Which targets count. */
    UUID[] targets() {
        return planned.values().stream()
                .flatMap(parts -> parts.keySet().stream())
                .distinct()
                .toArray(UUID[]::new);
    }

    /** What a target adds, nothing where it does not count. */
    String planned(Parameters parameters, Measure measure) {
        Map<UUID, @Nullable BigDecimal> parts = planned.getOrDefault(measure, Map.of());
        String ids = parameters.bind(parts.keySet().toArray(new UUID[0]));
        String values = parameters.bind(parts.values().stream()
                .map(value -> value == null ? null : value.toPlainString())
                .toArray(String[]::new));
        return "CASE WHEN f.fact_id = ANY (" + ids + "::uuid[]) THEN (" + values + "::text[])[array_position(" + ids
                + "::uuid[], f.fact_id)]::numeric ELSE 0 END";
    }

    /** What a customer is expected to bring; unknown where the model does not say. Read once, and then by key: there may be many. */
    String expected(Parameters parameters, Measure measure) {
        JsonObject values = new JsonObject();
        expected.getOrDefault(measure, Map.of())
                .forEach((customer, value) -> values.put(customer, value.toPlainString()));
        return "((SELECT " + parameters.bind(values.encode()) + "::text::jsonb) ->> f.customer_id)::numeric";
    }
}
