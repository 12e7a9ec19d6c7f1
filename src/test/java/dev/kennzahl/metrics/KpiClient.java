package dev.kennzahl.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks the running service as its users do. Plain HTTP, because a property asks hundreds of questions. */
final class KpiClient {
    private static final String POINT =
            "from to since value numerator denominator share low high sampleSize partial reason comparisons "
                    + "{ comparison from to value change changeRatio reason }";
    private static final String ASK = "query($key: ID!, $query: KpiQueryInput!) { kpi(key: $key, query: $query) "
            + "{ variant unit currency partial watermark series { group { dimension value label } others points { "
            + POINT
            + " } } } }";

    private static final String ASK_RECORDS = "query($key: ID!, $query: KpiQueryInput!, $first: Int, $after: String) "
            + "{ kpiRecords(key: $key, query: $query, first: $first, after: $after) { pageInfo { hasNextPage endCursor } totalCount "
            + "edges { node { id type externalId name status stage amount currency ownerId customerId productId region "
            + "createdAt closedAt datedAt numerator denominator shares { figure numerator denominator } } } } }";

    private final PlainClient http;

    KpiClient(TestTenant tenant) {
        http = tenant.plain();
    }

    PlainClient.Reply get(String path, String accept) {
        return http.get(path, accept);
    }

    PlainClient.Reply delete(String path) {
        return http.delete(path);
    }

    PlainClient.Reply post(String path, String contentType, byte[] body, Map<String, String> headers) {
        return http.post(path, contentType, body, headers);
    }

    JsonNode awaitImport(String id, Duration patience) {
        return http.awaitImport(id, patience);
    }

    Answer ask(Question question) {
        PlainClient.Reply reply = get(question.path("values"), "application/json");
        assertThat(reply.status()).as("%s: %s", question, reply.body()).isEqualTo(200);
        return Answer.ofRest(reply.json(), question.groupBy());
    }

    /** What REST says the answer was read from. */
    String planOf(Question question) {
        return get(question.path("values"), "application/json").expect(200).header("Kennzahl-Plan");
    }

    PlainClient.Reply askGraphQlForReply(Question question) {
        return post(
                "/graphql",
                "application/json",
                PlainClient.write(Map.of("query", ASK, "variables", question.variables())),
                Map.of());
    }

    Answer askGraphQl(Question question) {
        JsonNode json = askGraphQlForReply(question).json();
        assertThat(json.path("errors").isMissingNode())
                .as("%s: %s", question, json)
                .isTrue();
        return Answer.ofGraphQl(json.path("data").path("kpi"));
    }

    /** The rows of the CSV, without its header. */
    List<List<String>> askCsv(Question question) {
        PlainClient.Reply reply = get(question.path("values"), "text/csv");
        assertThat(reply.status()).as("%s: %s", question, reply.body()).isEqualTo(200);
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<de.siegmar.fastcsv.reader.CsvRecord> csv =
                CsvReader.builder().ofCsvRecord(reply.body())) {
            csv.forEach(row -> rows.add(row.getFields()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.subList(1, rows.size());
    }

    /** All records behind a number, page by page. */
    List<JsonNode> records(Question question, int pageSize) {
        List<JsonNode> records = new ArrayList<>();
        String after = "";
        do {
            PlainClient.Reply reply = get(question.path("records") + "&first=" + pageSize + after, "application/json");
            assertThat(reply.status()).as("%s: %s", question, reply.body()).isEqualTo(200);
            JsonNode page = reply.json();
            assertThat(page.path("items").size()).isLessThanOrEqualTo(pageSize);
            page.path("items").forEach(records::add);
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        } while (after != null);
        return records;
    }

    /** The same over GraphQL. */
    List<JsonNode> recordsByGraphQl(Question question, int pageSize) {
        List<JsonNode> records = new ArrayList<>();
        int total;
        String after = null;
        do {
            Map<String, Object> variables = new HashMap<>(question.variables());
            variables.put("first", pageSize);
            variables.put("after", after);
            JsonNode json = post(
                            "/graphql",
                            "application/json",
                            PlainClient.write(Map.of("query", ASK_RECORDS, "variables", variables)),
                            Map.of())
                    .json();
            assertThat(json.path("errors").isMissingNode())
                    .as("%s: %s", question, json)
                    .isTrue();
            JsonNode page = json.path("data").path("kpiRecords");
            page.path("edges").forEach(edge -> records.add(edge.path("node")));
            total = page.path("totalCount").asInt();
            JsonNode info = page.path("pageInfo");
            after = info.path("hasNextPage").asBoolean()
                    ? info.path("endCursor").asText()
                    : null;
        } while (after != null);
        assertThat(total).as("%s", question).isEqualTo(records.size());
        return records;
    }
}
