package dev.kennzahl.ingestion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** A CRM's history, imported once, and a full export of it every night from then on. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RowsAfterChangesTest {
    private static final String HISTORY =
            """
            deal_id,stage,status,amount,created_at,changed_at
            Z,A,open,10,2025-12-01,2025-12-01
            Z,B,open,20,2025-12-01,2026-01-01
            """;
    private static final String EXPORT =
            """
            deal_id,stage,status,amount,created_at,closed_at
            Z,Won,won,99,2025-12-01,2026-03-01
            """;

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void aWholeRowSaysWhatHoldsSinceTheLastChange() {
        tenant.importCsv("deals", HISTORY);
        tenant.importCsv("deals", EXPORT);
        assertThat(versions()).containsExactly("2025-12-01 open 10", "2026-01-01 open 99", "2026-03-01 won 99");

        tenant.importCsv("deals", "deal_id,stage,status,amount\nZ,C,open,30\n");
        assertThat(versions()).containsExactly("2025-12-01 open 10", "2026-01-01 open 30");
    }

    @Test
    void aWholeRowThatCameBeforeTheChangesSaysHowItAllBegan() {
        tenant.importCsv("deals", "deal_id,stage,status,amount,created_at\nZ,A,open,10,2025-12-01\n");
        tenant.importCsv("deals", "deal_id,stage,status,amount,changed_at\nZ,B,open,20,2026-01-01\n");
        assertThat(versions()).containsExactly("2025-12-01 open 10", "2026-01-01 open 20");
    }

    @Test
    void anExportThatChangesCameAfterCountsAgainWhenItComesAgain() {
        tenant.importCsv("deals", EXPORT);
        tenant.importCsv("deals", HISTORY);
        assertThat(versions()).last().isEqualTo("2026-03-01 won 20");
        tenant.importCsv("deals", EXPORT);
        List<String> again = versions();
        assertThat(again).last().isEqualTo("2026-03-01 won 99");

        tenant.importCsv("deals", HISTORY);
        tenant.importCsv("deals", EXPORT);
        assertThat(versions()).isEqualTo(again);
    }

    /** What is believed now, one version after the other. */
    private List<String> versions() {
        String id =
                tenant.request().get("/api/v1/deals?externalId=Z").jsonPath().getString("items[0].id");
        return tenant
                .request()
                .queryParam("asOf", Instant.now().toString())
                .get("/api/v1/deals/" + id + "/history")
                .jsonPath()
                .<Map<String, Object>>getList("items")
                .stream()
                .map(version ->
                        day(version.get("validFrom")) + " " + deal(version, "status") + " " + deal(version, "amount"))
                .toList();
    }

    private static LocalDate day(Object instant) {
        return LocalDate.ofInstant(Instant.parse(instant.toString()), ZoneId.of("Europe/Berlin"));
    }

    private static Object deal(Map<String, Object> version, String field) {
        return ((Map<?, ?>) version.get("deal")).get(field);
    }
}
