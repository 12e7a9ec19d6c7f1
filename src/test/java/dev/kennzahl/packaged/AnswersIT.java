package dev.kennzahl.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.kennzahl.packaged.ServiceClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged application answers as the tested one does: what is left out of the package is noticed here. */
class AnswersIT {
    /** Where one of several parameters must be given, so that none of them is required. */
    private static final Map<String, String> ONE_OF = Map.of(
            "/api/v1/forecasts/waterfall", "&period=2025",
            "/api/v1/forecasts/waterfall/records", "&period=2025");

    /** What no list names, and what not every KPI has: values enough for a forecast, parts that add up. */
    private static final Map<String, List<String>> NAMED = Map.of(
            "/api/v1/funnels/{funnel}", List.of("leads", "stages"),
            "/api/v1/leaderboards/{kpi}", List.of("won_revenue", "win_rate"),
            "/api/v1/kpis/{key}/explanation", List.of("won_revenue", "win_rate", "open_pipeline_value"),
            "/api/v1/kpis/{key}/forecast", List.of("won_revenue", "win_rate"),
            "/api/v1/kpis/{key}/trend", List.of("won_revenue", "win_rate", "open_pipeline_value"));

    private static final Map<String, String> DAYS =
            Map.of("to", "2026-01-01", "compareFrom", "2024-01-01", "compareTo", "2025-01-01", "horizon", "3");

    private final ServiceClient client = DemoCompany.service().demo();

    @Test
    void theContractsFilesAreServedAsCommitted() throws IOException {
        for (String path : List.of("/openapi", "/openapi.yaml", "/openapi?format=yaml")) {
            assertThat(client.ask(path).body()).as(path).isEqualTo(Files.readString(Path.of("openapi/openapi.yaml")));
        }
        assertThat(client.get("/openapi.json")).isEqualTo(client.get("/openapi?format=json"));
        assertThat(client.ask("/graphql/schema.graphql").body())
                .isEqualTo(Files.readString(Path.of("openapi/schema.graphql")));
    }

    @Test
    void everyReadingOperationOfTheOpenApiDocumentAnswers() {
        List<String> asked = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        client.get("/openapi?format=json").path("paths").properties().forEach(path -> {
            if (path.getValue().has("get")) {
                for (String address : addresses(path.getKey())) {
                    String full = address
                            + requiredParameters(path.getValue().path("get"))
                            + ONE_OF.getOrDefault(path.getKey(), "");
                    Answer answer = client.ask(full);
                    if (answer.status() != 200) {
                        refused.add(full + ": " + answer.status() + " " + answer.body());
                    }
                    asked.add(full);
                }
            }
        });
        System.out.println("AnswersIT: " + asked.size() + " addresses asked");
        assertThat(refused).isEmpty();
        assertThat(asked).hasSizeGreaterThan(30);
    }

    @Test
    void pagesForPeopleAndMachinesAreThere() {
        for (String path : List.of(
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/swagger-ui/",
                "/q/graphql-ui/",
                "/openapi",
                "/graphql/schema.graphql")) {
            assertThat(client.ask(path).status()).as(path).isEqualTo(200);
        }
    }

    /** The path with ids of what is there; none where nothing is listed that an id could be taken from. */
    private List<String> addresses(String path) {
        if (!path.contains("{")) {
            return List.of(path);
        }
        if (NAMED.containsKey(path)) {
            return NAMED.get(path).stream()
                    .map(name -> path.replaceFirst("\\{[^}]*}", name))
                    .toList();
        }
        String list = path.substring(0, path.indexOf("/{"));
        boolean isListed = !list.equals("/api/v1/imports") && !list.equals("/api/v1/import-mappings");
        List<String> addresses = new ArrayList<>();
        if (isListed) {
            for (JsonNode item : client.get(list).path("items")) {
                // A forecast is made by a method, and no records add up to it.
                if (path.endsWith("/records") && item.path("kind").asText().equalsIgnoreCase("forecast")) {
                    continue;
                }
                JsonNode id = item.has("key") ? item.path("key") : item.path("id");
                addresses.add(path.replaceFirst("\\{[^}]*}", id.asText()));
                if (!item.has("key")) {
                    break; // one record stands for all, whereas every KPI is a case of its own
                }
            }
        }
        return addresses;
    }

    private static String requiredParameters(JsonNode operation) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            boolean asked = parameter.path("in").asText().equals("query")
                    && parameter.path("required").asBoolean();
            if (asked) {
                String name = parameter.path("name").asText();
                query.append(query.isEmpty() ? "?" : "&").append(name);
                query.append("=").append(DAYS.getOrDefault(name, "2025-01-01"));
            }
        }
        return query.toString();
    }
}
