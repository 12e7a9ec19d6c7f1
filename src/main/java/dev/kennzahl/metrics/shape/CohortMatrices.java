package dev.kennzahl.metrics.shape;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.shape.CohortMatrix.Cell;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.Cohorts;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The matrix whose columns, as far as their months are over, are the values by month of the KPI {@code cohort_retention}. */
@Singleton
public class CohortMatrices {
    /** How many months later are looked at when nobody says. */
    private static final int MONTHS = 12;
    /** As wide as ten years, which no screen takes. */
    private static final int MOST_MONTHS = 120;

    private final Looks looks;

    CohortMatrices(Looks looks) {
        this.looks = looks;
    }

    /** @param months how many months later at most; null for 12 */
    public Uni<CohortMatrix> of(int tenantId, ShapeQuery asked, @Nullable Integer months) {
        int columns = months == null ? MONTHS : months;
        if (columns < 0 || columns > MOST_MONTHS) {
            throw new Problem(ProblemCode.INVALID_VALUE, "months", "months must be from 0 to " + MOST_MONTHS + ".");
        }
        KpiQuery query = asked.withoutCurrency().byMonth("cohort_retention");
        return looks.at(tenantId, query, look -> {
            List<ReportingPeriod> rows = look.buckets(query);
            return look.question(query).flatMap(question -> matrix(look, question, asked.period(), rows, columns));
        });
    }

    /**
     * How many of those who first bought in a month bought in another? One row per month of the first purchase, in {@code [from,
     * to)} by its day, and number of months since.
     */
    private static Uni<CohortMatrix> matrix(
            Look look, Question question, ReportingPeriod period, List<ReportingPeriod> rows, int columns) {
        SubjectRows sql = new SubjectRows(question, Cohorts.SUBJECT);
        String buyers =
                "SELECT f.first_month, f.months" + sql.records() + " AND " + sql.dayWithin("f.first_on", period);
        String statement = "SELECT b.first_month, m.month - b.first_month, count(*) FROM (" + buyers
                + ") b, unnest(b.months) m (month) WHERE m.month - b.first_month <= " + sql.bind(columns)
                + "::integer GROUP BY 1, 2";
        return sql.read(look.connection(), statement).map(found -> {
            Map<Integer, Map<Integer, Long>> counts = new HashMap<>();
            found.forEach(row -> counts.computeIfAbsent(row.getInteger(0), key -> new HashMap<>())
                    .put(row.getInteger(1), row.getLong(2)));
            return matrix(look, rows, columns, counts);
        });
    }

    private static CohortMatrix matrix(
            Look look, List<ReportingPeriod> months, int columns, Map<Integer, Map<Integer, Long>> counts) {
        LocalDate today = look.today();
        List<CohortMatrix.Row> rows = new ArrayList<>();
        long all = 0;
        for (ReportingPeriod month : months) {
            Map<Integer, Long> buying = counts.getOrDefault(number(month.from()), Map.of());
            long customers = buying.getOrDefault(0, 0L);
            List<Cell> cells = new ArrayList<>();
            LocalDate first = month.from().withDayOfMonth(1);
            for (int i = 0; i <= columns && !first.plusMonths(i).isAfter(today); i++) {
                long still = buying.getOrDefault(i, 0L);
                boolean partial = first.plusMonths(i + 1L).isAfter(today);
                cells.add(new Cell(i, customers, still, Shares.of(still, customers), partial));
            }
            rows.add(new CohortMatrix.Row(month.from(), month.to(), customers, cells));
            all += customers;
        }
        return new CohortMatrix(look.now(), all, rows, average(rows, columns));
    }

    private static List<Cell> average(List<CohortMatrix.Row> rows, int columns) {
        List<Cell> average = new ArrayList<>();
        for (int i = 0; i <= columns; i++) {
            int column = i;
            List<Cell> over = rows.stream()
                    .filter(row -> row.cells().size() > column)
                    .map(row -> row.cells().get(column))
                    .filter(cell -> !cell.partial())
                    .toList();
            if (over.isEmpty()) {
                break;
            }
            long customers = over.stream().mapToLong(Cell::customers).sum();
            long buying = over.stream().mapToLong(Cell::buying).sum();
            average.add(new Cell(i, customers, buying, Shares.of(buying, customers), false));
        }
        return average;
    }

    /** Months numbered through, as {@link Cohorts} does. */
    private static int number(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue();
    }
}
