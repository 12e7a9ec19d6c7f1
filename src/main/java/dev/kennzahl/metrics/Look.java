package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.sql.CellKey;
import dev.kennzahl.metrics.sql.Cells;
import dev.kennzahl.metrics.sql.Figures;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.ReadingPlan;
import dev.kennzahl.sales.TenantSettings;

/** One moment of a tenant's data in which several answers are given, so that they fit each other. */
public final class Look {
    private final KpiEngine engine;
    private final KpiBooks books;
    private final QuestionReader reader;
    private final SqlConnection connection;
    private final TenantSettings settings;
    private final Instant now;

    Look(
            KpiEngine engine,
            KpiBooks books,
            QuestionReader reader,
            SqlConnection connection,
            TenantSettings settings,
            Instant now) {
        this.engine = engine;
        this.books = books;
        this.reader = reader;
        this.connection = connection;
        this.settings = settings;
        this.now = now;
    }

    public SqlConnection connection() {
        return connection;
    }

    public TenantSettings settings() {
        return settings;
    }

    /** The instant the answers are as of. */
    public Instant now() {
        return now;
    }

    /** The day the answers are as of. */
    public LocalDate today() {
        return settings.calendar().dayOf(now);
    }

    /** A KPI's answer. */
    public Uni<KpiResult> ask(KpiQuery query) {
        return engine.ask(connection, settings, query, now);
    }

    /** A KPI's question with its names resolved, for an answer that looks at the same records in another way. */
    public Uni<Question> question(KpiQuery query) {
        return books.find(connection, settings, query.key())
                .flatMap(kpi -> reader.read(connection, query, kpi, QuestionReader.asked(query, kpi), settings, now));
    }

    /**
     * The same of a KPI that is no money itself, for an answer that tells the money it is made of.
     *
     * @param currency what that is given in; null for the tenant's currency
     */
    public Uni<Question> question(KpiQuery query, @Nullable String currency) {
        return question(query)
                .map(question -> currency == null ? question : question.in(QuestionText.currency(currency)));
    }

    /** Measures of one period, without groups, in the order they are asked for. */
    public Uni<List<MeasureValue>> measure(Question question, List<Measure> measures, ReportingPeriod period) {
        return Figures.measure(connection, question, new ReadingPlan(Map.of()), measures, List.of(period))
                .map((Cells cells) -> measures.stream()
                        .map(measure -> cells.value(CellKey.WHOLE, 0, measure))
                        .toList());
    }

    /** The question's period cut by its grain; refused if there are too many pieces. */
    public List<ReportingPeriod> buckets(KpiQuery query) {
        return reader.buckets(query, settings);
    }
}
