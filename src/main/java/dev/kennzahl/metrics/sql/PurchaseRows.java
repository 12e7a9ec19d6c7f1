package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.PurchaseSummary;
import dev.kennzahl.metrics.subject.Moment;

/** How often, how long and how much did each customer buy by the end of one bucket? A row for each customer. */
public final class PurchaseRows {
    private PurchaseRows() {}

    /** A customer and the group they are in. */
    record Grouped(CellKey group, PurchaseSummary customer) {}

    /**
     * The customers that the question is about, by their keys.
     *
     * @param moment one of {@link dev.kennzahl.metrics.subject.CustomerPurchases}
     */
    public static Uni<List<PurchaseSummary>> read(
            SqlConnection connection, Question question, Moment moment, ReportingPeriod bucket) {
        return grouped(connection, question, moment, bucket, new Cells())
                .map(rows -> rows.stream().map(Grouped::customer).toList());
    }

    /** @param cells takes the names of the groups */
    static Uni<List<Grouped>> grouped(
            SqlConnection connection, Question question, Moment moment, ReportingPeriod bucket, Cells cells) {
        FigureSql sql = new FigureSql(question, moment.subject());
        sql.words().lookAt(List.of(bucket));
        int groups = question.groupBy().size();
        String statement = "SELECT bucket" + sql.groupNames() + sql.labelNames()
                + ", customer_id, name, frequency, recency, age, value, stranger FROM (SELECT f.bucket"
                + sql.groupColumns()
                + ", f.customer_id, f.name, f.frequency, f.recency, f.age, f.value, f.stranger" + sql.fromWhere()
                + ") f";
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters.tuple())
                .map(rows -> {
                    List<Grouped> found = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            found.add(new Grouped(Columns.group(row, groups, cells), summary(row, 1 + 2 * groups))));
                    // Not by the database, whose order of texts depends on its locale.
                    found.sort(Comparator.comparing(one -> one.customer().customerId()));
                    return found;
                });
    }

    private static PurchaseSummary summary(Row row, int at) {
        return new PurchaseSummary(
                row.getString(at),
                row.getString(at + 1),
                row.getInteger(at + 2),
                row.getInteger(at + 3),
                row.getInteger(at + 4),
                row.getBigDecimal(at + 5),
                row.getBoolean(at + 6));
    }
}
