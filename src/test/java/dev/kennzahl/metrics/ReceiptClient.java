package dev.kennzahl.metrics;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Takes receipts and has them verified, as callers do. */
record ReceiptClient(KpiClient client) {
    private static final String ASK =
            "query($key: ID!, $query: KpiQueryInput!) { kpi(key: $key, query: $query) { receipt "
                    + "{ definitionVersion asOf watermark records digest token } } }";

    JsonNode of(Question question) {
        PlainClient.Reply reply = client.get(question.path("values"), "application/json");
        assertThat(reply.status()).as("%s: %s", question, reply.body()).isEqualTo(200);
        return reply.json().path("receipt");
    }

    String tokenOf(Question question) {
        return of(question).path("token").asText();
    }

    JsonNode ofGraphQl(Question question) {
        JsonNode json = client.post(
                        "/graphql",
                        "application/json",
                        PlainClient.write(Map.of("query", ASK, "variables", question.variables())),
                        Map.of("Accept-Language", "de"))
                .json();
        assertThat(json.path("errors").isMissingNode()).as(json.toString()).isTrue();
        return json.path("data").path("kpi").path("receipt");
    }

    PlainClient.Reply post(Map<String, ?> body) {
        return client.post("/api/v1/receipts/verify", "application/json", PlainClient.write(body), Map.of());
    }

    JsonNode verify(String token) {
        PlainClient.Reply reply = post(Map.of("token", token));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }
}
