package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;
import dev.kennzahl.metrics.Question.Filter;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever adds up the records behind a number gets the number. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiDrillDownLawsTest {
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000000001");
    private static final int QUESTIONS = 60;

    @Inject
    Kpis kpis;

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void theRecordsBehindANumberReproduceIt(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = dice.settled(dice.filtered(dice.plain())
                    .with("grain", "total")
                    .with("asOf", i % 2 == 0 ? null : dice.oneOf(told.moments())));
            AnsweredPoint point = told.client().ask(question).only();
            List<JsonNode> records = told.client().records(question, 1 + i % 9);
            reproduce(question, point, records);
            assertThat(told.client().recordsByGraphQl(question, 1 + i % 7))
                    .as("seed %d: %s", seed, question)
                    .isEqualTo(records);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
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
                reproduce(one, series.points().get(0), told.client().records(one, 5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
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
        reproduce(question, client.ask(question).only(), records);
        assertThat(records).hasSize(3).allMatch(record -> record.path("datedAt").isNull());
        assertThat(client.recordsByGraphQl(question, 2)).isEqualTo(records);
    }

    private void reproduce(Question question, AnsweredPoint point, List<JsonNode> records) {
        String what = question + ": " + point + " from " + records;
        Kpi kpi = kpis.get(question.kpi());
        if (kpi.definition().kind() == KpiKind.DERIVED) {
            // Made of figures, not of records: these add nothing up to it, and a deal is behind several of its parts.
            assertThat(records).as(what).hasSizeGreaterThanOrEqualTo((int) point.sampleSize());
            records.forEach(record ->
                    assertThat(record.path("numerator").isNull()).as(what).isTrue());
            return;
        }
        assertThat(KpiTraits.sample(kpi, question.variant(), records)).as(what).isEqualTo(point.sampleSize());
        // A record may be there twice, for what it adds above the line and below, each with a date of its own.
        assertThat(records).as(what).doesNotHaveDuplicates();
        records.stream()
                .filter(record -> record.path("type").asText().equals("deal"))
                .forEach(record ->
                        assertThat(record.path("status").asText()).as(what).isIn("open", "won", "lost"));
        if (Objects.equals(point.reason(), "EXCHANGE_RATE_MISSING")) {
            assertThat(records)
                    .as(what)
                    .anyMatch(record -> record.path("numerator").isNull()
                            || record.path("denominator").isNull());
            return;
        }
        boolean isQuotient = KpiTraits.isQuotient(kpi);
        String variant = question.variant() == null ? kpi.definition().defaultVariant() : question.variant();
        if (KpiTraits.isSumOfRecords(kpi, variant)) {
            same(what, sum(records, "numerator"), isQuotient ? point.numerator() : point.value());
        }
        if (isQuotient && KpiTraits.addsUpOverGroups(kpi, variant)) {
            same(what, sum(records, "denominator"), point.denominator());
        }
    }

    /** An unknown sum has no known contribution; medians have no numerator at all. */
    private static void same(String what, BigDecimal sum, String part) {
        if (part != null) {
            assertThat(sum.subtract(new BigDecimal(part)).abs()).as(what).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static BigDecimal sum(List<JsonNode> records, String part) {
        return records.stream()
                .map(record -> record.path(part))
                .filter(value -> !value.isNull())
                .map(value -> new BigDecimal(value.asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
