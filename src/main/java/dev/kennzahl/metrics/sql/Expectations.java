package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.PurchaseModel;
import dev.kennzahl.metrics.PurchaseSummary;
import dev.kennzahl.metrics.subject.Aggregate;

/**
 * What will customers bring after each bucket? A model is fitted to all customers of the tenant, so that filters and groups choose
 * among them and change nobody's expectation; the sum over each group is measured.
 */
final class Expectations {
    private Expectations() {}

    /** @param measures what a model expects, and how many customers it expects that of */
    static Uni<Cells> measure(
            SqlConnection connection, Question question, List<Measure> measures, List<ReportingPeriod> buckets) {
        Cells all = new Cells();
        return Multi.createFrom()
                .range(0, buckets.size())
                .onItem()
                .transformToUniAndConcatenate(i ->
                        ofBucket(connection, question, measures, buckets.get(i)).invoke(cells -> all.addAt(i, cells)))
                .collect()
                .asList()
                .replaceWith(all);
    }

    /** What a model expects of each customer the question is about; of those it does not know, nothing. */
    static Uni<Map<String, BigDecimal>> ofCustomers(
            SqlConnection connection, Question question, Measure measure, ReportingPeriod bucket) {
        return expected(connection, question, measure, bucket, new Cells()).map(all -> {
            Map<String, BigDecimal> values = new HashMap<>();
            all.forEach(one -> {
                if (one.value() != null) {
                    values.put(one.customer().customer().customerId(), one.value());
                }
            });
            return values;
        });
    }

    /** A customer with what the model expects; null where it does not know. */
    private record Expected(PurchaseRows.Grouped customer, @Nullable BigDecimal value) {
        MeasureValue of(Measure measure) {
            if (measure.aggregate() != Aggregate.EXPECTED) {
                return new MeasureValue(BigDecimal.ONE, 1, 1, 0);
            }
            return new MeasureValue(
                    value, 1, value == null ? 0 : 1, customer.customer().isForeign() ? 1 : 0);
        }
    }

    private static Uni<Cells> ofBucket(
            SqlConnection connection, Question question, List<Measure> measures, ReportingPeriod bucket) {
        Measure measure = measures.stream()
                .filter(one -> one.aggregate() == Aggregate.EXPECTED)
                .findFirst()
                .orElseThrow();
        Cells cells = new Cells();
        return expected(connection, question, measure, bucket, cells).map(all -> {
            measures.forEach(one -> {
                Map<CellKey, MeasureValue> sums = new HashMap<>();
                all.forEach(expected -> sums.merge(expected.customer().group(), expected.of(one), MeasureValue::plus));
                sums.forEach((group, sum) -> cells.put(group, 0, one, sum));
            });
            return cells;
        });
    }

    private static Uni<List<Expected>> expected(
            SqlConnection connection, Question question, Measure measure, ReportingPeriod bucket, Cells cells) {
        PurchaseModel model = Objects.requireNonNull(measure.model(), "an expectation has a model");
        return PurchaseRows.grouped(connection, question, measure.moment(), bucket, cells)
                .flatMap(asked -> {
                    List<PurchaseSummary> some =
                            asked.stream().map(PurchaseRows.Grouped::customer).toList();
                    Uni<List<PurchaseSummary>> all = question.isPlain() || some.isEmpty()
                            ? Uni.createFrom().item(some)
                            : PurchaseRows.read(connection, question.plain(), measure.moment(), bucket);
                    return all.flatMap(everybody -> model.expect(
                                    everybody,
                                    some,
                                    option(question, "horizon_months"),
                                    option(question, "discount_basis_points")))
                            .map(values -> IntStream.range(0, asked.size())
                                    .mapToObj(i -> new Expected(
                                            asked.get(i),
                                            values.isEmpty() || some.get(i).isForeign() ? null : values.get(i)))
                                    .toList());
                });
    }

    private static int option(Question question, String name) {
        return Objects.requireNonNull(question.options().get(name), name);
    }
}
