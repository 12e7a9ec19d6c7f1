package dev.kennzahl.forecast.backtest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.assertj.core.data.Offset;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BacktestTest {
    private static final String PATH = "/api/v1/forecasts/backtest";
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @ConfigProperty(name = "kennzahl.db.url")
    String url;

    @ConfigProperty(name = "kennzahl.db.user")
    String user;

    @ConfigProperty(name = "kennzahl.db.password")
    String password;

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void judgesPostedSeries() {
        JsonPath answer =
                post("{'frequency':1,'horizon':2,'origins':2,'methods':['naive','drift'],'series':[{'id':'a','values':[1,2,3,4,5,6,7,8]}]}")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        assertThat(answer.<Integer>getList("series[0].origins.step")).containsExactly(5, 6);
        assertThat(answer.<String>getList("series[0].methods.method")).containsExactly("drift", "naive");
        assertThat(answer.getDouble("series[0].methods[1].overall.mae")).isCloseTo(1.5, CLOSE);
        assertThat(answer.getDouble("series[0].methods[1].leadTimes[1].mae")).isCloseTo(2, CLOSE);
        assertThat(answer.getInt("series[0].methods[1].leadTimes[1].sampleSize"))
                .isEqualTo(2);
        assertThat(answer.getDouble("overall[1].owa")).isCloseTo(1, CLOSE);
        assertThat(answer.<String>getList("measures.key")).contains("mase", "owa", "coverage");
    }

    /** On what never changes nobody errs; without a season naive2 is the naive method by another name. */
    @Test
    void equalErrorsShareARankInOrderOfNames() {
        JsonPath answer =
                post("{'frequency':1,'horizon':1,'origins':2,'methods':['naive2','naive','drift'],'series':[{'id':'a','values':[5,5,5,5,5,5,5,5,5,5,5,5]},{'id':'b','values':[1,2,3,4,5,6,7,8,9,10,11,12]}]}")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        for (String methods :
                List.of("series.find { it.id == 'a' }.methods", "series.find { it.id == 'b' }.methods", "overall")) {
            assertThat(answer.<String>getList(methods + ".method")).containsExactly("drift", "naive", "naive2");
        }
        assertThat(answer.<Integer>getList("series.find { it.id == 'a' }.methods.rank"))
                .containsExactly(1, 1, 1);
        assertThat(answer.<Integer>getList("series.find { it.id == 'b' }.methods.rank"))
                .containsExactly(1, 2, 2);
        assertThat(answer.<Integer>getList("overall.rank")).containsExactly(1, 2, 2);
    }

    @Test
    void streamsALineForEachSeries() {
        String series =
                "{'id':'a','values':[1,2,4,3,5,6,7]},{'id':'b','values':[7,5,3,3,2,1,0]},{'id':'short','values':[7]}";
        String body = "{'frequency':1,'horizon':1,'methods':['naive'],'series':[" + series + "]}";
        List<String> lines = tenant.request()
                .contentType("application/json")
                .accept("application/x-ndjson")
                .body(body.replace('\'', '"'))
                .post(PATH)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(3);
        assertThat(lines)
                .extracting(line -> new JsonPath(line).getString("id"))
                .containsExactlyInAnyOrder("a", "b", "short");
        assertThat(lines).filteredOn(line -> line.contains("\"short\"")).allSatisfy(line -> assertThat(
                        new JsonPath(line).<Object>getList("origins"))
                .isEmpty());
    }

    @Test
    void judgesAKpiByGroupTheSameOverRestAndGraphQl() {
        tenant.importCsv("deals", deals());
        JsonPath rest =
                post("{'kpi':{'key':'won_revenue','from':'2024-01-01','to':'2025-09-01','groupBy':['region']},'horizon':3,'origins':4,'methods':['naive','theta']}")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(rest.<String>getList("series.group.region")).containsExactly("Nord", "Süd");
        assertThat(rest.<String>getList("series[0].origins.from"))
                .containsExactly("2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01");
        assertThat(rest.getInt("series[1].methods[0].overall.sampleSize")).isEqualTo(12);

        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { kpiBacktest(key: "won_revenue", query: {from: "2024-01-01", to: "2025-09-01", groupBy: ["region"]},
                            horizon: 3, origins: 4, methods: ["naive", "theta"])
                          { series { group { value } origins methods { method overall { owa mae coverage95 } } } overall { method owa } } }"""))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(graphQl.<Object>get("data.kpiBacktest.series.methods.overall.owa"))
                .isEqualTo(rest.get("series.methods.overall.owa"));
        assertThat(graphQl.<Object>get("data.kpiBacktest.overall.owa")).isEqualTo(rest.get("overall.owa"));
    }

    @Test
    void anOriginThatSeesOnlyWhatWasKnownDoesNotSeeWhatCameLate() throws SQLException {
        StringBuilder orders = new StringBuilder("order_id,ordered_at,customer_id,net_amount\n");
        for (int month = 0; month < 20; month++) {
            orders.append("O%d,%d-%02d-05,A,%d\n".formatted(month, 2024 + month / 12, month % 12 + 1, 100 + month));
        }
        // for July 2025, and known in September only
        tenant.importCsv("orders", orders + "LATE,2025-07-20,A,1000\n");
        knownWhenOrdered("2025-09-05");

        String test =
                "{'kpi':{'key':'revenue','from':'2024-01-01','to':'2025-09-01'},'horizon':1,'origins':1,'methods':['naive'],'knownAtOrigin':%s}";
        // What is forecast is August: 119. July is 118, and 1118 with hindsight.
        JsonPath then =
                post(test.formatted(true)).then().statusCode(200).extract().jsonPath();
        JsonPath now =
                post(test.formatted(false)).then().statusCode(200).extract().jsonPath();
        assertThat(then.getDouble("series[0].methods[0].overall.mae")).isCloseTo(1, CLOSE);
        assertThat(now.getDouble("series[0].methods[0].overall.mae")).isCloseTo(999, CLOSE);
    }

    @Test
    void ranksTheMethodsOnTheTenantsOwnKpis() {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,created_at,closed_at\n");
        for (int month = 1; month <= 20; month++) {
            LocalDate day = LocalDate.now().withDayOfMonth(1).minusMonths(month);
            deals.append("D%d,won,won,%d,%s,%s\n".formatted(month, 3_000 - 100 * month, day, day));
        }
        tenant.importCsv("deals", deals.toString());
        JsonPath board = tenant.request()
                .get("/api/v1/forecasts/methods?kpi=won_revenue,revenue&methods=naive,drift&horizon=2&origins=4")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(board.<String>getList("methods.key")).contains("auto", "naive2", "optimised_theta");
        assertThat(board.<String>getList("leaderBoard.kpis")).containsExactly("won_revenue");
        assertThat(board.<String>getList("leaderBoard.leftOut")).containsExactly("revenue");
        // on a straight line drift makes no error, the naive method that of a step or two
        assertThat(board.<String>getList("leaderBoard.ranks.method")).containsExactly("drift", "naive");
        assertThat(board.getDouble("leaderBoard.ranks[0].owa")).isCloseTo(0, CLOSE);
        assertThat(board.getInt("leaderBoard.ranks[1].sampleSize")).isEqualTo(8);
        assertThat(board.<String>getList("measures.key")).hasSize(10);
        JsonPath once = tenant.request()
                .get("/api/v1/forecasts/methods?kpi=won_revenue,revenue&methods=naive,drift&horizon=2&origins=1")
                .jsonPath();
        assertThat(once.<String>getList("leaderBoard.kpis")).containsExactly("won_revenue");
        assertThat(once.<String>getList("leaderBoard.leftOut")).containsExactly("revenue");
        assertThat(once.getInt("leaderBoard.ranks[1].sampleSize")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | MISSING_VALUE | series",
                "{'series':[],'kpi':{}}                                        | MISSING_VALUE | series",
                "{'series':[{'id':'a','values':[1]}]}                          | MISSING_VALUE | horizon",
                "{'series':[{'id':'a','values':[1]}],'horizon':1}              | MISSING_VALUE | frequency",
                "{'series':[{'id':'a','values':[1]}],'horizon':1,'origins':101} | INVALID_VALUE | origins",
                "{'series':[{'id':'a','values':[1]}],'horizon':1,'step':0}     | INVALID_VALUE | step",
                "{'series':[{'id':'a','values':[1]}],'horizon':1,'methods':['x']} | INVALID_VALUE | methods",
                "{'series':[{'id':'a','values':[1]}],'horizon':1,'knownAtOrigin':true} | INVALID_VALUE | knownAtOrigin",
                "{'kpi':{},'horizon':1}                                        | MISSING_VALUE | kpi.key",
                "{'kpi':{'key':'revenue','to':'2025-01-01'},'horizon':1}       | MISSING_VALUE | kpi.from",
                "{'kpi':{'key':'revenue','from':'2024-01-01','to':'2025-01-01','grain':'eon'},'horizon':1} | INVALID_VALUE | kpi.grain",
            })
    void namesTheMemberAtFault(String body, String code, String field) {
        Response answer = post(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("field")).isEqualTo(field);
    }

    private static String deals() {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,region,created_at,closed_at\n");
        for (int month = 0; month < 20; month++) {
            String day = "%d-%02d-05".formatted(2024 + month / 12, month % 12 + 1);
            deals.append(
                    "N%d,won,won,%d,Nord,%s,%s\n".formatted(month, 1_000 + 40 * month + 137 * month % 101, day, day));
            deals.append("S%d,won,won,%d,Süd,%s,%s\n".formatted(month, 500 - 20 * month + 71 * month % 53, day, day));
        }
        return deals.toString();
    }

    /** As if every order had come in on its day, and the late one on another. */
    private void knownWhenOrdered(String late) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:" + url, user, password);
                Statement session = database.createStatement()) {
            session.execute("SET ROLE kennzahl_app");
            session.execute("SET app.tenant_slug = '" + tenant.slug() + "'");
            session.execute("SELECT set_config('app.tenant', (SELECT tenant_id FROM tenant WHERE slug = '"
                    + tenant.slug() + "')::text, false)");
            session.execute("UPDATE order_line SET known_from = CASE WHEN external_id = 'LATE' THEN timestamptz '"
                    + late + "' ELSE ordered_at END WHERE tenant_id = current_setting('app.tenant')::integer");
        }
    }

    private Response post(String body) {
        return tenant.request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(PATH);
    }
}
