package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;

/** Where buckets begin and end, as arrays that are bound at first use: Postgres refuses a parameter that nothing mentions. */
final class Bounds {
    private final FigureSql sql;
    private final Object starts;
    private final Object ends;
    private final String type;
    private final int count;
    private @Nullable String boundStarts;
    private @Nullable String boundEnds;

    private Bounds(FigureSql sql, Object starts, Object ends, String type, int count) {
        this.sql = sql;
        this.starts = starts;
        this.ends = ends;
        this.type = type;
        this.count = count;
    }

    /** As instants in the tenant's zone. */
    static Bounds instants(FigureSql sql, Question question, List<ReportingPeriod> buckets) {
        return new Bounds(
                sql,
                buckets.stream()
                        .map(bucket -> SqlTime.parameter(bucket.startsAt(question.zone())))
                        .toArray(OffsetDateTime[]::new),
                buckets.stream()
                        .map(bucket -> SqlTime.parameter(bucket.endsAt(question.zone())))
                        .toArray(OffsetDateTime[]::new),
                "::timestamptz[]",
                buckets.size());
    }

    /** As local dates. */
    static Bounds dates(FigureSql sql, List<ReportingPeriod> buckets) {
        return new Bounds(
                sql,
                buckets.stream().map(bucket -> SqlTime.parameter(bucket.from())).toArray(LocalDate[]::new),
                buckets.stream().map(bucket -> SqlTime.parameter(bucket.to())).toArray(LocalDate[]::new),
                "::date[]",
                buckets.size());
    }

    String starts() {
        if (boundStarts == null) {
            boundStarts = sql.parameters.bind(starts) + type;
        }
        return boundStarts;
    }

    String ends() {
        if (boundEnds == null) {
            boundEnds = sql.parameters.bind(ends) + type;
        }
        return boundEnds;
    }

    String firstStart() {
        return "(" + starts() + ")[1]";
    }

    String firstEnd() {
        return "(" + ends() + ")[1]";
    }

    String lastEnd() {
        return "(" + ends() + ")[" + count + "]";
    }
}
