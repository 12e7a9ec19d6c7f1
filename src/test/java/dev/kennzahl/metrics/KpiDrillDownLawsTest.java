package dev.kennzahl.metrics;

import java.util.List;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;
import dev.kennzahl.metrics.Question.Filter;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever adds up the records behind a number gets the number. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiDrillDownLawsTest {
    private static final int QUESTIONS = 60;

    @Inject
    Kpis kpis;

    @StoryLaw({10, 11})
    void theRecordsBehindANumberReproduceIt(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = dice.settled(dice.filtered(dice.plain())
                    .with("grain", "total")
                    .with("asOf", i % 2 == 0 ? null : dice.oneOf(told.moments())));
            AnsweredPoint point = told.client().ask(question).only();
            List<JsonNode> records = told.client().records(question, 1 + i % 9);
            new DrillDown(told.client(), kpis).reproduces(question, point, records);
            assertThat(told.client().recordsByGraphQl(question, 1 + i % 7))
                    .as("seed %d: %s", seed, question)
                    .isEqualTo(records);
        }
    }

    @StoryLaw({10, 11})
    void theRecordsOfAnAccumulatedOrRollingValueReachBackAsFarAsItDoes(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        QuestionDice dice = new QuestionDice(seed + 2, KpiTraits.ofRecords(kpis));
        int reachingBack = 0;
        for (int i = 0; i < 2 * QUESTIONS; i++) {
            Question question = dice.settled(dice.windowed(dice.filtered(dice.plain())));
            if (!question.isWindowed()) {
                continue;
            }
            AnsweredPoint point = dice.oneOf(told.client().ask(question).points(List.of()));
            reachingBack += point.since().equals(point.from()) ? 0 : 1;
            boolean running = "period".equals(question.parameters().get("accumulate"));
            Question one = question.with("from", running ? question.parameters().get("from") : point.from())
                    .with("to", point.to());
            List<JsonNode> records = told.client().records(one, 1 + i % 9);
            new DrillDown(told.client(), kpis).reproduces(one, point, records);
            assertThat(told.client().recordsByGraphQl(one, 1 + i % 7))
                    .as("seed %d: %s", seed, one)
                    .isEqualTo(records);
        }
        assertThat(reachingBack).as("windows longer than their bucket").isGreaterThan(10);
    }

    @StoryLaw({10, 11})
    void theRecordsOfAGroupAreThoseThatItsValueFiltersFor(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        QuestionDice dice = new QuestionDice(seed + 1, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS / 3; i++) {
            Question question = dice.plain().with("grain", "total");
            String dimension = dice.oneOf(KpiTraits.dimensions(kpis.get(question.kpi())));
            Kpi kpi = kpis.get(question.kpi());
            if (!KpiTraits.keepsPartsBy(kpi, Kpis.variant(kpi, question.variant()), dimension)) {
                continue;
            }
            for (AnsweredSeries series : told.client()
                    .ask(question.with("groupBy", List.of(dimension)))
                    .series()) {
                String value = series.group().get(0);
                Question one = question.with(
                        "where", List.of(new Filter(dimension, List.of(value == null ? "" : value), false)));
                assertThat(told.client().ask(one).only())
                        .as("%s", one)
                        .isEqualTo(series.points().get(0));
                new DrillDown(told.client(), kpis)
                        .reproduces(one, series.points().get(0), told.client().records(one, 5));
            }
        }
    }

    @StoryLaw({10, 11})
    void aFilterAndItsOppositeShareAllRecords(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        Question all = Question.of("opportunities_created", SalesStoryDice.FIRST_DAY, SalesStoryDice.END);
        int whole = client.records(all, 100).size();
        for (String dimension : KpiTraits.dimensions(kpis.get("opportunities_created"))) {
            for (List<String> values : List.of(List.of(""), List.of("East", "red", "E1"), List.of("", "East", "P1"))) {
                Question with = all.with("where", List.of(new Filter(dimension, values, false)));
                Question without = all.with("where", List.of(new Filter(dimension, values, true)));
                assertThat(client.records(with, 100).size()
                                + client.records(without, 100).size())
                        .as("%s and %s", with, without)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void dealsOpenSinceEverArePagedOneByOne() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", "deal_id,stage,status\nA,new,open\nB,new,open\nC,new,open\n");
        KpiClient client = new KpiClient(tenant);
        Question question = Question.of("open_pipeline_count", "2026-01-01", "2026-02-01");
        List<JsonNode> records = client.records(question, 1);
        new DrillDown(client, kpis).reproduces(question, client.ask(question).only(), records);
        assertThat(records).hasSize(3).allMatch(record -> record.path("datedAt").isNull());
        assertThat(client.recordsByGraphQl(question, 2)).isEqualTo(records);
    }
}
