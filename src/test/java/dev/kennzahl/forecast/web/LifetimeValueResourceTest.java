package dev.kennzahl.forecast.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LifetimeValueResourceTest {
    private static final Path CDNOW = Path.of("../shared/data/cdnow/cdnow_customers_summary_with_transactions.csv");
    private static final String GOOD = "{'id':'#','frequency':2,'recency':5,'age':9,'value':20}";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void fitsTheCustomersOfCdnow() throws IOException {
        Assumptions.assumeTrue(
                Files.isRegularFile(CDNOW),
                "skipped: third-party data is never committed, and " + CDNOW + " is not here");
        String customers = Files.readAllLines(CDNOW).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(c -> "{'id':'%s','frequency':%s,'recency':%s,'age':%s,'value':%s}"
                        .formatted(c[0], c[1], c[2], c[3], c[4]))
                .collect(Collectors.joining(","));

        JsonPath answer = post("{'horizon':39,'customers':[" + customers + "]}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getDouble("bgNbd.r")).isEqualTo(0.243, Offset.offset(0.0005));
        assertThat(answer.getDouble("bgNbd.logLikelihood")).isEqualTo(-9582.4, Offset.offset(0.05));
        assertThat(answer.getInt("bgNbd.sampleSize")).isEqualTo(2_357);
        assertThat(answer.getDouble("gammaGamma.q")).isEqualTo(3.74, Offset.offset(0.005));
        assertThat(answer.getInt("gammaGamma.sampleSize")).isEqualTo(946);
        assertThat(answer.getString("customers[0].id")).isEqualTo("1");
        assertThat(answer.getDouble("customers[0].expectedPurchases")).isEqualTo(1.226, Offset.offset(0.001));
        assertThat(answer.getDouble("customers[0].lifetimeValue"))
                .isEqualTo(
                        answer.getDouble("customers[0].expectedPurchases")
                                * answer.getDouble("customers[0].expectedValue"),
                        Offset.offset(1e-4));
        assertThat(answer.getList("assumptions")).hasSize(4);
    }

    @Test
    void worksWithoutAmounts() {
        String customer = "{'id':'#','frequency':2,'recency':5,'age':9},{'id':'#','frequency':0,'recency':0,'age':7}";
        JsonPath answer = post("{'horizon':9,'customers':[" + String.join(",", Collections.nCopies(6, customer)) + "]}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.<Object>get("gammaGamma")).isNull();
        assertThat(answer.<Object>get("customers[0].lifetimeValue")).isNull();
        assertThat(answer.getDouble("customers[0].expectedPurchases")).isPositive();
    }

    /** The longer ago they were here, the surer they are gone; at some age the likelihood was too large for a number. */
    @ParameterizedTest
    @ValueSource(ints = {1, 50, 500, 5_000})
    void customersWhoBoughtTwiceAtOnceAreGone(int age) {
        String customers = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{'id':'c%d','frequency':1,'recency':%s,'age':%d,'value':20}".formatted(i, .1 + i * .001, age))
                .collect(Collectors.joining(","));

        JsonPath answer = post("{'horizon':10,'discountRate':0.01,'customers':[" + customers + "]}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getDouble("bgNbd.logLikelihood")).isEqualTo(12.5856, Offset.offset(0.0005));
        assertThat(answer.getDouble("customers[0].expectedPurchases")).isBetween(0.0, 1e-9);
        assertThat(answer.getDouble("customers[0].lifetimeValue")).isZero();
        assertThat(answer.getDouble("customers[0].expectedValue")).isEqualTo(20, Offset.offset(0.01));
    }

    /** Amounts are exact texts, as everywhere; whoever posts numbers is understood. */
    @Test
    void takesAndGivesAmountsAsDecimals() {
        String customers = IntStream.range(0, 12)
                .mapToObj(i -> "{'id':'c%d','frequency':%d,'recency':%d,'age':40,'value':%s%d.50%s}"
                        .formatted(i, 1 + i % 4, 10 + i, i % 2 == 0 ? "'" : "", 20 + 3 * i, i % 2 == 0 ? "'" : ""))
                .collect(Collectors.joining(","));
        JsonPath answer = post("{'horizon':9,'customers':[" + customers + "]}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.<Object>getList("customers.lifetimeValue"))
                .hasSize(12)
                .allSatisfy(value ->
                        assertThat(value).isInstanceOf(String.class).asString().matches("\\d+\\.\\d{4}"));
        assertThat(answer.<Object>getList("customers.expectedValue")).hasOnlyElementsOfType(String.class);
        assertThat(answer.<Object>get("currency")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                           | INVALID_VALUE | horizon",
                "{'horizon':1001}                             | INVALID_VALUE | horizon",
                "{'horizon':9,'discountRate':-1}              | INVALID_VALUE | discountRate",
                "{'horizon':9,'margin':0}                     | INVALID_VALUE | margin",
                "{'horizon':9}                                | INVALID_VALUE | customers",
                "{'horizon':9,'customers':[G]}                | INVALID_VALUE | customers",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,G,null]} | MISSING_VALUE | customers[9].id",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,G,{'id':'x','frequency':-1}]} | INVALID_VALUE | customers[9].frequency",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,G,{'id':'x','frequency':1,'age':0}]} | INVALID_VALUE | customers[9].age",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,G,{'id':'x','frequency':1,'age':3,'recency':4}]} | INVALID_VALUE | customers[9].recency",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,G,{'id':'x','frequency':0,'age':3,'recency':2}]} | INVALID_VALUE | customers[9].recency",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,G,{'id':'x','frequency':1,'age':3,'recency':2,'value':-1}]} | INVALID_VALUE | customers[9].value",
                "{'horizon':9,'customers':[N,N,N,N,N,N,N,N,N,N]} | INVALID_VALUE | customers",
                "{'horizon':9,'customers':[G,G,G,G,G,G,G,G,{'id':'x','frequency':1,'age':3,'recency':2},{'id':'x','frequency':1,'age':3,'recency':2}]} | INVALID_VALUE | customers[9].id",
            })
    void namesTheMemberAtFault(String body, String code, String field) {
        Response answer = post(body.replace("G", GOOD).replace("N", "{'id':'#','frequency':0,'recency':0,'age':9}"));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("field")).isEqualTo(field);
    }

    /** @param body with # for a number that differs each time */
    private Response post(String body) {
        Matcher place = Pattern.compile("#").matcher(body);
        AtomicInteger number = new AtomicInteger();
        String numbered = place.replaceAll(found -> "" + number.incrementAndGet());
        return tenant.request()
                .contentType("application/json")
                .body(numbered.replace('\'', '"'))
                .post("/api/v1/customers/lifetime-value/fit");
    }
}
