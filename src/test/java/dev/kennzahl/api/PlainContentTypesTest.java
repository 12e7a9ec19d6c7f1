package dev.kennzahl.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** What a resource prefers is not told to who asked for something else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PlainContentTypesTest {
    private static final String SERIES =
            "{\"series\":[{\"id\":\"a\",\"values\":[1,2,3,4,5,6]}],\"horizon\":1,\"frequency\":1,\"method\":\"naive\"}";
    private static final String TEST =
            "{\"series\":[{\"id\":\"a\",\"values\":[1,2,3,4,5,6]}],\"horizon\":1,\"frequency\":1,\"methods\":[\"naive\"]}";

    @ParameterizedTest
    @CsvSource({
        "/api/v1/kpis/won_revenue/values?from=2026-01-01&to=2026-02-01, text/csv, text/csv;charset=UTF-8",
        "/api/v1/kpis/won_revenue/values?from=2026-01-01&to=2026-02-01, application/json, application/json;charset=UTF-8",
        "/api/v1/kpis, text/html, text/html;charset=UTF-8",
        "/api/v1/kpis/won_revenue, text/html, text/html;charset=UTF-8",
    })
    void figuresAndPages(String path, String wanted, String type) {
        assertThat(TestTenant.create().request().accept(wanted).get(path).contentType())
                .isEqualTo(type);
    }

    @Test
    void streams() {
        TestTenant tenant = TestTenant.create();
        assertThat(tenant.request()
                        .contentType("application/json")
                        .accept("application/x-ndjson")
                        .body(SERIES)
                        .post("/api/v1/forecasts/series")
                        .contentType())
                .isEqualTo("application/x-ndjson;charset=UTF-8");
        assertThat(tenant.request()
                        .contentType("application/json")
                        .accept("application/x-ndjson")
                        .body(TEST)
                        .post("/api/v1/forecasts/backtest")
                        .contentType())
                .isEqualTo("application/x-ndjson;charset=UTF-8");
    }
}
