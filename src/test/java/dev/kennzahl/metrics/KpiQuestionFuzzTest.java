package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Question.Filter;
import dev.kennzahl.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;

/** Questions nobody would think of: the good ones have one answer in all interfaces, the bad ones one code and a field. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiQuestionFuzzTest {
    private static final int QUESTIONS = 200;

    @Inject
    Kpis kpis;

    @ParameterizedTest
    @ValueSource(longs = {11})
    void everyValidQuestionHasTheSameAnswerInRestAndGraphQlAndCsv(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        KpiClient client = told.client();
        List<String> moments = new ArrayList<>(told.moments());
        moments.addAll(List.of("2020-01-01T00:00:00Z", "2999-12-31T23:59:59.999999999Z"));
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = dice.anything(moments);
            Answer answer = client.ask(question);
            assertThat(client.askGraphQl(question))
                    .as("seed %d: %s", seed, question)
                    .isEqualTo(answer);
            assertThat(client.askCsv(question))
                    .as("seed %d: %s", seed, question)
                    .isEqualTo(answer.rows(question));
            assertThat(answer.series().stream()
                            .filter(series -> !series.others())
                            .count())
                    .as("%s", question)
                    .isLessThanOrEqualTo((Integer) question.parameters().getOrDefault("limit", Integer.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10})
    void theLongestPeriodThereIsHasAnAnswer(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        for (Kpi kpi : KpiTraits.ofRecords(kpis)) {
            Question ever = Question.of(kpi.definition().key(), "0001-01-01", "9999-12-31")
                    .with("compare", List.of("previous_period", "previous_year"));
            long sample = client.ask(ever).only().sampleSize();
            // Before the first day there is, nothing was; and nobody need be at risk on the last.
            if (!KpiTraits.beginsWithWhatWasThere(kpi) && !KpiTraits.mayFindNothing(kpi)) {
                assertThat(sample).as("%s", ever).isPositive();
                assertThat(client.records(ever, 50)).as("%s", ever).isNotEmpty();
            }
        }
    }

    /** A way to spoil a question. */
    private record Fault(ProblemCode code, String field, UnaryOperator<Question> spoil) {}

    @ParameterizedTest
    @ValueSource(longs = {11})
    void everyInvalidQuestionHasTheSameCodeAndFieldInRestAndGraphQl(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        List<Fault> faults = faults();
        for (int i = 0; i < QUESTIONS; i++) {
            Fault fault = faults.get(i % faults.size());
            Question question = fault.spoil().apply(dice.grouped(dice.filtered(dice.plain())));
            JsonNode problem = refused(client, question, fault.code());
            assertThat(problem.path("field").asText())
                    .as("%s: %s", question, problem)
                    .isEqualTo(fault.field());
            JsonNode error =
                    client.askGraphQlForReply(question).json().path("errors").path(0);
            assertThat(error.path("extensions").path("code").asText())
                    .as("%s: %s", question, error)
                    .isEqualTo(fault.code().name());
            assertThat(error.path("extensions").path("field").asText())
                    .as("%s: %s", question, error)
                    .isEqualTo(fault.field());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11})
    void whatDoesNotEvenReadIsRefusedWithTheParametersName(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        Random random = new Random(seed);
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        List<String> names = List.of(
                "from",
                "to",
                "grain",
                "compare",
                "asOf",
                "fill",
                "order",
                "limit",
                "where",
                "others",
                "share",
                "accumulate",
                "rolling");
        List<String> nonsense = List.of(" ", "0", "-1", "x", "2025-13-01", "1e9", "ünfug", "%", "'", "undefined", "∞");
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            String name = dice.oneOf(names);
            String value = nonsense.get(random.nextInt(nonsense.size()));
            Question question = dice.plain().with(name, name.equals("where") ? null : value);
            String path = question.path("values") + (name.equals("where") ? "&where=nothing" + random.nextInt(9) : "");
            PlainClient.Reply reply = client.get(path, "application/json");
            if (reply.status() == 200) {
                accepted.add(name + "=" + value);
                continue;
            }
            assertThat(reply.status()).as("%s: %s", path, reply.body()).isBetween(400, 499);
            ProblemCode code = ProblemCode.valueOf(reply.json().path("code").asText());
            assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(code.status());
            assertThat(reply.json().path("field").asText())
                    .as("%s: %s", path, reply.body())
                    .isEqualTo(name);
        }
        assertThat(accepted).as("an empty list compares with nothing").allMatch(one -> one.equals("compare= "));
    }

    private static JsonNode refused(KpiClient client, Question question, ProblemCode code) {
        PlainClient.Reply reply = client.get(question.path("values"), "application/json");
        assertThat(reply.status()).as("%s: %s", question, reply.body()).isEqualTo(code.status());
        assertThat(reply.json().path("code").asText())
                .as("%s: %s", question, reply.body())
                .isEqualTo(code.name());
        return reply.json();
    }

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(List.of(
                new Fault(ProblemCode.UNKNOWN_KPI, "key", question -> question.of("turnover'")),
                new Fault(
                        ProblemCode.INVALID_PERIOD,
                        "from",
                        question -> question.with("to", question.parameters().get("from"))),
                new Fault(ProblemCode.TOO_MANY_BUCKETS, "grain", question -> question.with("from", "2001-01-01")
                        .with("grain", "day")),
                new Fault(ProblemCode.UNKNOWN_DIMENSION, "groupBy", set("groupBy", List.of("region", "colours"))),
                new Fault(
                        ProblemCode.UNKNOWN_DIMENSION,
                        "where",
                        set("where", List.of(new Filter("created_at", List.of("x"), false)))),
                new Fault(ProblemCode.INVALID_VALUE, "groupBy", set("groupBy", List.of("region", "team", "region"))),
                new Fault(
                        ProblemCode.INVALID_VALUE,
                        "groupBy",
                        set("groupBy", List.of("region", "team", "owner", "stage"))),
                new Fault(
                        ProblemCode.INVALID_VALUE,
                        "where",
                        set("where", List.of(new Filter("region", List.of("a\u0000b"), true))))));
        Map<String, List<Object>> values = new LinkedHashMap<>();
        values.put("limit", List.of(0, -7));
        values.put("currency", List.of("euro", "ZZZZ"));
        values.put("asOf", List.of("-0001-01-01T00:00:00Z", "+200000-01-01T00:00:00Z"));
        values.put("from", List.of("-0044-03-15", "-999999999-01-01"));
        values.put("to", List.of("+10000-01-01", "+999999999-12-31"));
        values.forEach((name, bad) ->
                bad.forEach(value -> faults.add(new Fault(ProblemCode.INVALID_VALUE, name, set(name, value)))));
        faults.addAll(faultsOfExtras());
        faults.add(new Fault(ProblemCode.UNKNOWN_VARIANT, "variant", set("variant", "by_luck")));
        return faults;
    }

    private static List<Fault> faultsOfExtras() {
        UnaryOperator<Question> months = question -> question.of("deals_won")
                .with("variant", null)
                .with("where", null)
                .with("groupBy", null)
                .with("grain", "month")
                .with("to", "2026-01-01");
        UnaryOperator<Question> balance = question -> months.apply(question).of("open_pipeline_count");
        return List.of(
                new Fault(ProblemCode.INVALID_VALUE, "others", set("others", true)),
                new Fault(ProblemCode.NOT_ADDITIVE, "share", question -> months.apply(question)
                        .of("win_rate")
                        .with("share", true)),
                new Fault(ProblemCode.NOT_ADDITIVE, "rolling", question -> balance.apply(question)
                        .with("rolling", 3)),
                new Fault(ProblemCode.NOT_ADDITIVE, "accumulate", question -> balance.apply(question)
                        .with("accumulate", "year")),
                new Fault(ProblemCode.INVALID_VALUE, "rolling", question -> months.apply(question)
                        .with("rolling", 0)),
                new Fault(ProblemCode.INVALID_VALUE, "rolling", question -> months.apply(question)
                        .with("rolling", 1101)),
                new Fault(ProblemCode.INVALID_VALUE, "rolling", question -> months.apply(question)
                        .with("rolling", 3)
                        .with("accumulate", "year")),
                new Fault(ProblemCode.INVALID_VALUE, "rolling", question -> months.apply(question)
                        .with("rolling", 3)
                        .with("grain", "total")),
                new Fault(ProblemCode.INVALID_VALUE, "accumulate", question -> months.apply(question)
                        .with("accumulate", "month")));
    }

    private static UnaryOperator<Question> set(String name, Object value) {
        return question -> question.with(name, value);
    }
}
