package dev.kennzahl.metrics;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.sql.Behind;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.sql.Figures;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.ReadingPlan;
import dev.kennzahl.metrics.sql.Records;
import dev.kennzahl.metrics.sql.Rollup;
import dev.kennzahl.metrics.sql.RollupState;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.sales.TenantSettings;

/**
 * Answers questions. Every interface asks here, so the same question has the same answer everywhere. An answer is computed in
 * one transaction: all its parts see one moment.
 */
@Singleton
public class KpiEngine {
    private final TenantTransactions transactions;
    private final Kpis kpis;
    private final KpiBooks books;
    private final Rollups rollups;
    private final RememberedAnswers answers;
    private final CurrentSettings currentSettings;
    private final QuestionReader reader;
    private final MetricsConfig config;
    private final Clock clock;
    private final MeterRegistry meters;

    KpiEngine(
            TenantTransactions transactions,
            Kpis kpis,
            KpiBooks books,
            Rollups rollups,
            RememberedAnswers answers,
            CurrentSettings currentSettings,
            QuestionReader reader,
            MetricsConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.kpis = kpis;
        this.books = books;
        this.rollups = rollups;
        this.answers = answers;
        this.currentSettings = currentSettings;
        this.reader = reader;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Answers a question.
     *
     * @return fails with a {@link Problem} that names the parameter at fault
     */
    public Uni<KpiResult> ask(int tenantId, KpiQuery query) {
        // What is wrong is said before a connection is taken; what a tenant's own KPI is, nobody knows before.
        reader.check(query);
        kpis.book().find(query.key()).ifPresent(kpi -> reader.check(query, kpi, QuestionReader.asked(query, kpi)));
        return TimeLimit.kept(
                config, transactions.addUp(tenantId, config.timeBudget(), connection -> TenantSettings.read(
                                connection, tenantId)
                        .flatMap(settings -> remembered(connection, settings, query))));
    }

    private Uni<KpiResult> remembered(SqlConnection connection, TenantSettings settings, KpiQuery query) {
        Instant now = now(query.asOf());
        LocalDate today = settings.calendar().dayOf(now);
        return answers.find(query, settings, today)
                .map(known -> Uni.createFrom().item(known.again(now)))
                .orElseGet(() -> ask(connection, settings, query, now)
                        .invoke(answer -> answers.note(query, settings, today, answer)));
    }

    /**
     * The same in a transaction of the caller, whose own changes are in the answer.
     *
     * @param now up to when what goes on is counted
     */
    Uni<KpiResult> ask(SqlConnection connection, TenantSettings settings, KpiQuery query, Instant now) {
        return books.find(connection, settings, query.key()).flatMap(kpi -> ask(connection, settings, query, kpi, now));
    }

    /** The same of a KPI in whatever version. */
    Uni<KpiResult> ask(SqlConnection connection, TenantSettings settings, KpiQuery query, Kpi kpi, Instant now) {
        Asked asked = QuestionReader.asked(query, kpi);
        reader.check(query, kpi, asked);
        return reader.read(connection, query, kpi, asked, settings, now).flatMap(question -> plan(
                        connection, question, kpi.measures(asked))
                .flatMap(plan -> answer(connection, new AnswerTask(kpi, asked, query, settings, question, plan, now))));
    }

    private Uni<ReadingPlan> plan(SqlConnection connection, Question question, List<Measure> measures) {
        List<Rollup> candidates = ReadingPlan.candidates(rollups.all(), question, measures);
        return candidates.isEmpty()
                ? Uni.createFrom().item(new ReadingPlan(Map.of()))
                : RollupState.read(connection, question.tenantId(), candidates).map(ReadingPlan::new);
    }

    /** Up to when what goes on is counted, if the question is asked now. */
    public Instant now(@Nullable Instant asOf) {
        Instant clockTime = clock.instant();
        // Nobody knows yet what will be known: an instant to come is as good as now, and its periods are unfinished.
        return asOf == null || asOf.isAfter(clockTime) ? clockTime : asOf;
    }

    /**
     * The records behind a number, ordered by date and id: of the period or, accumulated or rolling, from the first point's
     * {@code since}.
     *
     * @param after where the page before ended; null for the first page
     * @param limit how many at most
     */
    public Uni<List<RecordContribution>> records(
            int tenantId, KpiQuery query, Records.@Nullable Position after, int limit) {
        return behind(
                tenantId,
                query,
                (connection, question, behind, period) ->
                        Records.page(connection, question, behind, period, after, limit));
    }

    /** How many records stand behind a number; one that does so in several ways counts in each. */
    public Uni<Long> countRecords(int tenantId, KpiQuery query) {
        return behind(tenantId, query, Records::count);
    }

    private interface RecordsRead<T> {
        Uni<T> of(SqlConnection connection, Question question, Behind behind, ReportingPeriod period);
    }

    private <T> Uni<T> behind(int tenantId, KpiQuery query, RecordsRead<T> read) {
        reader.check(query);
        return TimeLimit.kept(
                config,
                transactions.read(tenantId, config.timeBudget(), connection -> TenantSettings.read(connection, tenantId)
                        .flatMap(settings -> books.find(connection, settings, query.key())
                                .flatMap(kpi -> behind(connection, settings, query, kpi, read)))));
    }

    private <T> Uni<T> behind(
            SqlConnection connection, TenantSettings settings, KpiQuery query, Kpi kpi, RecordsRead<T> read) {
        Asked asked = QuestionReader.asked(query, kpi);
        QuestionReader.requireRecords(kpi, asked);
        reader.check(query, kpi, asked);
        ReportingPeriod reach = reader.reach(query, settings);
        return reader.read(connection, query, kpi, asked, settings, now(query.asOf()))
                .flatMap(question -> read.of(connection, question, Behind.of(kpi, asked), reach));
    }

    private Uni<KpiResult> answer(SqlConnection connection, AnswerTask task) {
        List<ReportingPeriod> buckets = reader.buckets(task.query(), task.settings());
        Map<Comparison, List<ReportingPeriod>> compared = new LinkedHashMap<>();
        task.query()
                .compare()
                .forEach(comparison -> compared.put(
                        comparison,
                        buckets.stream()
                                .map(bucket -> task.comparedWith(comparison, bucket))
                                .toList()));
        Map<Comparison, Map<ReportingPeriod, Integer>> positions = new LinkedHashMap<>();
        compared.forEach((comparison, periods) -> positions.put(comparison, distinct(periods)));
        return measure(connection, task, task.windows(buckets))
                .flatMap(cells -> Multi.createFrom()
                        .iterable(compared.keySet())
                        .onItem()
                        .transformToUniAndConcatenate(comparison -> Figures.measure(
                                connection,
                                task.question(),
                                task.plan(),
                                task.measures(comparison),
                                task.windows(List.copyOf(Objects.requireNonNull(positions.get(comparison))
                                        .keySet()))))
                        .collect()
                        .asList()
                        .flatMap(others -> rank(connection, task).flatMap(ranks -> {
                            Map<Comparison, Cells> byComparison = new LinkedHashMap<>();
                            compared.keySet()
                                    .forEach(comparison ->
                                            byComparison.put(comparison, others.get(byComparison.size())));
                            AnswerSheet sheet = new AnswerSheet(
                                    task.kpi(),
                                    task.asked(),
                                    task.query().fill(),
                                    buckets,
                                    task::windows,
                                    cells,
                                    compared,
                                    positions,
                                    byComparison,
                                    task::isPartial);
                            return new Layout(connection, task.question(), task.plan(), task.query(), sheet)
                                    .series(ranks, config.maxPoints());
                        })))
                .map(series -> result(task, buckets, series));
    }

    private KpiResult result(AnswerTask task, List<ReportingPeriod> buckets, List<KpiResult.Series> series) {
        task.plan().passes().forEach(pass -> meters.counter(
                        "kennzahl.figures", "read", pass.substring(pass.indexOf(' ') + 1))
                .increment());
        boolean money = task.kpi().definition().unit(task.asked().variant()).isMoney();
        String currency = money ? task.question().currency() : null;
        Instant watermark = task.query().asOf() != null
                        && task.query().asOf().isBefore(task.settings().watermark())
                ? task.query().asOf()
                : task.settings().watermark();
        KpiQuery query = task.query().of(task.asked().variant());
        TenantSettings settings = task.settings();
        String version = task.kpi().definition().version();
        Instant now = task.now();
        return new KpiResult(
                task.kpi(),
                task.asked().variant(),
                task.query(),
                settings.calendar().zone(),
                currency,
                now,
                watermark,
                buckets.stream().anyMatch(task::isPartial),
                task.plan().passes(),
                new ReceiptOnDemand(() -> SealedReceipt.of(
                        settings.tenantId(), Receipt.of(query, version, settings, now, watermark, currency, series))),
                config.rememberAnswers() && task.isTimeless(buckets)
                        ? new KpiResult.Basis(settings, task.query().asOf(), task.today())
                        : null,
                series);
    }

    /** Whether an answer with this basis is still what would be answered now. */
    public Uni<Boolean> holds(KpiResult.Basis basis) {
        return currentSettings
                .of(basis.settings().tenantId())
                .map(settings -> settings.equals(basis.settings())
                        && settings.calendar().dayOf(now(basis.asked())).equals(basis.today()));
    }

    private Uni<Cells> measure(SqlConnection connection, AnswerTask task, List<ReportingPeriod> windows) {
        return Figures.measure(
                connection, task.question(), task.plan(), task.kpi().measures(task.asked()), windows);
    }

    /** The values over the whole period, when groups are ordered by them. */
    private Uni<@Nullable Cells> rank(SqlConnection connection, AnswerTask task) {
        boolean byValue = task.query().order() == null
                ? task.query().limit() != null
                : task.query().order() != Order.GROUP;
        return byValue && !task.query().groupBy().isEmpty()
                ? measure(connection, task, List.of(QuestionReader.period(task.query())))
                        .map(cells -> cells)
                : Uni.createFrom().nullItem();
    }

    /** The periods in order of time with their positions; two buckets may be compared with one (29 and 28 February). */
    private static Map<ReportingPeriod, Integer> distinct(List<ReportingPeriod> periods) {
        List<ReportingPeriod> sorted =
                new ArrayList<>(periods.stream().distinct().toList());
        sorted.sort(Comparator.comparing(ReportingPeriod::from));
        Map<ReportingPeriod, Integer> positions = new LinkedHashMap<>();
        sorted.forEach(period -> positions.put(period, positions.size()));
        return positions;
    }
}
