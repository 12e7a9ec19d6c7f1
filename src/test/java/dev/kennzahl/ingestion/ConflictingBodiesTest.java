package dev.kennzahl.ingestion;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Of two bodies under one id the first stands, and the second says so in the delivery log. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ConflictingBodiesTest {
    private static final String WON =
            "{\"type\":\"sales.deal.won\",\"timestamp\":\"2026-05-04T08:59:58Z\",\"data\":{\"dealId\":\"D-1\",\"amount\":\"%s\"}}";

    private TestTenant tenant;
    private Webhooks vendor;

    @BeforeEach
    void aDeliveryARepetitionAndAnotherBodyUnderItsId() {
        tenant = TestTenant.create();
        vendor = new Webhooks(tenant, "standard-webhooks", Map.of());
        vendor.post("msg_1", String.format(WON, 5));
        vendor.post("msg_1", String.format(WON, 5));
        vendor.post("msg_1", String.format(WON, 6));
    }

    @Test
    void theFirstStandsAndTheConflictIsNoted() {
        assertThat(tenant.request().get("/api/v1/deals").<List<String>>path("items.amount"))
                .containsExactly("5");
        assertConflictOfTheLastDeliveryOnly();
    }

    @Test
    void theConflictStaysWithItsDeliveryWhenAllIsReadAgain() {
        vendor.readAgainWith(Map.of());
        assertConflictOfTheLastDeliveryOnly();
    }

    @Test
    void otherOptionsAreNoConflict() {
        vendor.readAgainWith(Map.of("properties", Map.of("amount", "gross")));
        assertConflictOfTheLastDeliveryOnly();
    }

    private void assertConflictOfTheLastDeliveryOnly() {
        List<List<Map<String, Object>>> newestFirst =
                tenant.request().get("/api/v1/deliveries").path("items.rejections");
        assertThat(newestFirst).hasSize(3);
        assertThat(newestFirst.get(0)).singleElement().satisfies(rejection -> assertThat(rejection)
                .containsEntry("code", "CONFLICT")
                .containsEntry("recordId", "D-1"));
        assertThat(newestFirst.subList(1, 3))
                .allSatisfy(rejections -> assertThat(rejections).isEmpty());
    }
}
