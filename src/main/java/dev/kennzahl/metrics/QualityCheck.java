package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.AnswerQuality.Backlog;
import dev.kennzahl.metrics.AnswerQuality.Share;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.sql.Figures;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.ReadingPlan;
import dev.kennzahl.metrics.sql.Rollup;
import dev.kennzahl.metrics.sql.RollupState;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Deals;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.sales.PendingDeliveries;
import dev.kennzahl.sales.TenantSettings;

/**
 * Looks how far an answer can be trusted, when somebody asks: of the same records, by the same filters, as of the moment that the
 * answer is of, whatever became known since.
 */
@Singleton
public class QualityCheck {
    private static final Measure OPEN = Measure.count(Deals.BUCKET_END, Deals.OPEN);
    private static final Measure STALE =
            Measure.count(Deals.BUCKET_END, Deals.OPEN.and(new Condition("f.expected_close_on < :today")));

    private final TenantTransactions transactions;
    private final QuestionReader reader;
    private final KpiEngine engine;
    private final Rollups rollups;
    private final PendingDeliveries deliveries;
    private final MetricsConfig config;

    QualityCheck(
            TenantTransactions transactions,
            QuestionReader reader,
            KpiEngine engine,
            Rollups rollups,
            PendingDeliveries deliveries,
            MetricsConfig config) {
        this.transactions = transactions;
        this.reader = reader;
        this.engine = engine;
        this.rollups = rollups;
        this.deliveries = deliveries;
        this.config = config;
    }

    /** The quality of an answer. */
    public Uni<AnswerQuality> of(int tenantId, KpiResult answer) {
        return TimeLimit.kept(
                config, transactions.addUp(tenantId, config.timeBudget(), connection -> TenantSettings.read(
                                connection, tenantId)
                        .flatMap(settings -> of(connection, settings, answer))));
    }

    private Uni<AnswerQuality> of(SqlConnection connection, TenantSettings settings, KpiResult answer) {
        KpiQuery asked = answer.query();
        KpiQuery query = new KpiQuery(
                asked.key(),
                answer.variant(),
                asked.from(),
                asked.to(),
                Grain.TOTAL,
                List.of(),
                asked.where(),
                List.of(),
                answer.watermark(),
                asked.currency(),
                Fill.ZERO,
                null,
                null,
                asked.options(),
                KpiQuery.Extras.NONE);
        Kpi kpi = answer.kpi();
        Asked how = QuestionReader.asked(query, kpi);
        Instant now = engine.now(asked.asOf());
        boolean isOfDeals = kpi.measures(how).stream().anyMatch(measure -> measure.subject() == Deals.SUBJECT);
        return reader.read(connection, query, kpi, how, settings, now)
                .flatMap(question -> missing(connection, question, kpi.measures(how), QuestionReader.period(query))
                        .flatMap(missing -> (isOfDeals
                                        ? stale(
                                                connection,
                                                question,
                                                settings.calendar().dayOf(now))
                                        : Uni.createFrom().<@Nullable Share>nullItem())
                                .flatMap(stale -> backlog(connection, settings, asked.asOf())
                                        .map(backlog -> new AnswerQuality(missing, stale, backlog, small(answer))))));
    }

    /** What is counted has nothing that could be missing. */
    private Uni<Share> missing(
            SqlConnection connection, Question question, List<Measure> measures, ReportingPeriod period) {
        List<Measure> summed = measures.stream()
                .filter(measure -> !measure.contribution().equals(Contribution.ONE)
                        && measure.moment().timing() != Moment.Timing.PLANNED)
                .distinct()
                .toList();
        BigDecimal most = config.quality().missingAmounts();
        if (summed.isEmpty()) {
            return Uni.createFrom().item(Share.of(0, 0, most));
        }
        return plan(connection, question, summed)
                .flatMap(plan -> Figures.measure(connection, question, plan, summed, List.of(period)))
                .map(cells -> {
                    long all = values(cells, summed)
                            .mapToLong(MeasureValue::records)
                            .sum();
                    long known =
                            values(cells, summed).mapToLong(MeasureValue::known).sum();
                    return Share.of(all - known, all, most);
                });
    }

    private static Stream<MeasureValue> values(Cells cells, List<Measure> measures) {
        return measures.stream().map(measure -> cells.value(CellKey.WHOLE, 0, measure));
    }

    private Uni<ReadingPlan> plan(SqlConnection connection, Question question, List<Measure> measures) {
        List<Rollup> candidates = ReadingPlan.candidates(rollups.all(), question, measures);
        return candidates.isEmpty()
                ? Uni.createFrom().item(new ReadingPlan(Map.of()))
                : RollupState.read(connection, question.tenantId(), candidates).map(ReadingPlan::new);
    }

    private Uni<@Nullable Share> stale(SqlConnection connection, Question question, LocalDate today) {
        return Figures.measure(
                        connection,
                        question,
                        new ReadingPlan(Map.of()),
                        List.of(OPEN, STALE),
                        List.of(new ReportingPeriod(today, today.plusDays(1))))
                .map(cells -> Share.of(
                        cells.value(CellKey.WHOLE, 0, STALE).records(),
                        cells.value(CellKey.WHOLE, 0, OPEN).records(),
                        config.quality().staleCloseDates()));
    }

    private Uni<@Nullable Backlog> backlog(SqlConnection connection, TenantSettings settings, @Nullable Instant asOf) {
        if (asOf != null && asOf.isBefore(settings.watermark())) {
            return Uni.createFrom().nullItem();
        }
        int most = config.quality().unprocessedDeliveries();
        return deliveries
                .count(connection, settings.tenantId())
                .map(waiting -> new Backlog(waiting, most, waiting > most));
    }

    private Share small(KpiResult answer) {
        int few = config.quality().smallSample();
        List<KpiResult.Point> known = answer.series().stream()
                .flatMap(series -> series.points().stream())
                .filter(point -> point.value().value() != null && point.value().sampleSize() > 0)
                .toList();
        long small =
                known.stream().filter(point -> point.value().sampleSize() < few).count();
        Share share = Share.of(small, known.size(), BigDecimal.ZERO);
        return new Share(share.some(), share.all(), share.share(), BigDecimal.valueOf(few), small > 0);
    }
}
