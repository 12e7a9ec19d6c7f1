package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.kennzahl.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks why a number changed, and checks the answer's sums and links. */
record ChangeClient(KpiClient client) {
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000000001");
    private static final String ASK =
            "query($key: ID!, $query: ExplainQueryInput!) { explainChange(key: $key, query: $query) { change"
                    + " drivers { effect change } dimensions { effects { effect change } groups { value change recordsAfter"
                    + " where { dimension values exclude } } } } }";

    PlainClient.Reply reply(String kpi, String parameters) {
        return client.get("/api/v1/kpis/" + kpi + "/explanation" + parameters, "application/json");
    }

    JsonNode explain(String kpi, String parameters) {
        PlainClient.Reply reply = reply(kpi, parameters);
        assertThat(reply.status()).as("%s%s: %s", kpi, parameters, reply.body()).isEqualTo(200);
        return reply.json();
    }

    JsonNode explainGraphQl(String kpi, Map<String, Object> query) {
        JsonNode json = client.post(
                        "/graphql",
                        "application/json",
                        PlainClient.write(Map.of("query", ASK, "variables", Map.of("key", kpi, "query", query))),
                        Map.of())
                .json();
        assertThat(json.path("errors").isMissingNode()).as(json.toString()).isTrue();
        return json.path("data").path("explainChange");
    }

    /** All sums there are, to the last digit. */
    void addsUp(JsonNode found) {
        String change = found.path("change").asText();
        same(found, change, found.path("drivers"));
        for (JsonNode split : found.path("dimensions")) {
            same(found, change, split.path("groups"));
            same(found, change, split.path("effects"));
            split.path("groups")
                    .forEach(group -> same(found, group.path("change").asText(), group.path("effects")));
        }
    }

    private static void same(JsonNode found, String change, JsonNode parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode part : parts) {
            sum = sum.add(new BigDecimal(part.path("change").asText()));
        }
        assertThat(sum).as("%s in %s", parts, found).isEqualByComparingTo(new BigDecimal(change));
    }

    /** The records of both periods make the group's values. */
    void leadsToItsRecords(JsonNode group) {
        check(group, group.path("before"), records(group.path("recordsBefore").asText()));
        check(group, group.path("after"), records(group.path("recordsAfter").asText()));
    }

    private static void check(JsonNode group, JsonNode value, List<JsonNode> records) {
        if (value.path("value").isNull()) {
            return;
        }
        boolean isQuotient = !value.path("denominator").isNull();
        close(group, records, "numerator", value.path(isQuotient ? "numerator" : "value"));
        if (isQuotient) {
            close(group, records, "denominator", value.path("denominator"));
        }
    }

    private static void close(JsonNode group, List<JsonNode> records, String part, JsonNode value) {
        BigDecimal sum = records.stream()
                .map(record -> record.path(part))
                .filter(known -> !known.isNull())
                .map(known -> new BigDecimal(known.asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum.subtract(new BigDecimal(value.asText())).abs())
                .as("%s of %s from %s", part, group, records)
                .isLessThanOrEqualTo(TOLERANCE);
    }

    /** All records that a link leads to. */
    List<JsonNode> records(String link) {
        List<JsonNode> records = new ArrayList<>();
        String after = "";
        do {
            PlainClient.Reply reply = client.get(link + "&first=100" + after, "application/json");
            assertThat(reply.status()).as("%s: %s", link, reply.body()).isEqualTo(200);
            reply.json().path("items").forEach(records::add);
            JsonNode next = reply.json().path("next");
            after = next.isNull() ? null : "&after=" + next.asText();
        } while (after != null);
        return records;
    }

    static JsonNode only(JsonNode items, String... fields) {
        ArrayNode kept = new ObjectMapper().createArrayNode();
        items.forEach(item -> {
            var one = kept.addObject();
            for (String field : fields) {
                one.set(field, item.path(field));
            }
        });
        return kept;
    }
}
