package dev.kennzahl.packaged;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether all went right in spite of a crash. */
final class CrashVerdict {
    private CrashVerdict() {}

    /** To be asked before anything is sent again. */
    static void assertThatTheAcknowledgedIsAppliedOnce(CrashLoad load, ServiceClient tenant) {
        List<JsonNode> deliveries = load.awaitDeliveries(tenant);
        Set<String> stored = CrashLoad.messageIds(tenant, deliveries);
        assertThat(stored).containsAll(load.acknowledgedIds());
        assertThat(newEvents(deliveries)).isEqualTo(stored.size());
    }

    /** To be asked when everything was acknowledged. */
    static void assertThatAllIsAppliedOnce(CrashInput input, CrashLoad load, ServiceClient tenant) {
        List<JsonNode> deliveries = load.awaitDeliveries(tenant);
        assertThat(deliveries)
                .allSatisfy(
                        delivery -> assertThat(delivery.path("status").asText()).isEqualTo("applied"));
        assertThat(newEvents(deliveries))
                .isEqualTo(CrashLoad.ids(input.messages()).size());
        JsonNode file = load.awaitImport(tenant);
        assertThat(file.path("status").asText()).as(file.toString()).isEqualTo("completed");
        assertThat(file.path("received").asInt()).isEqualTo(input.rows());
        assertThat(file.path("rejected").asInt()).isEqualTo(CrashInput.BAD_ROWS);
        String rejections = tenant.ask("/api/v1/imports/" + file.path("id").asText() + "/rejections")
                .body();
        assertThat(rejections.lines()).hasSize(CrashInput.BAD_ROWS);
    }

    private static int newEvents(List<JsonNode> deliveries) {
        return deliveries.stream()
                .mapToInt(delivery -> delivery.path("events").asInt()
                        - delivery.path("duplicates").asInt())
                .sum();
    }

    static void assertThatTheFiguresAreTrue(CrashTruth truth, ServiceClient tenant) {
        truth.months().forEach((kpi, expected) -> {
            JsonNode points = tenant.get("/api/v1/kpis/" + kpi + "/values?grain=month&from=" + CrashInput.FROM + "&to="
                            + CrashInput.TO)
                    .at("/series/0/points");
            assertThat(points).as(kpi).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                BigDecimal found = new BigDecimal(points.get(i).path("value").asText());
                assertThat(found)
                        .as(kpi + " of month " + (i + 1))
                        .isEqualByComparingTo(expected.get(i).setScale(found.scale(), RoundingMode.HALF_EVEN));
            }
        });
    }
}
