package dev.kennzahl.metrics.sql;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.MasterData;
import dev.kennzahl.metrics.subject.Subject;

/**
 * A statement over the records of a subject, for answers that are no figures: with the words, joins and filters that figures have.
 * What a caller wrote is bound; all else is a constant of ours.
 */
public final class SubjectRows {
    private final Question question;
    private final Subject subject;
    private final FigureSql sql;

    public SubjectRows(Question question, Subject subject) {
        this.question = question;
        this.subject = subject;
        sql = new FigureSql(question, subject);
    }

    /** The buckets that a subject is handed whose records are about buckets. */
    public SubjectRows lookingAt(ReportingPeriod period) {
        sql.words().lookAt(List.of(period));
        return this;
    }

    /** With the master data that the parts read, as {@code c.name} does. */
    public SubjectRows with(MasterData... data) {
        sql.join(List.of(data));
        return this;
    }

    /** A part of ours with its words replaced by bound values. */
    public String text(String part) {
        return sql.text(part);
    }

    /** The text that stands for a value. */
    public String bind(Object value) {
        return sql.parameters.bind(value);
    }

    /** A record's amount in the currency of the question; null where it has no rate. */
    public String amount(Contribution contribution) {
        return sql.contribution(contribution);
    }

    /** Whether a record's amount is known but not in that currency. */
    public String isForeign(Contribution contribution) {
        return sql.isForeign(contribution);
    }

    /** The records as they ended up, filtered as asked; further conditions may follow. Comes after all parts that need joins. */
    public String records() {
        return sql.fromWhere() + Flows.endedUp(subject);
    }

    /** The same records where they meet a condition. */
    public String records(Condition condition) {
        return records() + " AND (" + sql.text(condition.sql()) + ")";
    }

    /** Whether an instant is within a period of the tenant's days. */
    public String within(String instant, ReportingPeriod period) {
        return "(" + instant + " >= " + startOf(period) + " AND " + instant + " < " + endOf(period) + ")";
    }

    /** Whether a local date is. */
    public String dayWithin(String date, ReportingPeriod period) {
        return "(" + date + " >= " + bind(SqlTime.parameter(period.from())) + "::date AND " + date + " < "
                + bind(SqlTime.parameter(period.to())) + "::date)";
    }

    /** The instant a period begins. */
    public String startOf(ReportingPeriod period) {
        return bind(SqlTime.parameter(period.startsAt(question.zone()))) + "::timestamptz";
    }

    /** The instant it is over. */
    public String endOf(ReportingPeriod period) {
        return bind(SqlTime.parameter(period.endsAt(question.zone()))) + "::timestamptz";
    }

    public Uni<RowSet<Row>> read(SqlConnection connection, String statement) {
        return connection.preparedQuery(statement).execute(sql.parameters.tuple());
    }
}
