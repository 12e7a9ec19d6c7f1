package dev.kennzahl.forecast.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Kpis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customers of the worked example, whose fit SciPy 1.17 gives: BG/NBD 0.163403, 0.345367 months, 0.455254, 0.313861; Gamma-Gamma
 * 5.385202, 2.090567, 13.987587; expectations by its hyp2f1.
 */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class PredictiveValueTest {
    private static final String KPI = "/api/v1/kpis/customer_lifetime_value/values";
    private static final String YEAR = "?variant=predictive&from=2025-01-01&to=2026-01-01";
    private static final String CUSTOMERS = "/api/v1/customers/lifetime-value";

    @Inject
    Kpis kpis;

    private TestTenant tenant;

    @BeforeEach
    void theCustomersOfTheWorkedExample() {
        tenant = TestTenant.create();
        kpis.get("customer_lifetime_value").definition().examples().stream()
                .filter(example -> example.variant().equals("predictive"))
                .flatMap(example -> example.files().stream())
                .forEach(file -> tenant.importCsv(file.dataset(), file.rows()));
    }

    @ParameterizedTest
    @CsvSource({"A-1, 8.5555", "B-15, 13.7209", "H-2, 30.3795", "I-1, 108.9459", "J-2, 645.5461"})
    void expectsOfEachCustomerWhatSciPyDoes(String customer, String value) {
        assertThat(values("&where=customer:" + customer).getString("series[0].points[0].value"))
                .isEqualTo(value);
        assertThat(values("&groupBy=customer")
                        .getString("series.find { it.group.customer == '" + customer + "' }.points[0].value"))
                .isEqualTo(value);
    }

    @Test
    void looksAsFarAheadAsAsked() {
        JsonPath answer = values("&option=horizon_months:24&option=discount_basis_points:0");
        assertThat(answer.getString("series[0].points[0].value")).isEqualTo("52.5822");
        assertThat(answer.getInt("series[0].points[0].sampleSize")).isEqualTo(75);
    }

    @Test
    void saysTheSameInEveryFormAndCanBeVerified() {
        String csv = tenant.request()
                .accept("text/csv")
                .get(KPI + YEAR)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains("customer_lifetime_value,predictive,2025-01-01,2026-01-01,28.5394,money,EUR");
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { kpi(key: "customer_lifetime_value", query: {variant: "predictive", from: "2025-01-01", to: "2026-01-01"})
                          { series { points { value sampleSize } } receipt { token } } }"""))
                .post("/graphql")
                .jsonPath();
        assertThat(graphQl.getString("data.kpi.series[0].points[0].value")).isEqualTo("28.5394");
        String status = tenant.request()
                .contentType("application/json")
                .body(Map.of("token", graphQl.getString("data.kpi.receipt.token")))
                .post("/api/v1/receipts/verify")
                .path("status");
        assertThat(status).isEqualTo("same");
    }

    @Test
    void isUnknownWhileTooFewCameBack() {
        JsonPath early = JsonPath.from(tenant.request()
                .get(KPI + "?variant=predictive&from=2025-01-01&to=2025-02-10")
                .asString());
        assertThat(early.<Object>get("series[0].points[0].value")).isNull();
        assertThat(early.getString("series[0].points[0].reason")).isEqualTo("VALUE_UNKNOWN");
        assertThat(values("&asOf=2025-06-01T00:00:00Z").getString("series[0].points[0].reason"))
                .isEqualTo("NO_DENOMINATOR");
    }

    @Test
    void whatIsExpectedOfEachCustomerAddsUpToTheValue() {
        for (String filter : List.of("", "&where=customer:J-1,J-2,H-2,A-1")) {
            List<Map<String, Object>> records = records(YEAR + filter, 40);
            JsonPath point = values(filter);
            assertThat(sum(records, "numerator"))
                    .isEqualByComparingTo(point.getString("series[0].points[0].numerator"));
            assertThat(sum(records, "denominator"))
                    .isEqualByComparingTo(point.getString("series[0].points[0].denominator"));
            assertThat(records).hasSize(point.getInt("series[0].points[0].sampleSize"));
            assertThat(sum(records, "numerator").divide(sum(records, "denominator"), 4, RoundingMode.HALF_EVEN))
                    .isEqualByComparingTo(point.getString("series[0].points[0].value"));
            assertThat(records)
                    .filteredOn(record -> record.get("customerId").equals("J-2"))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.get("numerator").toString()).startsWith("645.54606");
                        assertThat(record.get("shares"))
                                .isEqualTo(List.of(Map.of(
                                        "figure",
                                        "customer_lifetime_value[predictive]",
                                        "numerator",
                                        record.get("numerator"),
                                        "denominator",
                                        record.get("denominator"))));
                    });
        }
    }

    @Test
    void whileTooFewCameBackNobodyKnowsWhatACustomerAdds() {
        assertThat(records("?variant=predictive&from=2025-01-01&to=2025-02-10", 500))
                .isNotEmpty()
                .allSatisfy(record -> {
                    assertThat(record.get("numerator")).isNull();
                    assertThat(record.get("denominator")).isEqualTo("1");
                });
    }

    private List<Map<String, Object>> records(String query, int pageSize) {
        List<Map<String, Object>> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonPath page = tenant.request()
                    .get(KPI.replace("/values", "/records") + query + "&first=" + pageSize + after)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            all.addAll(page.getList("items"));
            after = page.get("next") == null ? null : "&after=" + page.getString("next");
        }
        return all;
    }

    private static BigDecimal sum(List<Map<String, Object>> records, String part) {
        return records.stream()
                .map(record -> new BigDecimal(record.get(part).toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void listsCustomersPageByPage() {
        String query = CUSTOMERS + "?from=2025-01-01&to=2026-01-01&first=40";
        JsonPath first = JsonPath.from(tenant.request().get(query).asString());
        JsonPath second = JsonPath.from(tenant.request()
                .get(query + "&after=" + first.getString("next"))
                .asString());

        assertThat(first.getList("items")).hasSize(40);
        assertThat(second.getList("items")).hasSize(35);
        assertThat(second.<Object>get("next")).isNull();
        assertThat(first.getDouble("bgNbd.r")).isEqualTo(0.163403, Offset.offset(1e-5));
        assertThat(first.getDouble("bgNbd.alpha")).isEqualTo(0.345367 * 30.4375, Offset.offset(1e-3));
        assertThat(first.getDouble("gammaGamma.gamma")).isEqualTo(13.987587, Offset.offset(1e-3));
        assertThat(second.getString("items[34].customerId")).isEqualTo("J-2");
        assertThat(second.getInt("items[34].frequency")).isEqualTo(8);
        assertThat(second.getInt("items[34].recencyDays")).isEqualTo(314);
        assertThat(second.getInt("items[34].ageDays")).isEqualTo(355);
    }

    /** A filter chooses whom to list; the models stay those of all customers. */
    @Test
    void expectsTheSameOfACustomerWhoeverIsListed() {
        String query = CUSTOMERS + "?from=2025-01-01&to=2026-01-01&first=500";
        JsonPath all = JsonPath.from(tenant.request().get(query).asString());
        JsonPath one = JsonPath.from(
                tenant.request().get(query + "&where=customer:J-2").asString());

        assertThat(one.getList("items.customerId")).isEqualTo(List.of("J-2"));
        assertThat(one.<Object>get("bgNbd")).isEqualTo(all.get("bgNbd"));
        assertThat(one.<Object>get("gammaGamma")).isEqualTo(all.get("gammaGamma"));
        assertThat(one.<Object>get("items[0]")).isEqualTo(all.get("items.find { it.customerId == 'J-2' }"));
        assertThat(one.<Object>get("items[0].expected.lifetimeValue"))
                .isInstanceOf(String.class)
                .asString()
                .matches("\\d+\\.\\d{4}");
        assertThat(one.getInt("bgNbd.sampleSize")).isEqualTo(75);
    }

    @Test
    void fitsOrdersThatCameIn() {
        JsonPath answer = tenant.request()
                .contentType("application/json")
                .body(Map.of("from", "2025-01-01", "to", "2026-01-01", "unit", "month", "horizon", 12))
                .post(CUSTOMERS + "/fit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getDouble("bgNbd.alpha")).isEqualTo(0.345367, Offset.offset(1e-5));
        assertThat(answer.getDouble("bgNbd.logLikelihood")).isEqualTo(-175.046121, Offset.offset(1e-5));
        assertThat(answer.getInt("gammaGamma.sampleSize")).isEqualTo(30);
        assertThat(answer.getList("customers")).hasSize(75);
        assertThat(answer.getString("currency")).isEqualTo("EUR");
        assertThat(answer.getList("assumptions")).hasSize(6);
    }

    /** All at one rate, of one amount, and gone at once: parameters run away, as nothing tells how much customers differ. */
    @Test
    void whoBoughtTwiceAtOnceAndNeverAgainBringsNothing() {
        tenant = TestTenant.create();
        StringBuilder orders = new StringBuilder("order_id,ordered_at,customer_id,net_amount\n");
        for (int i = 0; i < 40; i++) {
            orders.append("F-%1$d,2025-01-01,C-%1$02d,50\nS-%1$d,2025-01-02,C-%1$02d,50\n".formatted(i));
        }
        tenant.importCsv("orders", orders.toString());

        assertThat(values("").getDouble("series[0].points[0].value")).isZero();
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { kpi(key: "customer_lifetime_value", query: {variant: "predictive", from: "2025-01-01", to: "2026-01-01"})
                          { series { points { value reason } } } }"""))
                .post("/graphql")
                .jsonPath();
        assertThat(graphQl.getDouble("data.kpi.series[0].points[0].value")).isZero();
        JsonPath listed = tenant.request()
                .get(CUSTOMERS + "?from=2025-01-01&to=2026-01-01")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(listed.getDouble("items[0].expected.expectedPurchases")).isBetween(0.0, 1e-9);
        assertThat(listed.getDouble("items[0].expected.expectedValue")).isEqualTo(50, Offset.offset(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "?to=2026-01-01,                                     MISSING_VALUE, from",
        "?from=2026-01-01&to=2025-01-01,                     INVALID_PERIOD, from",
        "?from=2025-01-01&to=2026-01-01&horizonDays=0,       INVALID_VALUE, horizonDays",
        "?from=2025-01-01&to=2026-01-01&discountRate=2,      INVALID_VALUE, discountRate",
        "?from=2025-01-01&to=2026-01-01&where=colour:red,    UNKNOWN_DIMENSION, where",
        "?from=2025-12-30&to=2026-01-01,                     INVALID_VALUE, from",
        "?from=2025-01-01&to=2026-01-01&first=501,           INVALID_VALUE, first",
    })
    void namesTheParameterAtFault(String query, String code, String field) {
        JsonPath answer = JsonPath.from(tenant.request().get(CUSTOMERS + query).asString());
        assertThat(answer.getString("code")).as(answer.prettify()).isEqualTo(code);
        assertThat(answer.getString("field")).isEqualTo(field);
    }

    private JsonPath values(String more) {
        return tenant.request()
                .get(KPI + YEAR + more)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
