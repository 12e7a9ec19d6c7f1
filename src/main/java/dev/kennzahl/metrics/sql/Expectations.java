package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.PurchaseModel;
import dev.kennzahl.metrics.PurchaseSummary;

/**
 * What will customers bring after each bucket? A model is fitted to all customers of the tenant, so that filters and groups choose
 * among them and change nobody's expectation; the sum over each group is measured.
 */
final class Expectations {
    private Expectations() {}

    static Uni<Cells> measure(
            SqlConnection connection, Question question, Measure measure, List<ReportingPeriod> buckets) {
        Cells all = new Cells();
        return Multi.createFrom()
                .range(0, buckets.size())
                .onItem()
                .transformToUniAndConcatenate(i ->
                        ofBucket(connection, question, measure, buckets.get(i)).invoke(cells -> all.addAt(i, cells)))
                .collect()
                .asList()
                .replaceWith(all);
    }

    private static Uni<Cells> ofBucket(
            SqlConnection connection, Question question, Measure measure, ReportingPeriod bucket) {
        PurchaseModel model = Objects.requireNonNull(measure.model(), "an expectation has a model");
        Cells cells = new Cells();
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
                            .map(values -> summed(asked, values, measure, cells));
                });
    }

    private static int option(Question question, String name) {
        return Objects.requireNonNull(question.options().get(name), name);
    }

    private static Cells summed(
            List<PurchaseRows.Grouped> customers, List<BigDecimal> values, Measure measure, Cells cells) {
        Map<CellKey, MeasureValue> sums = new HashMap<>();
        for (int i = 0; i < customers.size(); i++) {
            PurchaseRows.Grouped customer = customers.get(i);
            boolean isKnown = !values.isEmpty() && !customer.customer().isForeign();
            MeasureValue value = new MeasureValue(
                    isKnown ? values.get(i) : null,
                    1,
                    isKnown ? 1 : 0,
                    customer.customer().isForeign() ? 1 : 0);
            sums.merge(customer.group(), value, MeasureValue::plus);
        }
        sums.forEach((group, sum) -> cells.put(group, 0, measure, sum));
        return cells;
    }
}
