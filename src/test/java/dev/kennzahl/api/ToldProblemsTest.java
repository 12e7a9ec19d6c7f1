package dev.kennzahl.api;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.GraphQlFollower;
import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever watches the service learns what its callers are told, whatever the status it comes with. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ToldProblemsTest {
    private static final String UNKNOWN =
            "kpi(key: \"nonsense\", query: {from: \"2025-01-01\", to: \"2026-01-01\"}) { unit }";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void restProblemsAreCountedByCode() {
        double before = told("rest", ProblemCode.UNKNOWN_KPI);
        tenant.plain()
                .get("/api/v1/kpis/nonsense/values?from=2025-01-01&to=2026-01-01", "application/json")
                .expect(404);
        assertThat(told("rest", ProblemCode.UNKNOWN_KPI)).isEqualTo(before + 1);
    }

    @Test
    void soIsWhatIsRefusedBeforeItIsRouted() {
        double before = told("rest", ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        tenant.plain()
                .post("/api/v1/targets", "application/json", new byte[0], Map.of("Content-Encoding", "gzip"))
                .expect(415);
        assertThat(told("rest", ProblemCode.UNSUPPORTED_MEDIA_TYPE)).isEqualTo(before + 1);
    }

    @Test
    void everyErrorOfAGraphQlAnswerIsCountedThoughItsStatusIs200() {
        double before = told("graphql", ProblemCode.UNKNOWN_KPI);
        ask(tenant.plain(), "{ a: " + UNKNOWN + " b: " + UNKNOWN + " }", 200);
        assertThat(told("graphql", ProblemCode.UNKNOWN_KPI)).isEqualTo(before + 2);
    }

    @Test
    void soIsADocumentThatIsNotRunAtAll() {
        double before = told("graphql", ProblemCode.UNAUTHENTICATED);
        ask(PlainClient.anonymous(), "{ kpis { key } }", 401);
        assertThat(told("graphql", ProblemCode.UNAUTHENTICATED)).isEqualTo(before + 1);
    }

    @Test
    void soIsASubscriptionThatFails() throws Exception {
        double before = told("graphql", ProblemCode.UNKNOWN_KPI);
        try (GraphQlFollower follower = new GraphQlFollower(Map.of("Authorization", "ApiKey " + tenant.key()))) {
            follower.subscribe("subscription { kpiChanged(key: \"nonsense\","
                    + " query: {from: \"2025-01-01\", to: \"2026-01-01\"}) { first } }");
            assertThat(follower.next().toString()).contains("UNKNOWN_KPI");
        }
        assertThat(told("graphql", ProblemCode.UNKNOWN_KPI)).isEqualTo(before + 1);
    }

    @Test
    void everyCodeIsThereBeforeItIsFirstTold() {
        Set<String> codes = new TreeSet<>();
        Stream.of(ProblemCode.values()).forEach(code -> codes.add(code.name()));
        assertThat(MetricsPage.now().values("kennzahl_problems_total", "code")).isEqualTo(codes);
    }

    private static void ask(PlainClient client, String query, int status) {
        client.post("/graphql", "application/json", PlainClient.write(Map.of("query", query)), Map.of())
                .expect(status);
    }

    private static double told(String api, ProblemCode code) {
        return MetricsPage.now().sum("kennzahl_problems_total", "interface=\"" + api + "\"", "code=\"" + code + "\"");
    }
}
