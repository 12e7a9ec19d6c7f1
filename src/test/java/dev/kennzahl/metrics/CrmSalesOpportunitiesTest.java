package dev.kennzahl.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** The public data set CRM Sales Opportunities (Maven Analytics), when it is there, against answers computed elsewhere. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class CrmSalesOpportunitiesTest {
    private static final Path FOLDER = Path.of("../shared/data/crm-sales-opportunities");

    @Test
    void givesTheKnownAnswers() throws IOException {
        Assumptions.assumeTrue(
                Files.isDirectory(FOLDER),
                "skipped: the third-party data is never committed, and " + FOLDER + " is not here");
        TestTenant tenant = TestTenant.create();
        load(tenant);

        assertThat(value(tenant, "won_revenue", "")).isEqualTo("10005534");
        assertThat(value(tenant, "deals_won", "")).isEqualTo("4238");
        assertThat(value(tenant, "deals_lost", "")).isEqualTo("2473");
        assertThat(ask(tenant, "won_revenue", "&grain=quarter").<String>getList("series[0].points.value"))
                .containsExactly("1134672", "3086111", "2982255", "2802496");
        JsonPath rate = ask(tenant, "win_rate", "&grain=quarter");
        assertThat(rate.getString("series[0].points[0].numerator")).isEqualTo("531");
        assertThat(rate.getString("series[0].points[0].denominator")).isEqualTo("647");
        assertThat(value(tenant, "sales_cycle_length", "")).isEqualTo("51.781973");
        assertThat(value(tenant, "sales_cycle_length", "&variant=median")).isEqualTo("57.000000");
        JsonPath east = ask(tenant, "win_rate", "&groupBy=region&where=region:East");
        assertThat(east.getString("series[0].points[0].numerator")).isEqualTo("1171");
        assertThat(east.getString("series[0].points[0].denominator")).isEqualTo("1858");
        JsonPath open = ask(tenant, "open_pipeline_count", "&groupBy=stage");
        assertThat(open.getString("series.find { it.group.stage == 'Engaging' }.points[0].value"))
                .isEqualTo("1589");
        assertThat(open.getString("series.find { it.group.stage == 'Prospecting' }.points[0].value"))
                .isEqualTo("500");
        assertThat(ask(tenant, "deals_won", "&groupBy=product&where=product:GTX Pro")
                        .getList("series"))
                .hasSize(1);
    }

    private static void load(TestTenant tenant) throws IOException {
        map(
                tenant,
                "teams",
                Map.of(
                        "sales_agent",
                        List.of("employee_id", "name"),
                        "manager",
                        List.of("manager_id"),
                        "regional_office",
                        List.of("region")),
                Map.of());
        map(
                tenant,
                "pipeline",
                Map.of(
                        "opportunity_id",
                        List.of("deal_id"),
                        "sales_agent",
                        List.of("owner_id"),
                        "product",
                        List.of("product_id"),
                        "account",
                        List.of("customer_id"),
                        "deal_stage",
                        List.of("stage", "status"),
                        "engage_date",
                        List.of("created_at"),
                        "close_date",
                        List.of("closed_at"),
                        "close_value",
                        List.of("amount")),
                Map.of(
                        "status", Map.of("Prospecting", "open", "Engaging", "open", "Won", "won", "Lost", "lost"),
                        "product_id", Map.of("GTXPro", "GTX Pro")));
        tenant.importCsv("employees", Files.readString(FOLDER.resolve("sales_teams.csv")), "mapping=teams");
        JsonPath deals = tenant.importCsv(
                        "deals", Files.readString(FOLDER.resolve("sales_pipeline.csv")), "mapping=pipeline")
                .jsonPath();
        assertThat(deals.getLong("accepted")).isEqualTo(8800);
        assertThat(deals.getLong("rejected")).isZero();
    }

    private static void map(
            TestTenant tenant,
            String name,
            Map<String, List<String>> columns,
            Map<String, Map<String, String>> values) {
        tenant.request()
                .contentType("application/json")
                .body(Map.of("columns", columns, "values", values))
                .put("/api/v1/import-mappings/" + name)
                .then()
                .statusCode(200);
    }

    private static String value(TestTenant tenant, String kpi, String query) {
        return ask(tenant, kpi, query).getString("series[0].points[0].value");
    }

    private static JsonPath ask(TestTenant tenant, String kpi, String query) {
        return tenant.request()
                .urlEncodingEnabled(true)
                .get("/api/v1/kpis/" + kpi + "/values?from=2017-01-01&to=2018-01-01" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
