package dev.kennzahl.metrics.shape;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.OrderLines;
import dev.kennzahl.metrics.subject.Surveys;

/** The sections of a customer's page that are about the talk with it; each is one statement. */
final class CustomerContacts {
    /** The last contacts, which is what a page is opened for. */
    private static final int LISTED = 10;

    private CustomerContacts() {}

    /** What did it say last? One row per kind of survey: its newest answer by the moment of the page. */
    static Uni<List<CustomerPage.Answer>> answers(Look look, Question question, String key) {
        SubjectRows sql = new SubjectRows(question, Surveys.SUBJECT);
        String statement =
                "SELECT DISTINCT ON (f.kind) f.kind, f.score, f.scale_min, f.scale_max, f.answered_at, f.employee_id,"
                        + " f.comment, count(*) OVER (PARTITION BY f.kind)" + sql.records() + " AND f.customer_id = "
                        + sql.bind(key) + sql.text(" AND f.answered_at <= :now")
                        + " ORDER BY f.kind, f.answered_at DESC, f.external_id DESC, f.fact_id";
        return sql.read(look.connection(), statement).map(rows -> {
            List<CustomerPage.Answer> answers = new ArrayList<>();
            rows.forEach(row -> answers.add(new CustomerPage.Answer(
                    row.getString(0),
                    row.getBigDecimal(1),
                    row.getBigDecimal(2),
                    row.getBigDecimal(3),
                    row.getOffsetDateTime(4).toInstant(),
                    row.getString(5),
                    row.getString(6),
                    row.getLong(7))));
            return answers;
        });
    }

    /**
     * When was the last contact, and how many were there in {@code [from, to)}? One row per contact, the newest by the moment of the
     * page first, with the number of the period; activities that name the customer, or a deal or lead of it as these ended up.
     */
    static Uni<CustomerPage.Contacts> contacts(Look look, Question question, String key, ReportingPeriod period) {
        SubjectRows sql = new SubjectRows(question, OrderLines.SUBJECT);
        String customer = sql.bind(key) + "::text";
        String statement = sql.text(
                        """
                        WITH contact AS (
                          SELECT a.fact_id, a.occurred_at, a.type, a.direction, a.employee_id FROM activity a
                           WHERE a.tenant_id = :tenant AND :known(a) AND a.customer_id = %1$s
                          UNION
                          SELECT a.fact_id, a.occurred_at, a.type, a.direction, a.employee_id
                            FROM deal_version d JOIN activity a ON a.tenant_id = :tenant AND :known(a) AND a.deal_id = d.external_id
                           WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity' AND d.customer_id = %1$s
                             AND d.status IN ('open', 'won', 'lost') AND a.customer_id IS NULL
                          UNION
                          SELECT a.fact_id, a.occurred_at, a.type, a.direction, a.employee_id
                            FROM lead_version l JOIN activity a ON a.tenant_id = :tenant AND :known(a) AND a.lead_id = l.external_id
                           WHERE l.tenant_id = :tenant AND :known(l) AND l.valid_to = 'infinity' AND l.customer_id = %1$s
                             AND l.status IN ('open', 'qualified', 'disqualified', 'converted')
                             AND a.customer_id IS NULL)
                        SELECT u.in_period, c.occurred_at, c.type, c.direction, c.employee_id
                          FROM (SELECT count(*) AS in_period FROM contact n WHERE %2$s) u
                          LEFT JOIN (SELECT * FROM contact n WHERE n.occurred_at <= :now
                                      ORDER BY n.occurred_at DESC, n.fact_id LIMIT %3$d) c ON true
                         ORDER BY c.occurred_at DESC, c.fact_id
                        """)
                .formatted(customer, sql.within("n.occurred_at", period), LISTED);
        return sql.read(look.connection(), statement).map(rows -> {
            long count = 0;
            List<CustomerPage.Contact> last = new ArrayList<>();
            for (Row row : rows) {
                count = row.getLong(0);
                OffsetDateTime occurred = row.getOffsetDateTime(1);
                if (occurred != null) {
                    last.add(new CustomerPage.Contact(
                            occurred.toInstant(), row.getString(2), row.getString(3), row.getString(4)));
                }
            }
            return new CustomerPage.Contacts(count, last);
        });
    }
}
