package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.ChangeExplanation.Late;
import dev.kennzahl.metrics.ChangeExplanation.Side;
import dev.kennzahl.metrics.sql.BalanceFlows;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.ReadingPlan;
import dev.kennzahl.metrics.sql.Rollup;
import dev.kennzahl.metrics.sql.RollupState;
import dev.kennzahl.metrics.sql.Splits;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.TenantSettings;

/** Reads both periods at one moment, by all dimensions asked for, and has the difference split. */
@Singleton
public class ChangeExplainer {
    private static final int MOST_DIMENSIONS = 8;

    private final TenantTransactions transactions;
    private final Kpis kpis;
    private final KpiBooks books;
    private final KpiEngine engine;
    private final Rollups rollups;
    private final QuestionReader reader;
    private final MetricsConfig config;

    ChangeExplainer(
            TenantTransactions transactions,
            Kpis kpis,
            KpiBooks books,
            KpiEngine engine,
            Rollups rollups,
            QuestionReader reader,
            MetricsConfig config) {
        this.transactions = transactions;
        this.kpis = kpis;
        this.books = books;
        this.engine = engine;
        this.rollups = rollups;
        this.reader = reader;
        this.config = config;
    }

    /** All that the steps share. */
    private record Task(
            SqlConnection connection,
            TenantSettings settings,
            Kpi kpi,
            Asked asked,
            ChangeQuery query,
            Question question,
            Instant now) {

        /** Both periods in order of time. */
        List<ReportingPeriod> periods() {
            return Stream.of(query.before(), query.after())
                    .sorted(Comparator.comparing(ReportingPeriod::from).thenComparing(ReportingPeriod::to))
                    .toList();
        }

        List<Measure> measures() {
            Set<Measure> all = new LinkedHashSet<>(kpi.measures(asked));
            Stream.concat(kpi.numerator(asked).stream(), kpi.denominator(asked).stream())
                    .map(Term::measure)
                    .forEach(all::add);
            Optional.ofNullable(kpi.volume()).ifPresent(all::add);
            return List.copyOf(all);
        }

        Instant end(ReportingPeriod period) {
            return period.endsAt(settings.calendar().zone());
        }

        /** The same question as of a period's end; empty where nobody asks, it is not over, or nothing became known since. */
        Optional<Question> asOfItsEnd(ReportingPeriod period) {
            Instant end = end(period);
            return query.late() && !end.isAfter(now) && end.isBefore(settings.watermark())
                    ? Optional.of(question.by(List.of()).at(end).asOf(end))
                    : Optional.empty();
        }

        KpiValue value(Cells cells, int bucket) {
            return kpi.value(asked, measure -> cells.value(CellKey.WHOLE, bucket, measure));
        }
    }

    /**
     * Explains.
     *
     * @return fails with a {@link Problem} that names the parameter at fault
     */
    public Uni<ChangeExplanation> explain(int tenantId, ChangeQuery query) {
        reader.check(query.about(query.after(), List.of(), query.asOf()));
        reader.check(query.about(query.before(), List.of(), query.asOf()));
        return TimeLimit.kept(
                config, transactions.addUp(tenantId, config.timeBudget(), connection -> TenantSettings.read(
                                connection, tenantId)
                        .flatMap(settings -> books.find(connection, settings, query.key())
                                .flatMap(kpi -> explain(connection, settings, kpi, query)))));
    }

    private static void check(ChangeQuery query, Kpi kpi, Asked asked) {
        if (query.by().size() > MOST_DIMENSIONS
                || new HashSet<>(query.by()).size() < query.by().size()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "by",
                    "by takes at most " + MOST_DIMENSIONS + " dimensions, each only once.");
        }
        if (query.limit() < 1 || query.limit() > ChangeQuery.MOST_GROUPS) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "limit", "limit must be from 1 to " + ChangeQuery.MOST_GROUPS + ".");
        }
        ChangeForm.of(kpi, asked).check(kpi, asked, query.by());
    }

    private Uni<ChangeExplanation> explain(
            SqlConnection connection, TenantSettings settings, Kpi kpi, ChangeQuery query) {
        Asked asked = QuestionReader.asked(query.about(query.after(), List.of(), query.asOf()), kpi);
        check(query, kpi, asked);
        Instant now = engine.now(query.asOf());
        KpiQuery about = query.about(query.after(), query.by(), query.asOf());
        return reader.read(connection, about, kpi, asked, settings, now)
                .onFailure(Problem.class)
                .transform(ChangeExplainer::ofBy)
                .map(question -> new Task(connection, settings, kpi, asked, query, question, now))
                .flatMap(task ->
                        plan(connection, questions(task), task.measures()).flatMap(plan -> explain(task, plan)));
    }

    /** Of a balance, what came and went between the ends of the periods; empty of all else. */
    private static Uni<Optional<BalanceFlows>> flows(Task task) {
        List<Term> terms = task.kpi().numerator(task.asked());
        boolean isBalance = task.kpi().definition().kind() == KpiKind.BALANCE
                && terms.size() == 1
                && BalanceFlows.areKnown(terms.get(0).measure().moment());
        return isBalance
                ? BalanceFlows.measure(
                                task.connection(),
                                task.question(),
                                terms.get(0).measure(),
                                task.query().before(),
                                task.query().after())
                        .map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    /** What is grouped by is called otherwise here. */
    private static Problem ofBy(Problem problem) {
        return problem.field().filter("groupBy"::equals).isPresent()
                ? new Problem(problem.code(), "by", problem.detail())
                : problem;
    }

    /** All that are asked: by nothing and by each dimension, and what was known when the periods ended. */
    private static List<Question> questions(Task task) {
        Question question = task.question();
        return Stream.of(
                        Stream.of(question.by(List.of())),
                        question.groupBy().stream().map(dimension -> question.by(List.of(dimension))),
                        Stream.of(task.query().before(), task.query().after())
                                .flatMap(period -> task.asOfItsEnd(period).stream()))
                .flatMap(questions -> questions)
                .toList();
    }

    private Uni<ReadingPlan> plan(SqlConnection connection, List<Question> questions, List<Measure> measures) {
        List<Rollup> candidates = questions.stream()
                .flatMap(question -> ReadingPlan.candidates(rollups.all(), question, measures).stream())
                .distinct()
                .toList();
        return candidates.isEmpty()
                ? Uni.createFrom().item(new ReadingPlan(Map.of()))
                : RollupState.read(connection, questions.get(0).tenantId(), candidates)
                        .map(ReadingPlan::new);
    }

    /** All that is asked needs nothing of one another, and so is sent at once. */
    private Uni<ChangeExplanation> explain(Task task, ReadingPlan plan) {
        List<Optional<Question>> ends =
                task.periods().stream().map(task::asOfItsEnd).toList();
        return Uni.combine()
                .all()
                .unis(
                        Splits.measure(task.connection(), task.question(), plan, task.measures(), task.periods(), ends),
                        flows(task))
                .with((found, flows) -> {
                    int before = task.periods().indexOf(task.query().before());
                    int after = task.query().before().equals(task.query().after()) ? 1 : 1 - before;
                    ChangeSheet sheet = new ChangeSheet(
                            kpis, task.kpi(), task.asked(), task.query(), found.ways(), flows, before, after);
                    return result(task, side(task, found, before), side(task, found, after), sheet);
                });
    }

    private static Side side(Task task, Splits.Found found, int place) {
        ReportingPeriod period = task.periods().get(place);
        KpiValue value = task.value(found.ways().get(0), place);
        Instant end = task.end(period);
        boolean partial = end.isAfter(task.now());
        if (partial || !task.query().late()) {
            return new Side(period, value, partial, null);
        }
        // Where nothing became known since, nobody was asked.
        KpiValue known =
                found.known().get(place).map(cells -> task.value(cells, 0)).orElse(value);
        return new Side(period, value, false, new Late(end, known, difference(known, value)));
    }

    private static java.math.@Nullable BigDecimal difference(KpiValue before, KpiValue after) {
        return before.value() == null || after.value() == null
                ? null
                : after.value().subtract(before.value());
    }

    private static ChangeExplanation result(Task task, Side before, Side after, ChangeSheet sheet) {
        java.math.BigDecimal change = difference(before.value(), after.value());
        List<ChangeExplanation.Split> splits = new ArrayList<>();
        if (change != null) {
            for (int i = 0; i < task.query().by().size(); i++) {
                splits.add(sheet.split(i, change));
            }
        }
        Instant watermark = task.settings().watermark();
        Instant asOf = task.query().asOf();
        boolean isMoney = task.kpi().definition().unit(task.asked().variant()).isMoney();
        return new ChangeExplanation(
                task.kpi(),
                task.query().of(task.asked().variant()),
                task.settings().calendar().zone(),
                isMoney ? task.question().currency() : null,
                task.now(),
                asOf != null && asOf.isBefore(watermark) ? asOf : watermark,
                sheet.method(),
                before,
                after,
                change,
                change == null ? List.of() : sheet.drivers(change),
                splits);
    }
}
