package dev.kennzahl.sales.web;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection says how many there are on all pages, where it is asked. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TotalCountTest {

    @Test
    void countsWhatTheFilterLetsThrough() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", "deal_id,stage,status,region\nA,new,open,East\nB,new,open,East\nC,won,won,West\n");
        tenant.importCsv("customers", "customer_id,region\nX,East\nY,West\n");

        JsonPath found = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                                { all: deals(first: 1) { totalCount edges { cursor } }
                                  east: deals(first: 1, filter: {region: "East"}) { total: totalCount }
                                  customers(filter: {region: "West"}) { ...page } }
                                fragment page on CustomerConnection { totalCount }
                                """))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(found.getInt("data.all.totalCount")).isEqualTo(3);
        assertThat(found.getList("data.all.edges")).hasSize(1);
        assertThat(found.getInt("data.east.total")).isEqualTo(2);
        assertThat(found.getInt("data.customers.totalCount")).isEqualTo(1);
    }
}
