package dev.kennzahl.metrics;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.GraphQlFollower;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Follows a figure over the protocol {@code graphql-transport-ws}, as front ends do. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KpiSubscriptionTest {
    private static final String WON =
            "subscription { kpiChanged(key: \"%s\", query: {from: \"2026-01-01\", to: \"2026-02-01\"})"
                    + " { first result { currency series { points { value } } } } }";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void tellsAFigureAtOnceAndAgainWhenItChanges() throws Exception {
        try (GraphQlFollower follower = new GraphQlFollower(Map.of("Authorization", "ApiKey " + tenant.key()))) {
            follower.subscribe(WON.formatted("deals_won"));
            assertThat(value(follower.next("next"), true)).isEqualTo("0");
            won("d1");
            assertThat(value(follower.next("next"), false)).isEqualTo("1");
            // Changes nothing that is followed, so nothing is told of it …
            tenant.importCsv("deals", "deal_id,stage,status,changed_at\nd2,offer,open,2026-01-05T00:00:00Z\n");
            // … but of this.
            won("d3");
            assertThat(value(follower.next("next"), false)).isEqualTo("2");
        }
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() throws Exception {
        try (GraphQlFollower follower = new GraphQlFollower(Map.of("Authorization", "ApiKey " + tenant.key()))) {
            follower.subscribe(WON.formatted("no_such_kpi"));
            assertThat(follower.next().toString()).contains("UNKNOWN_KPI");
        }
    }

    @Test
    void tellsNothingToStrangers() throws Exception {
        try (GraphQlFollower follower = new GraphQlFollower(Map.of())) {
            follower.subscribe(WON.formatted("deals_won"));
            assertThat(follower.next().toString()).contains("UNAUTHENTICATED").doesNotContain("points");
        }
        try (GraphQlFollower follower = new GraphQlFollower(Map.of("Authorization", "ApiKey kz_wrong"))) {
            follower.subscribe(WON.formatted("deals_won"));
            assertThat(follower.next().toString()).doesNotContain("points");
        }
    }

    private void won(String deal) {
        tenant.importCsv("deals", "deal_id,stage,status,closed_at\n" + deal + ",won,won,2026-01-10\n");
    }

    private static String value(JsonNode message, boolean first) {
        JsonNode change = message.at("/payload/data/kpiChanged");
        assertThat(change.path("first").asBoolean()).as(message.toString()).isEqualTo(first);
        return change.at("/result/series/0/points/0/value").asText();
    }
}
