package dev.kennzahl.metrics.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.Kpis;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.OrderLines;
import dev.kennzahl.problem.Problem;

/** The page about one rep: KPIs filtered by the owner, so that they are those that everybody sees, and activities. */
@Singleton
public class RepPages {
    /** What a page shows, in this order: key and variant. */
    private static final List<Map.Entry<String, @Nullable String>> FIGURES = List.of(
            figure("target_attainment", "won_revenue"),
            figure("won_revenue", null),
            figure("deals_won", null),
            figure("win_rate", null),
            figure("average_deal_value", null),
            figure("sales_cycle_length", null),
            figure("open_pipeline_value", null),
            figure("open_pipeline_count", null),
            figure("weighted_pipeline", null),
            figure("lead_response_time", null));

    private final Looks looks;
    private final Kpis kpis;

    RepPages(Looks looks, Kpis kpis) {
        this.looks = looks;
        this.kpis = kpis;
    }

    private static Map.Entry<String, @Nullable String> figure(String kpi, @Nullable String variant) {
        return new java.util.AbstractMap.SimpleImmutableEntry<>(kpi, variant);
    }

    /**
     * The page.
     *
     * @param id the employee's id, or the business key
     * @return fails with {@code NOT_FOUND} where there is no such employee
     */
    public Uni<RepPage> of(int tenantId, String id, ShapeQuery asked) {
        KpiQuery query = asked.of("won_revenue");
        return looks.at(tenantId, query, look -> look.question(query)
                .flatMap(question -> employee(look, question, id).flatMap(employee -> {
                    ShapeQuery own = asked.where(new KpiQuery.Filter("owner", List.of(employee.key()), false));
                    return figures(look, own).flatMap(figures -> activities(look, question, employee.key(), asked)
                            .map(activities -> new RepPage(employee, look.now(), figures, activities)));
                })));
    }

    private Uni<List<KpiResult>> figures(Look look, ShapeQuery own) {
        return Multi.createFrom()
                .iterable(FIGURES)
                .onItem()
                .transformToUniAndConcatenate(figure -> {
                    String variant = figure.getValue();
                    boolean money = kpis.get(figure.getKey())
                            .definition()
                            .unit(Kpis.variant(kpis.get(figure.getKey()), variant))
                            .isMoney();
                    ShapeQuery asked = money ? own : own.withoutCurrency();
                    return look.ask(asked.comparedWithBefore(figure.getKey(), variant, List.of(), Map.of()));
                })
                .collect()
                .asList();
    }

    /** Who is it? One row: by id, else by business key, of two senders' records the first. */
    private static Uni<RepPage.Employee> employee(Look look, Question question, String id) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT);
        String statement = sql.text(
                        """
                        SELECT v.record_id, v.external_id, v.name, v.role, v.team, v.manager_id, v.region, v.hired_on, v.left_on
                          FROM employee_version v
                         WHERE v.tenant_id = :tenant AND :known(v) AND v.valid_to = 'infinity' AND v.status = 'active'
                        """)
                + PageKey.of("employee", id).chosen(sql);
        return sql.read(look.connection(), statement).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            if (!found.hasNext()) {
                throw Problem.notFound("employee", id);
            }
            Row row = found.next();
            return new RepPage.Employee(
                    row.getUUID(0).toString(),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getLocalDate(7),
                    row.getLocalDate(8));
        });
    }

    /** What did the employee do in {@code [from, to)}? One row per type of activity, by the instant it happened. */
    private static Uni<List<RepPage.Activity>> activities(Look look, Question question, String key, ShapeQuery asked) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT);
        String statement = sql.text("SELECT a.type, count(*) FROM activity a WHERE a.tenant_id = :tenant AND :known(a)")
                + " AND a.employee_id = " + sql.bind(key) + " AND " + sql.within("a.occurred_at", asked.period())
                + " GROUP BY 1 ORDER BY 2 DESC, 1";
        return sql.read(look.connection(), statement).map(rows -> {
            List<RepPage.Activity> activities = new ArrayList<>();
            rows.forEach(row -> activities.add(new RepPage.Activity(row.getString(0), row.getLong(1))));
            return activities;
        });
    }
}
