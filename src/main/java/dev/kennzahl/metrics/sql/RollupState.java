package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How far a tenant's rollup is.
 *
 * @param knownAt the cells hold all that was believed at this known time
 * @param currencies those that occur in cells
 * @param owners the employees of whom something became known since, where it matters
 * @param customers the customers likewise
 */
public record RollupState(
        Rollup rollup, Instant knownAt, List<String> currencies, List<String> owners, List<String> customers) {

    /** The states of those rollups whose cells can be used, as this transaction sees them. */
    public static Uni<Map<Rollup, RollupState>> read(
            SqlConnection connection, int tenantId, Collection<Rollup> rollups) {
        Map<String, Rollup> byKey = new LinkedHashMap<>();
        rollups.forEach(rollup -> byKey.put(rollup.key(), rollup));
        return connection
                .preparedQuery(
                        """
                        SELECT s.rollup, s.known_at, s.layout, s.currencies,
                               ARRAY(SELECT e.external_id FROM employee_version e
                                      WHERE s.rollup = ANY ($3) AND e.tenant_id = s.tenant_id AND e.known_from > s.known_at
                                     UNION
                                     SELECT e.external_id FROM employee_version e
                                      WHERE s.rollup = ANY ($3) AND e.tenant_id = s.tenant_id AND e.known_to > s.known_at
                                        AND e.known_to < 'infinity' LIMIT 1001),
                               ARRAY(SELECT c.external_id FROM customer_version c
                                      WHERE s.rollup = ANY ($3) AND c.tenant_id = s.tenant_id AND c.known_from > s.known_at
                                     UNION
                                     SELECT c.external_id FROM customer_version c
                                      WHERE s.rollup = ANY ($3) AND c.tenant_id = s.tenant_id AND c.known_to > s.known_at
                                        AND c.known_to < 'infinity' LIMIT 1001)
                          FROM rollup_state s JOIN tenant t USING (tenant_id)
                         WHERE s.tenant_id = $1 AND s.rollup = ANY ($2) AND s.timezone = t.timezone
                        """)
                .execute(Tuple.of(
                        tenantId,
                        byKey.keySet().toArray(new String[0]),
                        byKey.values().stream()
                                .filter(Rollup::dependsOnMasterData)
                                .map(Rollup::key)
                                .toArray(String[]::new)))
                .map(rows -> {
                    Map<Rollup, RollupState> states = new LinkedHashMap<>();
                    for (Row row : rows) {
                        Rollup rollup = Objects.requireNonNull(byKey.get(row.getString(0)));
                        if (row.getString(2).equals(rollup.layout())) {
                            states.put(rollup, of(rollup, row));
                        }
                    }
                    return states;
                });
    }

    private static RollupState of(Rollup rollup, Row row) {
        return new RollupState(
                rollup,
                Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(1))),
                List.of(row.getArrayOfStrings(3)),
                List.of(row.getArrayOfStrings(4)),
                List.of(row.getArrayOfStrings(5)));
    }

    /** Whether so much master data has changed that going through the records is as good. */
    public boolean isFarBehind() {
        return owners.size() > 1000 || customers.size() > 1000;
    }

    /** Whether its cells alone are the answer. */
    boolean isUpToDate(Question question) {
        return !knownAt.isBefore(question.watermark());
    }

    /** The question as it was when the cells were last brought up to date. */
    Question then(Question question) {
        return question.asOf(knownAt);
    }

    /**
     * What came to be believed since the cells were brought up to date, and with a sign of -1 what is no longer believed, as
     * queries for {@link RollupRows}.
     *
     * @param wanted the measures that matter
     */
    List<String> changes(FigureSql statement, Question question, Collection<Measure> wanted) {
        FigureSql now =
                statement.besides(question.plain(), rollup.moment().subject()).lookingUp();
        FigureSql then = statement
                .besides(then(question).plain(), rollup.moment().subject())
                .lookingUp();
        String since = then.text(":as_of");
        String dated = " AND " + rollup.moment().from() + " IS NOT NULL"
                + Flows.endedUp(rollup.moment().subject());
        String gone = question.asOf() == null
                ? " AND f.known_to < 'infinity'"
                : " AND f.known_to < 'infinity' AND f.known_to <= " + now.text(":as_of");
        List<String> queries = new ArrayList<>();
        queries.add("SELECT " + RollupRows.columns(now, rollup, wanted, 1) + now.fromWhere() + " AND f.known_from > "
                + since + dated);
        queries.add("SELECT " + RollupRows.columns(then, rollup, wanted, -1) + then.fromWhere() + gone + dated);
        if (!owners.isEmpty() || !customers.isEmpty()) {
            String touched = " AND (" + touched(statement) + ")" + dated;
            String still = question.asOf() == null
                    ? " AND f.known_to = 'infinity'"
                    : " AND f.known_to > " + now.text(":as_of");
            queries.add("SELECT " + RollupRows.columns(now, rollup, wanted, 1) + now.fromWhere()
                    + " AND f.known_from <= " + since + touched);
            queries.add("SELECT " + RollupRows.columns(then, rollup, wanted, -1) + then.fromWhere() + still + touched);
        }
        return queries;
    }

    /**
     * What was believed at the question's known time and is no longer, as a query for {@link RollupRows}: of what is still believed
     * the cells tell.
     */
    String revised(FigureSql statement, Question question, Collection<Measure> wanted, List<ReportingPeriod> buckets) {
        Moment moment = rollup.moment();
        FigureSql then = statement.besides(question.plain(), moment.subject()).lookingUp();
        Bounds bounds = moment.timing() == Moment.Timing.DATE
                ? Bounds.dates(then, buckets)
                : Bounds.instants(then, question, buckets);
        String date = then.text(moment.from());
        return "SELECT " + RollupRows.columns(then, rollup, wanted, 1) + then.fromWhere()
                + " AND f.known_to < 'infinity'" + Flows.endedUp(moment.subject()) + " AND " + date + " >= "
                + bounds.firstStart() + " AND " + date + " < " + bounds.lastEnd();
    }

    private String touched(FigureSql statement) {
        List<String> conditions = new ArrayList<>();
        if (!owners.isEmpty()) {
            conditions.add(rollup.moment().subject().keyOf(dev.kennzahl.metrics.subject.MasterData.OWNER) + " = ANY ("
                    + statement.parameters.bind(owners.toArray(new String[0])) + "::text[])");
        }
        if (!customers.isEmpty()) {
            conditions.add(rollup.moment().subject().keyOf(dev.kennzahl.metrics.subject.MasterData.CUSTOMER)
                    + " = ANY (" + statement.parameters.bind(customers.toArray(new String[0])) + "::text[])");
        }
        return String.join(" OR ", conditions);
    }
}
