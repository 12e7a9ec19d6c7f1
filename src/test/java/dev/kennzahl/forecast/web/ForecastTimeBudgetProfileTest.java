package dev.kennzahl.forecast.web;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.config.WithDefault;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestLimits;
import dev.kennzahl.TestTenant;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asks for more than one answer may take is told so before the connection is cut, and it is computed no further. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestLimits.class)
class ForecastTimeBudgetProfileTest {
    private static final Duration TASK_IN_HAND = Duration.ofSeconds(20);

    @Inject
    ForecastWorkers workers;

    @ConfigProperty(name = "quarkus.http.idle-timeout")
    Duration idleTimeout;

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "/api/v1/forecasts/series   | 'horizon':18",
                "/api/v1/forecasts/backtest | 'horizon':3,'origins':1",
            })
    void aLargeBatchIsRefusedAndStops(String path, String rest) {
        String body = body(400, rest);
        Response refused = post(path, "application/json, application/problem+json", body);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(504);
        assertThat(refused.<String>path("code")).isEqualTo("QUERY_TIMEOUT");
        assertThat(refused.<String>path("detail")).contains("1.0 seconds", "application/x-ndjson");
        // One thread: if the batch went on, this would come after all of it.
        Awaitility.await()
                .atMost(TASK_IN_HAND)
                .until(() -> workers.run(() -> true).await().atMost(TASK_IN_HAND) && workers.requestsUnderWay() == 0);
        post(
                        "/api/v1/forecasts/series",
                        "application/json",
                        "{'horizon':1,'frequency':1,'method':'naive','series':[{'id':'a','values':[1,2]}]}")
                .then()
                .statusCode(200);
    }

    @Test
    void linesTakeAsLongAsTheyTake() {
        String lines = post("/api/v1/forecasts/series", "application/x-ndjson", body(100, "'horizon':18"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(lines.lines()).hasSize(100);
    }

    @Test
    void aBackTestOverGraphQlIsRefusedAlike() {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,created_at,closed_at\n");
        for (int day = 0; day < 300; day++) {
            String closed = LocalDate.of(2025, 1, 1).plusDays(day).toString();
            deals.append("D%1$d,won,won,%2$d,%3$s,%3$s\n".formatted(day, 100 + day * 7919 % 97, closed));
        }
        tenant.importCsv("deals", deals.toString());
        JsonPath answer = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { kpiBacktest(key: "won_revenue", query: {from: "2025-01-01", to: "2025-10-01", grain: DAY}, horizon: 3, origins: 100)
                          { overall { method } } }"""))
                .post("/graphql")
                .jsonPath();
        assertThat(answer.getString("errors[0].extensions.code"))
                .as(answer.prettify())
                .isEqualTo("QUERY_TIMEOUT");
        assertThat(answer.getString("errors[0].message")).contains("application/x-ndjson");
    }

    @Test
    void theTimeIsOverBeforeTheConnectionIsCut() throws NoSuchMethodException {
        String budget = ForecastConfig.class
                .getMethod("timeBudget")
                .getAnnotation(WithDefault.class)
                .value();
        assertThat(Duration.parse("PT" + budget)).isLessThan(idleTimeout.minusSeconds(15));
    }

    private Response post(String path, String accept, String body) {
        return tenant.request()
                .contentType("application/json")
                .accept(accept)
                .body(body.replace('\'', '"'))
                .post(path);
    }

    private static String body(int count, String rest) {
        String series = IntStream.range(0, count)
                .mapToObj(i -> "{'id':'s" + i + "','values':"
                        + IntStream.range(0, 120)
                                .mapToObj(t -> 100 + t + (t * 7919 + i * 31) % 97)
                                .toList()
                        + "}")
                .collect(Collectors.joining(","));
        return "{'frequency':12," + rest + ",'series':[" + series + "]}";
    }
}
