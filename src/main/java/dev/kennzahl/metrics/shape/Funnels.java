package dev.kennzahl.metrics.shape;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.shape.Funnel.Kind;
import dev.kennzahl.metrics.shape.Funnel.Mode;
import dev.kennzahl.metrics.shape.Funnel.Step;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.SubjectRows;
import dev.kennzahl.metrics.subject.Deals;
import dev.kennzahl.metrics.subject.Leads;
import dev.kennzahl.metrics.subject.StageVisits;

/**
 * Funnels of leads and of deals. Who reached a later step counts as having reached the earlier ones, so that a step left out, as
 * stages often are, is no loss. Stages have no order of their own: they stand in the order in which the deals looked at entered
 * them, by the mean place among those of each deal.
 */
@Singleton
public class Funnels {
    /** A step that is a measure. */
    private record Counted(String key, Measure measure) {}

    private static final List<Counted> LEADS_CREATED_AND_WHAT_BECAME_OF_THEM = List.of(
            new Counted("lead", Measure.count(Leads.CREATED, Leads.ANY)),
            new Counted("qualified", Measure.count(Leads.CREATED, Leads.QUALIFIED_OR_FURTHER)),
            new Counted("opportunity", Measure.count(Leads.CREATED, Leads.OPPORTUNITY_OR_FURTHER)),
            new Counted("won", Measure.count(Leads.CREATED, Leads.LED_TO_WIN)));

    private static final List<Counted> WHAT_HAPPENED_TO_LEADS = List.of(
            new Counted("lead", Measure.count(Leads.CREATED, Leads.ANY)),
            new Counted("qualified", Measure.count(Leads.QUALIFIED, Leads.ANY)),
            new Counted("opportunity", Measure.count(Deals.CREATED, Deals.FROM_LEAD)),
            new Counted("won", Measure.count(Deals.CLOSED, Deals.WON_FROM_LEAD)));

    private final Looks looks;

    Funnels(Looks looks) {
        this.looks = looks;
    }

    /** The funnel; filters are those of the lead conversion rate, of leads per win, or of the stage conversion rate. */
    public Uni<Funnel> of(int tenantId, Kind kind, Mode mode, ShapeQuery asked) {
        KpiQuery query = asked.withoutCurrency().of(kpi(kind, mode));
        return looks.at(tenantId, query, look -> look.question(query)
                .flatMap(question -> kind == Kind.LEADS
                        ? counted(look, question, asked.period(), mode)
                        : stages(look, question, asked.period(), mode))
                .map(steps -> new Funnel(kind, mode, look.now(), steps)));
    }

    private static String kpi(Kind kind, Mode mode) {
        if (kind == Kind.STAGES) {
            return "stage_conversion_rate";
        }
        return mode == Mode.COHORT ? "lead_conversion_rate" : "leads_per_win";
    }

    private static Uni<List<Step>> counted(Look look, Question question, ReportingPeriod period, Mode mode) {
        List<Counted> steps = mode == Mode.COHORT ? LEADS_CREATED_AND_WHAT_BECAME_OF_THEM : WHAT_HAPPENED_TO_LEADS;
        return look.measure(question, steps.stream().map(Counted::measure).toList(), period)
                .map(values -> {
                    Steps counted = new Steps();
                    for (int i = 0; i < steps.size(); i++) {
                        counted.add(steps.get(i).key(), null, values.get(i).records());
                    }
                    return counted.all();
                });
    }

    /**
     * Which stages did the deals enter, in which order, and which was the furthest of those not won? One row per stage; of deals
     * created in the period, or of what was entered in it, half-open.
     */
    private static Uni<List<Step>> stages(Look look, Question question, ReportingPeriod period, Mode mode) {
        SubjectRows sql = new SubjectRows(question, StageVisits.SUBJECT);
        String statement =
                """
                WITH visit AS (SELECT f.record_id, f.stage, min(f.entered_at) AS first_at, bool_or(f.status = 'won') AS won
                %s AND %s GROUP BY 1, 2),
                place AS (SELECT stage, row_number() OVER (ORDER BY avg(position), stage) AS place, count(*) AS entered
                            FROM (SELECT v.stage, row_number() OVER (PARTITION BY v.record_id ORDER BY v.first_at, v.stage)
                                           AS position FROM visit v) numbered GROUP BY stage),
                furthest AS (SELECT place, count(*) AS deals
                               FROM (SELECT v.record_id, max(p.place) AS place FROM visit v JOIN place p USING (stage)
                                      WHERE NOT v.won GROUP BY v.record_id) reached GROUP BY place)
                SELECT p.stage, p.entered, coalesce(e.deals, 0) FROM place p LEFT JOIN furthest e USING (place) ORDER BY p.place
                """
                        .formatted(
                                sql.records(StageVisits.BEGUN),
                                sql.within(mode == Mode.COHORT ? "f.created_at" : "f.entered_at", period));
        List<Measure> ends = List.of(
                Measure.count(Deals.CREATED, Deals.ANY),
                Measure.count(mode == Mode.COHORT ? Deals.CREATED : Deals.CLOSED, Deals.WON));
        return sql.read(look.connection(), statement)
                .flatMap(rows -> look.measure(question, ends, period).map(values -> {
                    List<Row> stages = new ArrayList<>();
                    rows.forEach(stages::add);
                    return stages(stages, values.get(0).records(), values.get(1).records(), mode);
                }));
    }

    private static List<Step> stages(List<Row> stages, long created, long won, Mode mode) {
        Steps steps = new Steps();
        steps.add("deal", null, created);
        long further = won + stages.stream().mapToLong(row -> row.getLong(2)).sum();
        for (Row stage : stages) {
            steps.add("stage", stage.getString(0), mode == Mode.COHORT ? further : stage.getLong(1));
            further -= stage.getLong(2);
        }
        steps.add("won", null, won);
        return steps.all();
    }

    /** Collects steps, each with its shares. */
    private static final class Steps {
        private final List<Step> steps = new ArrayList<>();

        void add(String key, @Nullable String stage, long count) {
            steps.add(
                    steps.isEmpty()
                            ? new Step(key, stage, count, Shares.of(count, count), null)
                            : new Step(
                                    key,
                                    stage,
                                    count,
                                    Shares.of(count, steps.get(0).count()),
                                    Shares.of(count, steps.get(steps.size() - 1).count())));
        }

        List<Step> all() {
            return List.copyOf(steps);
        }
    }
}
