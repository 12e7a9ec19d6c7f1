package dev.kennzahl.forecast.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.forecast.ForecastWorkers;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SeriesForecastResourceTest {
    private static final String PATH = "/api/v1/forecasts/series";

    @Inject
    ForecastWorkers workers;

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void answersInTheOrderOfTheRequestWithIntervals() {
        JsonPath answer =
                post("""
                        {"series": [{"id": "b", "values": [3, 1, 4, 1, 5, 9, 2, 6]}, {"id": "a", "values": [2, null, 4]}],
                         "frequency": 1, "horizon": 2, "method": "naive"}""")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        assertThat(answer.<String>getList("series.id")).containsExactly("b", "a");
        assertThat(answer.<String>getList("series.method")).containsOnly("naive");
        assertThat(answer.<Number>getList("series[1].mean"))
                .extracting(Number::doubleValue)
                .containsExactly(4.0, 4.0);
        // one change of 1, filled by a straight line, and one more
        assertThat(answer.getDouble("series[1].low.'95'[0]"))
                .isEqualTo(4 - 1.959964, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(answer.getDouble("series[1].high.'80'[0]"))
                .isEqualTo(4 + 1.281552, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void theDefaultMethodIsAuto() {
        JsonPath answer = post(request(1, 30, "\"horizon\": 6, \"frequency\": 12"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getString("series[0].method")).isEqualTo("auto");
        assertThat(answer.getString("series[0].model")).isEqualTo("weighted median of 8");
        assertThat(answer.getList("series[0].mean")).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                  | MISSING_VALUE |",
                "{}                                                                | MISSING_VALUE | horizon",
                "{'horizon':3}                                                     | MISSING_VALUE | frequency",
                "{'horizon':0,'frequency':1}                                       | INVALID_VALUE | horizon",
                "{'horizon':367,'frequency':1}                                     | INVALID_VALUE | horizon",
                "{'horizon':3,'frequency':367}                                     | INVALID_VALUE | frequency",
                "{'horizon':3,'frequency':1}                                       | MISSING_VALUE | series",
                "{'horizon':3,'frequency':1,'series':[]}                           | MISSING_VALUE | series",
                "{'horizon':3,'frequency':1,'series':[null]}                       | MISSING_VALUE | series[0].id",
                "{'horizon':3,'frequency':1,'series':[{'values':[1,2]}]}           | MISSING_VALUE | series[0].id",
                "{'horizon':3,'frequency':1,'series':[{'id':'a'}]}                 | MISSING_VALUE | series[0].values",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[null]}]} | MISSING_VALUE | series[0].values",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[1]}]}    | INVALID_VALUE | series[0].values",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[1,1e400]}]}  | INVALID_VALUE | series[0].values[1]",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[1,2]},{'id':'a','values':[1,2]}]} | INVALID_VALUE | series[1].id",
                "{'horizon':3,'frequency':1,'method':'magic','series':[{'id':'a','values':[1,2]}]} | INVALID_VALUE | method",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[1,'2']}]}    | INVALID_JSON  | series[0].values[1]",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[1,[2]]}]}    | INVALID_JSON  | series[0].values[1]",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':'1,2'}]}      | INVALID_JSON  | series[0].values",
                "{'horizon':3,'frequency':1,'series':[{'id':'a','values':[1,2],'x':1}]} | UNKNOWN_FIELD | x",
                "{'horizon':3,'frequency':1,'serie':[]}                            | UNKNOWN_FIELD | serie",
            })
    void refusesWhatCannotBeForecastAndNamesTheMember(String body, String code, String field) {
        for (String accept : List.of("application/json", "application/x-ndjson")) {
            Response answer = tenant.request()
                    .contentType("application/json")
                    .accept(accept + ", application/problem+json")
                    .body(body == null ? "" : body.replace('\'', '"'))
                    .post(PATH);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
            assertThat(answer.<String>path("code")).isEqualTo(code);
            assertThat(answer.<String>path("field")).isEqualTo(field);
        }
    }

    /** Who sends one value is not sent to a method that needs two. */
    @Test
    void advisesWhatHelps() {
        String one = "{\"horizon\":3,\"frequency\":1,\"method\":\"%s\",\"series\":[{\"id\":\"a\",\"values\":[%s]}]}";
        assertThat(post(one.formatted("auto", "1")).<String>path("detail")).endsWith("needs at least 2. Send more.");
        assertThat(post(one.formatted("theta", "1")).<String>path("detail")).endsWith("Send more.");
        assertThat(post(one.formatted("holt", "1,2")).<String>path("detail"))
                .endsWith("Send more, or use auto, which needs 2.");
    }

    @Test
    void refusesMoreSeriesAndLongerOnesThanConfigured() {
        assertThat(post(request(1_001, 2, "\"horizon\": 1, \"frequency\": 1, \"method\": \"naive\""))
                        .<String>path("field"))
                .isEqualTo("series");
        assertThat(post(request(1, 2_001, "\"horizon\": 1, \"frequency\": 1")).<String>path("field"))
                .isEqualTo("series[0].values");
        post(request(1_000, 2, "\"horizon\": 1, \"frequency\": 1, \"method\": \"naive\""))
                .then()
                .statusCode(200);
    }

    /** 1.5 is neither 1 nor 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/forecasts/series           | {'series':[{'id':'a','values':[1,2,3]}],'horizon':1,'frequency':1.5} | frequency",
                "/api/v1/forecasts/series           | {'series':[{'id':'a','values':[1,2,3]}],'horizon':1.0,'frequency':1} | horizon",
                "/api/v1/forecasts/backtest         | {'series':[{'id':'a','values':[1,2,3]}],'horizon':1,'frequency':1,'origins':2.5} | origins",
                "/api/v1/trends                     | {'series':[{'id':'a','values':[1,2,3]}],'frequency':12.5} | frequency",
                "/api/v1/customers/lifetime-value/fit | {'horizon':9,'customers':[{'id':'a','frequency':1.5,'recency':1,'age':2}]} | customers[0].frequency"
            })
    void takesNoFractionForAWholeNumber(String path, String body, String field) {
        Response answer = tenant.request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo("INVALID_VALUE");
        assertThat(answer.<String>path("field")).isEqualTo(field);
        assertThat(answer.<String>path("detail")).contains("whole number");
    }

    @Test
    void needsARoleThatReads() {
        RestAssured.given()
                .contentType("application/json")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(401);
        String key = tenant.request()
                .contentType("application/json")
                .body(Map.of("name", "sender", "roles", List.of("ingest")))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        RestAssured.given()
                .header("X-API-Key", key)
                .contentType("application/json")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void streamsALineForEachSeries() {
        String body = tenant.request()
                .contentType("application/json")
                .accept("application/x-ndjson")
                .body(request(20, 40, "\"horizon\": 3, \"frequency\": 4"))
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();

        List<String> ids =
                body.lines().map(line -> JsonPath.from(line).getString("id")).toList();
        assertThat(ids).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void givesTheSameInAStreamAndInOne() {
        String request = request(5, 60, "\"horizon\": 3, \"frequency\": 12");
        JsonPath all = post(request).jsonPath();
        String lines = tenant.request()
                .contentType("application/json")
                .accept("application/x-ndjson")
                .body(request)
                .post(PATH)
                .asString();

        lines.lines().map(JsonPath::from).forEach(line -> assertThat(line.<Object>getList("mean"))
                .isEqualTo(all.getList("series.find { it.id == '" + line.getString("id") + "' }.mean")));
    }

    @Test
    void endsWhenTheClientLeavesAndAnswersOthersMeanwhile() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(RestAssured.baseURI + ":" + RestAssured.port + PATH)
                        .toURL()
                        .openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("X-API-Key", tenant.key());
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", "application/x-ndjson");
        connection
                .getOutputStream()
                .write(request(1_000, 120, "\"horizon\": 18, \"frequency\": 12").getBytes(StandardCharsets.UTF_8));
        var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).contains("\"id\"");
        assertThat(workers.requestsUnderWay()).isEqualTo(1);

        long asked = System.nanoTime();
        tenant.request().get("/api/v1/kpis").then().statusCode(200);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));

        connection.disconnect();
        // The whole batch would take several times as long.
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> workers.requestsUnderWay() == 0);
    }

    private Response post(String body) {
        return tenant.request().contentType("application/json").body(body).post(PATH);
    }

    private static String request(int count, int length, String rest) {
        String series = IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": \"s" + i + "\", \"values\": "
                        + IntStream.range(0, length)
                                .mapToObj(t -> 100 + t + (t * 7919 + i * 31) % 97)
                                .toList()
                        + "}")
                .collect(java.util.stream.Collectors.joining(","));
        return "{\"series\": [" + series + "], " + rest + "}";
    }
}
