package dev.kennzahl.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.kennzahl.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks for shapes, by REST and by GraphQL, and takes both to be wrong where they differ. */
final class ShapeClient {
    private final KpiClient client;

    ShapeClient(KpiClient client) {
        this.client = client;
    }

    JsonNode get(String path) {
        PlainClient.Reply reply = client.get(path, "application/json");
        assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(200);
        return reply.json();
    }

    /**
     * What REST answers, which GraphQL must answer too, field by field; without the instant of the answer.
     *
     * @param field the GraphQL field with its arguments, {@code pareto(query: {…})}
     */
    JsonNode same(String path, String field) {
        JsonNode rest = withoutInstant(get(path));
        String query = "{ answer: " + field + selection(rest) + " }";
        JsonNode reply = client.post(
                        "/graphql", "application/json", PlainClient.write(Map.of("query", query)), Map.of())
                .json();
        assertThat(reply.path("errors").isMissingNode())
                .as("%s: %s", query, reply)
                .isTrue();
        assertThat(asRestWrites(withoutInstant(reply.path("data").path("answer"))))
                .as(query)
                .isEqualTo(rest);
        return rest;
    }

    /** The items of a page in REST, and the nodes of the connection in GraphQL, which must be the same. */
    JsonNode samePage(String path, String field) {
        JsonNode rest = get(path);
        String query = "{ answer: " + field + " { edges { node " + selection(rest.path("items"))
                + " } pageInfo { endCursor hasNextPage } totalCount } }";
        JsonNode reply = client.post(
                        "/graphql", "application/json", PlainClient.write(Map.of("query", query)), Map.of())
                .json();
        assertThat(reply.path("errors").isMissingNode())
                .as("%s: %s", query, reply)
                .isTrue();
        JsonNode answer = reply.path("data").path("answer");
        ArrayNode nodes = ((ObjectNode) rest).arrayNode();
        answer.path("edges").forEach(edge -> nodes.add(edge.path("node")));
        assertThat(nodes).as(query).isEqualTo(rest.path("items"));
        assertThat(answer.path("pageInfo").path("endCursor")).isEqualTo(rest.path("next"));
        if (rest.path("next").isNull() && !path.contains("after=")) {
            assertThat(answer.path("totalCount").asInt()).as(query).isEqualTo(nodes.size());
        } else {
            assertThat(answer.path("totalCount").asInt()).as(query).isGreaterThan(nodes.size());
        }
        return rest;
    }

    /** Units are an enum of GraphQL's, MONEY, and written small in REST. */
    private static JsonNode asRestWrites(JsonNode answer) {
        for (JsonNode holder : answer.findParents("unit")) {
            ((ObjectNode) holder).put("unit", holder.path("unit").asText().toLowerCase(Locale.ROOT));
        }
        return answer;
    }

    static JsonNode withoutInstant(JsonNode answer) {
        JsonNode copy = answer.deepCopy();
        ((ObjectNode) copy).remove("asOf");
        return copy;
    }

    /** Everything that the answer has, to be selected in GraphQL. */
    private static String selection(JsonNode answer) {
        Map<String, String> fields = new TreeMap<>();
        collect(answer, fields);
        return fields.isEmpty() ? "" : " { " + String.join(" ", fields.values()) + " }";
    }

    private static void collect(JsonNode node, Map<String, String> fields) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, fields));
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String selected = member.getKey() + selection(member.getValue());
                fields.merge(member.getKey(), selected, (one, other) -> one.length() > other.length() ? one : other);
            }
        }
    }
}
