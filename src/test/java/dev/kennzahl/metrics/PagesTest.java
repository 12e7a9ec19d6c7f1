package dev.kennzahl.metrics;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.shape.CustomerPage;
import dev.kennzahl.metrics.shape.CustomerPages;
import dev.kennzahl.metrics.shape.ShapeQuery;
import dev.kennzahl.sales.TenantSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages about a customer and a rep: by hand, against the KPIs, and in how many statements. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PagesTest {
    private static final String YEAR = "from=2026-01-01&to=2027-01-01";
    private static final String IN_YEAR = "query: {from: \"2026-01-01\", to: \"2027-01-01\"}";

    /** Background, purchases, open deals, contracts, answers, contacts. */
    private static final int SECTIONS = 6;

    @Inject
    TenantTransactions transactions;

    @Inject
    KpiEngine engine;

    @Inject
    KpiBooks books;

    @Inject
    QuestionReader reader;

    @Inject
    CustomerPages pages;

    @Inject
    TestTenants tenants;

    private TestTenant tenant;
    private ShapeClient client;

    @BeforeEach
    void load() {
        tenant = TestTenant.create();
        client = new ShapeClient(new KpiClient(tenant));
        tenant.importCsv("employees", "employee_id,name,team,role,hired_on\nE1,Ada,North,rep,2020-01-01\n");
        tenant.importCsv(
                "customers",
                "customer_id,name,region,country,industry,segment,company_size,needs,owner_id,became_customer_on\n"
                        + "K1,Acme,East,DE,Steel,A,50,Light,E1,2025-05-01\n");
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,variable_cost,kind,employee_id
                1,2025-06-01,K1,1000,400,sale,E1
                2,2026-02-01,K1,500,200,sale,E1
                3,2026-02-10,K1,100,40,return,E1
                4,2026-02-01,K2,9000,1000,sale,E1
                """);
        tenant.importCsv(
                "deals",
                """
                deal_id,name,stage,status,customer_id,owner_id,amount,probability,created_at,closed_at,expected_close_on
                D1,Lamps,offer,open,K1,E1,800,0.5,2026-03-01,,2026-12-31
                D2,Bulbs,new,open,K1,E1,200,,2026-03-02,,2026-12-01
                D3,Past,won,won,K1,E1,700,1,2026-01-05,2026-02-04,
                D4,Gone,lost,lost,K2,E1,700,0,2026-01-05,2026-02-04,
                """);
        tenant.importCsv(
                "contracts",
                "contract_id,customer_id,start_on,end_on,annual_value\nV1,K1,2025-01-01,,1200\nV2,K1,2024-01-01,2024-12-31,900\n");
        tenant.importCsv(
                "surveys",
                "response_id,answered_at,kind,score,scale_min,scale_max,customer_id,employee_id,comment\n"
                        + "1,2026-01-10,nps,6,,,K1,,\n2,2026-02-10,nps,9,0,10,K1,E1,Better\n3,2026-02-11,csat,4,1,5,K1,E1,\n");
        tenant.importCsv(
                "activities",
                """
                activity_id,occurred_at,type,direction,customer_id,deal_id,employee_id
                1,2026-02-01T10:00:00Z,call,out,K1,,E1
                2,2026-03-05T10:00:00Z,email,in,,D1,E1
                3,2025-03-05T10:00:00Z,call,out,K1,,E1
                4,2026-03-06T10:00:00Z,call,out,K2,,E1
                """);
        tenant.importCsv(
                "targets", "kpi,period_start,period_end,value,owner_id\nwon_revenue,2026-01-01,2027-01-01,1000,E1\n");
    }

    @Test
    void aCustomersPageTellsAllOfTheCustomer() {
        JsonNode page = client.same("/api/v1/customers/K1/page?" + YEAR, "customerPage(id: \"K1\", " + IN_YEAR + ")");
        assertThat(page.path("background").path("name").asText()).isEqualTo("Acme");
        assertThat(page.path("background").path("ownerName").asText()).isEqualTo("Ada");
        assertThat(page.path("purchases").toString())
                .isEqualTo(
                        "{\"orders\":1,\"revenue\":\"400\",\"margin\":\"240\",\"ordersToDate\":2,"
                                + "\"revenueToDate\":\"1400\",\"marginToDate\":\"840\",\"firstOn\":\"2025-06-01\",\"lastOn\":\"2026-02-01\"}");
        assertThat(page.path("openDeals").path("value").asText()).isEqualTo("1000");
        assertThat(page.path("openDeals").path("weighted").asText()).isEqualTo("400");
        assertThat(each(page.path("openDeals").path("deals"), "externalId")).containsExactly("D2", "D1");
        assertThat(page.path("contracts").path("annualValue").asText()).isEqualTo("1200");
        assertThat(each(page.path("lastAnswers"), "score")).containsExactly("4", "9");
        assertThat(each(page.path("lastAnswers"), "answers")).containsExactly("1", "2");
        assertThat(page.path("contacts").path("count").asInt()).isEqualTo(2);
        assertThat(each(page.path("contacts").path("last"), "occurredAt"))
                .containsExactly("2026-03-05T10:00:00Z", "2026-02-01T10:00:00Z", "2025-03-05T10:00:00Z");
        // By its id it is the same customer; one that only orders name has a page, too.
        String id = page.path("background").path("id").asText();
        assertThat(ShapeClient.withoutInstant(client.get("/api/v1/customers/" + id + "/page?" + YEAR)))
                .isEqualTo(page);
        JsonNode unknown = client.get("/api/v1/customers/K2/page?" + YEAR);
        assertThat(unknown.path("background").isNull()).isTrue();
        assertThat(unknown.path("purchases").path("revenue").asText()).isEqualTo("9000");
    }

    @Test
    void aCustomersFiguresAreThoseOfTheKpis() {
        JsonNode page = client.get("/api/v1/customers/K1/page?" + YEAR);
        assertThat(page.path("purchases").path("revenue").asText()).isEqualTo(value("revenue", "customer:K1"));
        assertThat(new BigDecimal(page.path("purchases").path("marginToDate").asText()))
                .isEqualByComparingTo(value("customer_lifetime_value", "customer:K1"));
        assertThat(page.path("openDeals").path("value").asText())
                .isEqualTo(value("open_pipeline_value", "customer:K1"));
        assertThat(page.path("openDeals").path("weighted").asText())
                .isEqualTo(value("weighted_pipeline", "customer:K1"));
    }

    private String value(String kpi, String where) {
        return client.get("/api/v1/kpis/" + kpi + "/values?" + YEAR + "&where=" + where)
                .path("series")
                .path(0)
                .path("points")
                .path(0)
                .path("value")
                .asText();
    }

    @Test
    void aPageTakesOneStatementASectionHoweverMuchThereIs() {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,customer_id,amount,created_at\n");
        IntStream.range(0, 120).forEach(i -> deals.append("M" + i + ",new,open,K1,10,2026-04-01\n"));
        tenant.importCsv("deals", deals.toString());
        int tenantId = tenants.idOf(tenant);
        for (String customer : List.of("K1", "K2")) {
            AtomicInteger statements = new AtomicInteger();
            CustomerPage page = transactions
                    .read(tenantId, connection -> TenantSettings.read(connection, tenantId)
                            .flatMap(settings -> pages.of(
                                    new Look(
                                            engine,
                                            books,
                                            reader,
                                            counted(connection, statements),
                                            settings,
                                            Instant.parse("2026-06-01T00:00:00Z")),
                                    customer,
                                    new ShapeQuery(
                                            LocalDate.of(2026, 1, 1),
                                            LocalDate.of(2027, 1, 1),
                                            List.of(),
                                            null,
                                            null))))
                    .await()
                    .atMost(Duration.ofSeconds(30));
            assertThat(page.openDeals().deals().size()).isEqualTo(customer.equals("K1") ? 50 : 0);
            assertThat(page.openDeals().count()).isEqualTo(customer.equals("K1") ? 122 : 0);
            assertThat(statements.get()).as("statements for %s", customer).isEqualTo(SECTIONS);
        }
    }

    /** The same connection, which counts what is sent on it. */
    private static SqlConnection counted(SqlConnection connection, AtomicInteger statements) {
        Set<String> sending = Set.of("query", "preparedQuery", "prepare");
        Object counting = Proxy.newProxyInstance(
                PagesTest.class.getClassLoader(),
                new Class<?>[] {io.vertx.sqlclient.SqlConnection.class},
                (proxy, method, arguments) -> {
                    if (sending.contains(method.getName())) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection.getDelegate(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return SqlConnection.newInstance((io.vertx.sqlclient.SqlConnection) counting);
    }

    @Test
    void aRepsPageShowsTheFiguresThatEverybodySees() {
        JsonNode page = client.same("/api/v1/employees/E1/page?" + YEAR, "repPage(id: \"E1\", " + IN_YEAR + ")");
        assertThat(page.path("name").asText()).isEqualTo("Ada");
        Map<String, String> expected = Map.of(
                "target_attainment", "0.700000",
                "won_revenue", "700",
                "deals_won", "1",
                "win_rate", "0.500000",
                "open_pipeline_value", "1000",
                "sales_cycle_length", "30.000000");
        page.path("figures").forEach(figure -> {
            String kpi = figure.path("kpi").asText();
            assertThat(figure.path("value").asText())
                    .as(kpi)
                    .isEqualTo(expected.getOrDefault(kpi, value(kpi, "owner:E1")));
        });
        assertThat(each(page.path("figures"), "kpi")).containsAll(expected.keySet());
        assertThat(page.path("activities").asInt()).isEqualTo(3);
        assertThat(page.path("activitiesByType").toString())
                .isEqualTo("[{\"type\":\"call\",\"count\":2},{\"type\":\"email\",\"count\":1}]");
    }

    private static List<String> each(JsonNode items, String member) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }
}
