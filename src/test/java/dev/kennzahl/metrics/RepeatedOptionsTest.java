package dev.kennzahl.metrics;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** An option that is named twice is refused, whoever takes options, as nobody could say which is meant. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RepeatedOptionsTest {
    private static final String PERIOD = "?from=2026-02-01&to=2026-03-01";
    private static final String TWICE = "&option=signals:1&option=signals:2";

    private KpiClient client;

    @BeforeEach
    void makeTenant() {
        client = new KpiClient(TestTenant.create());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kpis/churn_risk_segments/values" + PERIOD,
                "kpis/churn_risk_segments/records" + PERIOD,
                "kpis/churn_risk_segments/explanation" + PERIOD + "&compareFrom=2026-01-01&compareTo=2026-02-01",
                "kpis/churn_risk_segments/trend" + PERIOD,
                "kpis/churn_risk_segments/forecast" + PERIOD + "&horizon=1",
                "segments/churn-risk" + PERIOD,
                "segments/churn-risk/customers" + PERIOD,
                "leaderboards/churn_risk_segments" + PERIOD
            })
    void inRest(String path) {
        JsonNode problem =
                client.get("/api/v1/" + path + TWICE, "application/json").json();
        assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo("INVALID_VALUE");
        assertThat(problem.path("detail").asText())
                .isEqualTo("option names 'signals' more than once; give each option one value.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kpi(key: \"churn_risk_segments\", query: {%1$s, options: %2$s}) { unit }",
                "kpiRecords(key: \"churn_risk_segments\", query: {%1$s, options: %2$s}) { totalCount }",
                "explainChange(key: \"churn_risk_segments\", query: {%1$s, compareFrom: \"2026-01-01\", compareTo: \"2026-02-01\", options: %2$s}) { change }",
                "churnRiskSegments(query: {%1$s}, options: %2$s) { share }",
                "churnRiskCustomers(query: {%1$s}, options: %2$s) { totalCount }",
                "leaderBoard(kpi: \"churn_risk_segments\", query: {%1$s}, options: %2$s) { unit }"
            })
    void inGraphQl(String field) {
        String query = "{ "
                + field.formatted(
                        "from: \"2026-02-01\", to: \"2026-03-01\"",
                        "[{name: \"signals\", value: 1}, {name: \"signals\", value: 2}]")
                + " }";
        JsonNode error = client.post(
                        "/graphql", "application/json", PlainClient.write(Map.of("query", query)), Map.of())
                .json()
                .at("/errors/0");
        assertThat(error.at("/extensions/code").asText()).as(error.toString()).isEqualTo("INVALID_VALUE");
        assertThat(error.path("message").asText()).contains("options names 'signals' more than once");
    }

    @Test
    void differentOnesAreTaken() {
        assertThat(client.get(
                                "/api/v1/segments/churn-risk" + PERIOD + "&option=signals:1&option=window_days:90",
                                "application/json")
                        .status())
                .isEqualTo(200);
    }
}
