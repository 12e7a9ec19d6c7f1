package dev.kennzahl.tracing;

import java.util.Map;
import java.util.UUID;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;

import dev.kennzahl.TestTenant;

/** A tenant with a connection, whose CRM sends where each of its posts stands in a trace. */
final class TracedTenant {
    /** In the query of every post; nothing of it may show anywhere. */
    static final String CUSTOMER = "Mustermann";

    final TestTenant tenant = TestTenant.create();

    private final String url = tenant.request()
            .contentType("application/json")
            .body(Map.of("sender", "cloudevents", "name", "crm"))
            .post("/api/v1/connections")
            .then()
            .statusCode(201)
            .extract()
            .path("url");

    /** A deal is won, in a trace that the sender records; gives the id of the trace. */
    String won(String deal) {
        return won(deal, CUSTOMER);
    }

    /** The same of a deal with another name. */
    String won(String deal, String name) {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        String body =
                """
                {"specversion": "1.0", "type": "sales.deal.won", "source": "crm", "id": "won-%1$s", "time": "2026-01-10T10:00:00Z",
                 "data": {"dealId": "%1$s", "name": "%2$s", "amount": "100", "currency": "EUR", "closedAt": "2026-01-10T10:00:00Z"}}
                """
                        .formatted(deal, name);
        tenant.request()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/cloudevents+json", ContentType.TEXT)))
                .contentType("application/cloudevents+json")
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .queryParam("customer", CUSTOMER)
                .body(body)
                .post(url)
                .then()
                .statusCode(202);
        return traceId;
    }
}
