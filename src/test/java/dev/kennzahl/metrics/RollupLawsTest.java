package dev.kennzahl.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;

import static org.assertj.core.api.Assertions.assertThat;

/** What kept sums answer is what the records answer: to the last digit, whatever became known since they were made. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class RollupLawsTest {
    private static final int QUESTIONS = 150;

    @Inject
    Kpis kpis;

    @Inject
    RollupKeeper keeper;

    @Inject
    TestTenants tenants;

    @Inject
    TenantTransactions transactions;

    @Inject
    Pool pool;

    @StoryLaw({20, 21, 22, 23})
    void keptSumsAnswerAsTheRecordsDo(long seed) {
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(seed), 1, story -> {});
        List<Question> questions = questions(seed, told);
        Map<Question, Answer> behind = new LinkedHashMap<>();
        int fromSums = 0;
        for (Question question : questions) {
            behind.put(question, told.client().ask(question));
            fromSums += told.client().planOf(question).contains("rollup") ? 1 : 0;
        }
        assertThat(fromSums).as("questions answered from kept sums").isGreaterThan(QUESTIONS / 8);
        int tenantId = tenants.idOf(told.tenant());
        told.keepSums();
        told.keepSums();
        questions.forEach(question -> assertThat(told.client().ask(question))
                .as("up to date: " + question)
                .isEqualTo(behind.get(question)));
        transactions
                .write(tenantId, connection -> keeper.forget(connection, tenantId))
                .await()
                .atMost(Duration.ofMinutes(1));
        for (Question question : questions) {
            assertThat(told.client().planOf(question)).doesNotContain("rollup");
            assertThat(told.client().ask(question))
                    .as("from records: " + question)
                    .isEqualTo(behind.get(question));
        }
    }

    /** As a replay does that takes back all that was ever said of somebody. */
    @Test
    void noticeWhatIsNoLongerBelievedOfACustomer() {
        TestTenant tenant = TestTenant.create();
        int tenantId = tenants.idOf(tenant);
        tenant.importCsv("customers", "customer_id,region\nC,North\n");
        StringBuilder deals = new StringBuilder("deal_id,customer_id,stage,status,amount,closed_at\n");
        for (int i = 0; i < 12; i++) {
            deals.append("D").append(i).append(",C,won,won,10,2026-02-03\n");
        }
        tenant.importCsv("deals", deals.toString());
        keeper.keep(tenantId).await().atMost(Duration.ofMinutes(1));
        KpiClient client = new KpiClient(tenant);
        Question question =
                Question.of("won_revenue", "2026-02-01", "2026-03-01").with("groupBy", List.of("region"));
        assertThat(client.planOf(question)).contains("rollup");
        assertThat(client.ask(question).toString()).contains("North");
        transactions
                .write(tenantId, connection -> connection
                        .query("UPDATE tenant_clock SET known_at = now()")
                        .execute()
                        .chain(() -> connection
                                .query("UPDATE customer_version SET known_to = now() WHERE external_id = 'C'")
                                .execute()))
                .await()
                .atMost(Duration.ofMinutes(1));
        assertThat(client.planOf(question)).contains("rollup");
        assertThat(client.ask(question).toString()).doesNotContain("North").contains("120");
    }

    @Test
    void restWhileTheTenantLearns() {
        TestTenant tenant = TestTenant.create();
        int tenantId = tenants.idOf(tenant);
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,closed_at\n");
        IntStream.range(0, 12).forEach(i -> deals.append("D").append(i).append(",won,won,10,2026-02-03\n"));
        tenant.importCsv("deals", deals.toString());
        Instant knownAt = transactions
                .read(tenantId, connection -> connection
                        .query("SELECT known_at FROM tenant_clock")
                        .execute()
                        .map(rows -> SqlTime.instant(rows.iterator().next().getOffsetDateTime(0))))
                .await()
                .atMost(Duration.ofMinutes(1));

        RollupKeeper.Pass behind =
                keeper.begin(tenantId, knownAt.minusNanos(1000)).await().atMost(Duration.ofMinutes(1));
        assertThat(goOn(behind)).as("all done although something was learned").isFalse();
        assertThat(goOn(behind)).as("all done once nothing more was").isTrue();
        RollupKeeper.Pass quiet = keeper.begin(tenantId, knownAt).await().atMost(Duration.ofMinutes(1));
        assertThat(goOn(quiet)).as("all done where nothing was learned").isTrue();
        assertThat(new KpiClient(tenant).planOf(Question.of("won_revenue", "2026-02-01", "2026-03-01")))
                .contains("rollup");
    }

    private static boolean goOn(RollupKeeper.Pass pass) {
        return pass.goOn().await().atMost(Duration.ofMinutes(1));
    }

    /** Deals that were learned of and corrected day after day: closed later, dearer, lost after all. */
    @Test
    void keptSumsTellWhatWasKnownWhenADayBegan() {
        TestTenant tenant = TestTenant.create();
        tenant.request()
                .contentType("application/json")
                .body(Map.of("timezone", "Europe/Berlin"))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
        int tenantId = tenants.idOf(tenant);
        Random random = new Random(7);
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        for (int day = 30; day >= 0; day -= 3) {
            StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,currency,closed_at,created_at\n");
            for (int i = 0; i < 12; i++) {
                LocalDate closedOn = today.minusDays(day + 1L + random.nextInt(20));
                deals.append(random.nextInt(40))
                        .append(random.nextInt(4) == 0 ? ",lost,lost," : ",won,won,")
                        .append(random.nextInt(1000) / 10.0)
                        .append(random.nextInt(5) == 0 ? ",USD," : ",EUR,")
                        .append(closedOn)
                        .append(",2020-01-01\n");
            }
            tenant.importCsv("deals", deals.toString());
            tenant.importCsv(
                    "exchange-rates",
                    "rate_on,base,quote,rate\n" + today.minusDays(60) + ",EUR,USD,1." + random.nextInt(10) + "\n");
            if (day > 0) {
                becomeOlder(tenantId, 3);
            }
        }
        keeper.keep(tenantId).await().atMost(Duration.ofMinutes(1));
        KpiClient client = new KpiClient(tenant);
        Map<Question, Answer> fromSums = new LinkedHashMap<>();
        for (int day = 31; day >= 1; day--) {
            LocalDate asOf = today.minusDays(day);
            Question question = Question.of(
                            day % 2 == 0 ? "won_revenue" : "win_rate", asOf.minusDays(random.nextInt(40) + 1L), asOf)
                    .with("grain", day % 3 == 0 ? "week" : null)
                    .with("asOf", asOf.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant());
            assertThat(client.planOf(question)).as("%s", question).contains("deal.closed.known");
            fromSums.put(question, client.ask(question));
        }
        List<Question> changes = List.of(
                Question.of("win_rate", today.minusDays(20), today.minusDays(5)),
                Question.of("won_revenue", today.minusDays(20), today.minusDays(8))
                        .with("where", List.of(new Question.Filter("currency", List.of("EUR"), false))),
                Question.of("won_revenue", today.minusDays(40), today.minusDays(2)));
        changes.forEach(change -> tellsWhatWasKnownAtTheEnd(client, change));
        transactions
                .write(tenantId, connection -> keeper.forget(connection, tenantId))
                .await()
                .atMost(Duration.ofMinutes(1));
        changes.forEach(change -> tellsWhatWasKnownAtTheEnd(client, change));
        fromSums.forEach((question, answer) -> {
            assertThat(client.planOf(question)).doesNotContain("rollup");
            assertThat(client.ask(question)).as("%s", question).isEqualTo(answer);
        });
        assertThat(fromSums.values().stream()
                        .flatMap(answer -> answer.series().get(0).points().stream())
                        .filter(point -> point.sampleSize() > 0))
                .as("points that something was known of")
                .hasSizeGreaterThan(20);
    }

    /** An explanation, by no dimension, one, or several, which are read in other ways, and the same question as of the end. */
    private static void tellsWhatWasKnownAtTheEnd(KpiClient client, Question after) {
        LocalDate from = LocalDate.parse((String) after.parameters().get("from"));
        Question before = after.with("from", from.minusDays(11)).with("to", from.minusDays(1));
        for (List<String> by : List.of(List.<String>of(), List.of("owner"), List.of("region", "channel", "owner"))) {
            Question asked = after.with("compareFrom", before.parameters().get("from"))
                    .with("compareTo", before.parameters().get("to"))
                    .with("by", by.isEmpty() ? null : by);
            String path = asked.path("explanation");
            JsonNode found = new ChangeClient(client).explain(after.kpi(), path.substring(path.indexOf('?')));
            for (Question side : List.of(before, after)) {
                LocalDate end = LocalDate.parse(side.parameters().get("to").toString());
                String known = client.ask(side.with(
                                "asOf",
                                end.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant()))
                        .only()
                        .value();
                assertThat(Answer.decimal(found.path(side == before ? "before" : "after")
                                .path("late")
                                .path("known")
                                .path("value")
                                .asText(null)))
                        .as("%s as of %s", asked, end)
                        .usingComparator(Comparator.nullsFirst(Comparator.naturalOrder()))
                        .isEqualTo(Answer.decimal(known));
            }
        }
    }

    /** As if all that is known had become known days before. */
    private void becomeOlder(int tenantId, int days) {
        for (String table : List.of("deal_version", "exchange_rate")) {
            transactions
                    .write(tenantId, connection -> connection
                            .query("UPDATE " + table + " SET known_from = known_from - interval '" + days
                                    + " days', known_to = CASE WHEN known_to < 'infinity' THEN known_to - interval '"
                                    + days + " days' ELSE known_to END")
                            .execute())
                    .await()
                    .atMost(Duration.ofMinutes(1));
        }
    }

    /** Questions that sums may answer: without dimensions they are not kept by, now or as of lately. */
    private List<Question> questions(long seed, ToldStory told) {
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = i % 3 == 0 ? dice.filtered(dice.plain()) : dice.plain();
            List<String> dimensions =
                    List.of("region", "owner", "team", "manager", "product", "product_group", "channel");
            String dimension = dice.oneOf(dimensions);
            if (i % 4 > 0 && KpiTraits.dimensions(kpis.get(question.kpi())).contains(dimension)) {
                question = question.with("groupBy", List.of(dimension));
            }
            if (i % 5 == 0) {
                question = dice.compared(question);
            }
            if (i % 7 == 0) {
                question =
                        question.with("asOf", told.moments().get(told.moments().size() - 2));
            }
            questions.add(question.with("fill", i % 2 == 0 ? "null" : "zero"));
        }
        return questions;
    }

    @Test
    void theStoreAgreesOnTheDayThatHoldsAnInstant() {
        for (String zone : List.of(
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "America/Havana",
                "Africa/Cairo",
                "Asia/Beirut",
                "America/Sao_Paulo",
                "America/Asuncion",
                "Asia/Amman",
                "Atlantic/Azores",
                "Pacific/Auckland",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Kolkata")) {
            ReportingCalendar calendar = new ReportingCalendar(ZoneId.of(zone), java.time.DayOfWeek.MONDAY, 1);
            List<Instant> instants = aroundTransitions(ZoneId.of(zone));
            Object[] bound = instants.stream().map(SqlTime::parameter).toArray(java.time.OffsetDateTime[]::new);
            List<java.time.LocalDate> days = new ArrayList<>();
            pool.preparedQuery(
                            "SELECT reporting_day(t, $2) FROM unnest($1::timestamptz[]) WITH ORDINALITY u (t, i) ORDER BY i")
                    .execute(Tuple.of(bound, zone))
                    .await()
                    .atMost(Duration.ofSeconds(30))
                    .forEach(row -> days.add(row.getLocalDate(0)));
            for (int i = 0; i < instants.size(); i++) {
                assertThat(days.get(i)).as(zone + " " + instants.get(i)).isEqualTo(calendar.dayOf(instants.get(i)));
            }
        }
    }

    private static List<Instant> aroundTransitions(ZoneId zone) {
        List<Instant> instants = new ArrayList<>(List.of(Instant.parse("2024-06-30T22:30:00Z")));
        Instant at = Instant.parse("2000-01-01T00:00:00Z");
        while (true) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(at);
            if (next == null || next.getInstant().isAfter(Instant.parse("2030-01-01T00:00:00Z"))) {
                return instants;
            }
            for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 7) {
                instants.add(next.getInstant().plusSeconds(60L * minutes));
            }
            for (int seconds : List.of(-3601, -3600, -3599, -1, 0, 1, 59, 60, 61, 3599, 3600, 3601)) {
                instants.add(next.getInstant().plusSeconds(seconds));
            }
            at = next.getInstant();
        }
    }
}
