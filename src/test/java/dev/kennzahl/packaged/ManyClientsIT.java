package dev.kennzahl.packaged;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.kennzahl.packaged.ServiceClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Fields of one document are computed beside each other, and documents of many clients too: none may disturb another. */
class ManyClientsIT {
    private static final int CLIENTS = 50;
    private static final int ROUNDS = 3;
    private static final String PERIOD = "from=2025-01-01&to=2026-01-01";

    /** Alias to what is asked under it. */
    private static final Map<String, Question> QUESTIONS = new LinkedHashMap<>();

    static {
        QUESTIONS.put("a", new Question("won_revenue", "region"));
        QUESTIONS.put("b", new Question("deals_won", "owner"));
        QUESTIONS.put("c", new Question("deals_lost", "region"));
        QUESTIONS.put("d", new Question("win_rate", "region"));
        QUESTIONS.put("e", new Question("average_deal_value", "product"));
        QUESTIONS.put("f", new Question("sales_cycle_length", "region"));
        QUESTIONS.put("g", new Question("opportunities_created", "channel"));
        QUESTIONS.put("h", new Question("open_pipeline_value", "region"));
        QUESTIONS.put("i", new Question("open_pipeline_count", "region"));
        QUESTIONS.put("j", new Question("won_revenue", "industry"));
    }

    private record Question(String kpi, String groupBy) {
        String field() {
            return "kpi(key: \"" + kpi
                    + "\", query: {from: \"2025-01-01\", to: \"2026-01-01\", grain: QUARTER, groupBy: [\"" + groupBy
                    + "\"]}) { series { group { value } points { from value } } }";
        }

        String path() {
            return "/api/v1/kpis/" + kpi + "/values?" + PERIOD + "&grain=quarter&groupBy=" + groupBy;
        }
    }

    @Test
    void tenFieldsAskedByFiftyClientsAlwaysGiveTheNumbersOfRest() {
        ServiceClient client = DemoCompany.service().demo();
        Map<String, List<String>> expected = new LinkedHashMap<>();
        QUESTIONS.forEach(
                (alias, question) -> expected.put(alias, numbersOfRest(client.get(question.path()), question)));
        assertThat(expected.values()).allSatisfy(numbers -> assertThat(numbers).isNotEmpty());
        String document = QUESTIONS.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().field())
                .collect(Collectors.joining("\n", "{\n", "\n}"));

        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<Answer>> answers = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> client.graphQl(document))
                    .toList();
            for (CompletableFuture<Answer> answer : answers) {
                JsonNode json = answer.join().json();
                assertThat(json.path("errors")).isEmpty();
                assertThat(numbersOfGraphQl(json.path("data"))).isEqualTo(expected);
            }
        }
    }

    private static List<String> numbersOfRest(JsonNode answer, Question question) {
        List<String> numbers = new ArrayList<>();
        for (JsonNode series : answer.path("series")) {
            add(numbers, series.path("group").path(question.groupBy()), series);
        }
        return numbers;
    }

    private static Map<String, List<String>> numbersOfGraphQl(JsonNode data) {
        Map<String, List<String>> numbers = new LinkedHashMap<>();
        data.properties().forEach(field -> {
            List<String> ofField = new ArrayList<>();
            for (JsonNode series : field.getValue().path("series")) {
                add(ofField, series.path("group").get(0).path("value"), series);
            }
            numbers.put(field.getKey(), ofField);
        });
        return numbers;
    }

    private static void add(List<String> numbers, JsonNode group, JsonNode series) {
        for (JsonNode point : series.path("points")) {
            numbers.add(group.asText() + " " + point.path("from").asText() + " "
                    + point.path("value").asText());
        }
    }
}
