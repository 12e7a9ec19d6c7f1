package dev.kennzahl.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** The Pareto curve in a currency that is not the tenant's, by REST and GraphQL alike. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ParetoCurrencyTest {
    private static final String FEBRUARY = "from=2026-02-01&to=2026-03-01";
    private static final String IN_FEBRUARY = "{from: \"2026-02-01\", to: \"2026-03-01\", currency: \"%s\"}";

    private KpiClient plain;
    private ShapeClient client;

    @BeforeEach
    void importOrders() {
        TestTenant tenant = TestTenant.create();
        plain = new KpiClient(tenant);
        client = new ShapeClient(plain);
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,currency
                1,2026-02-03,A,300,EUR
                2,2026-02-12,B,200,EUR
                3,2026-02-05,C,100,USD
                """);
        tenant.importCsv("exchange-rates", "rate_on,base,quote,rate\n2026-02-01,EUR,USD,1.1\n2026-02-10,EUR,USD,2\n");
    }

    /** 300 × 1.1 = 330 of A, 200 × 2 = 400 of B, 100 of C, each by the rate of its day. */
    @Test
    void convertsByTheRateOfEachDay() {
        JsonNode pareto = client.same(
                "/api/v1/pareto?currency=USD&" + FEBRUARY, "pareto(query: " + IN_FEBRUARY.formatted("USD") + ")");
        assertThat(pareto.path("currency").asText()).isEqualTo("USD");
        assertThat(pareto.path("revenue").asText()).isEqualTo("830");
        assertThat(pareto.path("topRevenue").asText()).isEqualTo("400");
        assertThat(pareto.path("topShare").asText()).isEqualTo("0.481928");
        JsonNode customers = client.samePage(
                "/api/v1/pareto/customers?currency=USD&" + FEBRUARY,
                "paretoCustomers(query: " + IN_FEBRUARY.formatted("USD") + ")");
        assertThat(customers.path("items"))
                .extracting(one -> one.path("customer").asText() + " "
                        + one.path("revenue").asText())
                .containsExactly("B 400", "A 330", "C 100");
    }

    @Test
    void saysWhereThereIsNoRate() {
        JsonNode pareto = client.get("/api/v1/pareto?currency=JPY&" + FEBRUARY);
        assertThat(pareto.path("foreignLines").asInt()).isEqualTo(3);
        assertThat(pareto.path("revenue").isNull()).isTrue();
        assertThat(pareto.path("curve")).isEmpty();
    }

    @Test
    void refusesWhatIsNoCurrency() {
        JsonNode problem = plain.get("/api/v1/pareto?currency=euro&" + FEBRUARY, "application/json")
                .json();
        assertThat(problem.path("code").asText()).isEqualTo("INVALID_VALUE");
        assertThat(problem.path("field").asText()).isEqualTo("currency");
    }
}
