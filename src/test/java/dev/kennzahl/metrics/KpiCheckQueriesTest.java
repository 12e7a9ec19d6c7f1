package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.demo.sample.SampleCompany;
import dev.kennzahl.demo.sample.SampleFile;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.CheckQuery.Checked;

import static org.assertj.core.api.Assertions.assertThat;

/** The engine against SQL that somebody wrote by hand without looking at it: every KPI, every variant, every bucket. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiCheckQueriesTest {
    /** Parts in days are rounded to twelve decimals by the engine, shares of targets to ten. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000000001");

    /**
     * The leap day, and changes of the clocks in many zones, looked at day by day: one of them by each KPI, another in another story, all
     * with {@code -Dkennzahl.test.stories=3}.
     */
    private static final List<String> DAYS = List.of("2024-02-25", "2024-03-28", "2024-10-25");

    @Inject
    Kpis kpis;

    @ConfigProperty(name = "kennzahl.db.url")
    String url;

    @ConfigProperty(name = "kennzahl.db.user")
    String user;

    @ConfigProperty(name = "kennzahl.db.password")
    String password;

    private Connection database;

    @BeforeEach
    void connect() throws SQLException {
        database = DriverManager.getConnection("jdbc:" + url, user, password);
        try (Statement session = database.createStatement()) {
            session.execute(CheckQuery.functions());
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        database.close();
    }

    @Test
    void everyVariantOfEveryKpiHasACheckQuery() {
        List<String> missing = new ArrayList<>();
        kpis.all().forEach(kpi -> kpi.definition().variants().stream()
                .filter(variant -> KpiTraits.isCheckedBySql(kpi, variant)
                        && CheckQuery.of(kpi.definition().key(), variant).isEmpty())
                .forEach(variant -> missing.add(CheckQuery.path(kpi.definition().key(), variant))));
        assertThat(missing).as("write these under src/test/resources").isEmpty();
    }

    @StoryLaw({4, 5, 6})
    void theEngineAgreesWithEveryCheckQueryOnARandomStory(long seed) throws SQLException {
        ToldStory told = ToldStory.ofSeed(seed);
        List<String> moments = told.moments();
        String now = moments.get(moments.size() - 1);
        for (String grain : List.of("quarter", "total")) {
            agree(told.tenant(), told.client(), period(SalesStoryDice.FIRST_DAY, SalesStoryDice.END, grain), now);
        }
        for (int i = 1; i < moments.size(); i += 8) {
            Question years = period(SalesStoryDice.FIRST_DAY, SalesStoryDice.END, "year");
            agree(told.tenant(), told.client(), years.with("asOf", moments.get(i)), moments.get(i));
        }
        for (int i = 0; i < DAYS.size(); i++) {
            LocalDate first = LocalDate.parse(DAYS.get(i));
            long turn = i + seed;
            Predicate<Kpi> itsTurn = kpi -> Math.floorMod(kpi.definition().key().hashCode() + turn, DAYS.size()) == 0;
            agree(told.tenant(), told.client(), period(first, first.plusDays(5), "day"), now, itsTurn);
            agree(told.tenant(), told.client(), period(first, first.plusDays(36), "week"), now, itsTurn);
        }
    }

    /** A story of its own, as the tenant's settings change. */
    @Test
    void theEngineAgreesOnCustomersByEveryModelOfChurn() throws SQLException {
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(6), 1, story -> {});
        String now = told.moments().get(told.moments().size() - 1);
        for (String model : SalesStoryDice.CHURN_MODELS) {
            for (int days : List.of(1, 45)) {
                told.set(Map.of("churnModel", model, "purchaseWindowDays", days));
                LocalDate middle = SalesStoryDice.FIRST_DAY.plusDays(100);
                for (Question period : List.of(
                        period(SalesStoryDice.FIRST_DAY, SalesStoryDice.END, "quarter"),
                        period(middle, middle.plusDays(30), "week"))) {
                    agree(
                            told.tenant(),
                            told.client(),
                            period,
                            now,
                            kpi -> kpi.definition().category() == KpiCategory.CUSTOMERS);
                }
            }
        }
    }

    /** What is to come is none yet, and nobody waits for it. */
    @Test
    void theEngineAgreesOnWhatLiesAheadByEveryModelOfChurn() throws SQLException {
        ToldStory told = AroundToday.told();
        LocalDate today = AroundToday.today();
        for (String model : SalesStoryDice.CHURN_MODELS) {
            told.set(Map.of("churnModel", model, "purchaseWindowDays", 45));
            String now = told.client()
                    .ask(Question.of("deals_won", today, today.plusDays(1)))
                    .watermark();
            for (Question period : List.of(
                    period(today.minusDays(70), today.plusDays(70), "month"),
                    period(today.minusDays(9), today.plusDays(12), "week"),
                    period(today.minusDays(2), today.plusDays(3), "day"),
                    period(today.minusDays(500), today.plusDays(500), "total"))) {
                agree(
                        told.tenant(),
                        told.client(),
                        period,
                        now,
                        kpi -> kpi.definition().category() == KpiCategory.CUSTOMERS
                                || kpi.definition().category() == KpiCategory.TEAM);
            }
        }
    }

    @Test
    void theEngineAgreesWithEveryCheckQueryOnTheSampleCompanysDeals() throws SQLException {
        TestTenant tenant = TestTenant.create();
        KpiClient client = new KpiClient(tenant);
        for (SampleFile file : SampleCompany.generate(SampleCompany.SEED).files()) {
            if (file.dataset().equals("deals")) {
                ToldStory.importFile(client, file.dataset(), firstRows(file));
            }
        }
        String now =
                client.ask(Question.of("deals_won", "2024-01-01", "2025-01-01")).watermark();
        agree(tenant, client, period(LocalDate.of(2023, 10, 1), LocalDate.of(2026, 1, 1), "quarter"), now);
        agree(tenant, client, period(LocalDate.of(2023, 10, 1), LocalDate.of(2026, 1, 1), "total"), now);
    }

    /** Enough of the file; its rows are in no order, so what is left are deals with gaps in their history. */
    private static byte[] firstRows(SampleFile file) {
        return new String(file.csv(), StandardCharsets.UTF_8)
                .lines()
                .limit(2_000)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Question period(LocalDate from, LocalDate to, String grain) {
        return Question.of("", from, to).with("grain", grain);
    }

    /** Compares every bucket of every variant of every KPI. */
    private void agree(TestTenant tenant, KpiClient client, Question period, String asOf) throws SQLException {
        agree(tenant, client, period, asOf, kpi -> true);
    }

    private void agree(TestTenant tenant, KpiClient client, Question period, String asOf, Predicate<Kpi> wanted)
            throws SQLException {
        Map<String, Object> values = parameters(tenant, asOf);
        for (Kpi kpi : kpis.all().stream().filter(wanted).toList()) {
            for (String variant : kpi.definition().variants()) {
                if (!KpiTraits.isCheckedBySql(kpi, variant)) {
                    continue;
                }
                String key = kpi.definition().key();
                CheckQuery check = CheckQuery.of(key, variant).orElseThrow();
                Question question = KpiTraits.settled(
                        kpi,
                        period.of(key).with("variant", variant),
                        OffsetDateTime.parse(asOf).toInstant());
                List<AnsweredPoint> points = client.ask(question).points(List.of());
                assertThat(points).isNotEmpty();
                for (AnsweredPoint point : points) {
                    values.put("from", LocalDate.parse(point.from()));
                    values.put("to", LocalDate.parse(point.to()));
                    compare(question, kpi, point, check.answer(database, values));
                }
            }
        }
    }

    private static void compare(Question question, Kpi kpi, AnsweredPoint point, Checked checked) {
        String what = question + " at " + point + ", checked as " + checked;
        boolean quotient = KpiTraits.isQuotient(kpi) || !kpi.definition().kind().isOfRecords();
        BigDecimal expected = checked.value() == null || !quotient
                ? checked.value()
                : checked.value()
                        .setScale(
                                kpi.definition()
                                        .unit(Kpis.variant(kpi, question.variant()))
                                        .scale(),
                                RoundingMode.HALF_EVEN);
        assertThat(point.reason()).as(what).isEqualTo(checked.reason());
        same(what, point.number(), expected, BigDecimal.ZERO);
        same(what, Answer.decimal(point.numerator()), checked.numerator(), TOLERANCE);
        same(what, Answer.decimal(point.denominator()), checked.denominator(), TOLERANCE);
        assertThat(point.sampleSize()).as(what).isEqualTo(checked.sampleSize());
    }

    private static void same(String what, BigDecimal found, BigDecimal expected, BigDecimal tolerance) {
        if (found == null || expected == null) {
            assertThat(found).as(what).isEqualTo(expected);
        } else {
            assertThat(found.subtract(expected).abs()).as(what).isLessThanOrEqualTo(tolerance);
        }
    }

    /** The check queries read as the service does: as its role, and with only this tenant in sight. */
    private Map<String, Object> parameters(TestTenant tenant, String asOf) throws SQLException {
        try (Statement session = database.createStatement()) {
            session.execute("SET ROLE kennzahl_app");
            session.execute("SET app.tenant_slug = '" + tenant.slug() + "'");
            Map<String, Object> values = new HashMap<>();
            try (ResultSet row = session.executeQuery(
                    "SELECT tenant_id, timezone FROM tenant WHERE slug = '" + tenant.slug() + "'")) {
                row.next();
                values.put("tenant", row.getInt(1));
                values.put("zone", row.getString(2));
            }
            session.execute("SET app.tenant = '" + values.get("tenant") + "'");
            values.put("asOf", OffsetDateTime.parse(asOf));
            return values;
        }
    }
}
