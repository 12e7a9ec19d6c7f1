package dev.kennzahl.metrics;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Every shape on a few records that can be counted by hand, by REST and GraphQL alike. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ShapesTest {
    private static final String FEBRUARY = "from=2026-02-01&to=2026-03-01";
    private static final String IN_FEBRUARY = "query: {from: \"2026-02-01\", to: \"2026-03-01\"}";
    private static final String DEALS =
            """
            deal_id,stage,status,owner_id,created_at,closed_at,changed_at
            A,new,open,E1,2026-02-01,,2026-02-01
            A,offer,open,E1,2026-02-01,,2026-02-05
            A,won,won,E1,2026-02-01,2026-02-20,2026-02-20
            B,new,open,E1,2026-02-02,,2026-02-02
            B,offer,open,E1,2026-02-02,,2026-03-05
            C,new,open,E2,2026-02-03,,2026-02-03
            C,lost,lost,E2,2026-02-03,2026-02-10,2026-02-10
            D,offer,open,E2,2026-02-04,,2026-02-04
            """;

    private TestTenant tenant;
    private ShapeClient client;

    @BeforeEach
    void start() {
        tenant = TestTenant.create();
        client = new ShapeClient(new KpiClient(tenant));
    }

    @Test
    void leadsOfAMonthGoAsFarAsTheyEverDid() {
        leads();
        JsonNode funnel = client.same(
                "/api/v1/funnels/leads?from=2026-01-01&to=2026-02-01",
                "funnel(funnel: LEADS, query: {from: \"2026-01-01\", to: \"2026-02-01\"})");
        assertThat(each(funnel.path("steps"), "key")).containsExactly("lead", "qualified", "opportunity", "won");
        // L3 was converted without a date of qualification; L4 led to an open deal.
        assertThat(each(funnel.path("steps"), "count")).containsExactly("5", "3", "2", "1");
        assertThat(each(funnel.path("steps"), "ofFirst"))
                .containsExactly("1.000000", "0.600000", "0.400000", "0.200000");
        assertThat(each(funnel.path("steps"), "ofPrevious"))
                .containsExactly("null", "0.600000", "0.666667", "0.500000");
    }

    @Test
    void aPeriodCountsWhatHappenedInIt() {
        leads();
        JsonNode funnel = client.same(
                "/api/v1/funnels/leads?mode=period&" + FEBRUARY,
                "funnel(funnel: LEADS, mode: PERIOD, " + IN_FEBRUARY + ")");
        // L5 created; L4 qualified; both deals created, one won.
        assertThat(each(funnel.path("steps"), "count")).containsExactly("1", "1", "2", "1");
    }

    private void leads() {
        tenant.importCsv(
                "leads",
                """
                lead_id,created_at,status,qualified_at,converted_at,deal_id
                L1,2026-01-05,open,,,
                L2,2026-01-06,qualified,2026-01-20,,
                L3,2026-01-07,converted,,2026-02-10,D1
                L4,2026-01-08,qualified,2026-02-03,,
                L5,2026-02-01,open,,,
                L6,2026-01-09,disqualified,,,
                """);
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,lead_id,created_at,closed_at
                D1,won,won,,2026-02-10,2026-02-20
                D2,new,open,L4,2026-02-04,
                """);
    }

    @Test
    void dealsPassTheStagesInTheOrderInWhichTheyAreEntered() {
        tenant.importCsv("deals", DEALS);
        JsonNode cohort =
                client.same("/api/v1/funnels/stages?" + FEBRUARY, "funnel(funnel: STAGES, " + IN_FEBRUARY + ")");
        assertThat(each(cohort.path("steps"), "stage")).containsExactly("null", "new", "offer", "null");
        // D left out the first stage and has passed it all the same; B reached the offer in March.
        assertThat(each(cohort.path("steps"), "count")).containsExactly("4", "4", "3", "1");
        JsonNode period = client.same(
                "/api/v1/funnels/stages?mode=period&" + FEBRUARY,
                "funnel(funnel: STAGES, mode: PERIOD, " + IN_FEBRUARY + ")");
        assertThat(each(period.path("steps"), "count")).containsExactly("4", "3", "2", "1");
    }

    @Test
    void dealsMoveBetweenStages() {
        tenant.importCsv("deals", DEALS);
        JsonNode found = client.same("/api/v1/stage-transitions?" + FEBRUARY, "stageTransitions(" + IN_FEBRUARY + ")");
        List<String> moves = StreamSupport.stream(found.path("moves").spliterator(), false)
                .map(move -> place(move.path("from")) + " > " + place(move.path("to")) + " "
                        + move.path("deals").asText() + " after "
                        + move.path("medianDays").asText())
                .toList();
        assertThat(moves)
                .containsExactly(
                        "NONE > new 3 after null",
                        "NONE > offer 1 after null",
                        "new > LOST 1 after 7.000000",
                        "new > offer 1 after 4.000000",
                        "offer > WON 1 after 15.000000");
        assertThat(found.path("stages").toString())
                .isEqualTo("[{\"stage\":\"new\",\"opening\":0,\"entered\":3,\"left\":2,\"closing\":1},"
                        + "{\"stage\":\"offer\",\"opening\":0,\"entered\":2,\"left\":1,\"closing\":1}]");
        JsonNode ofE2 = client.get("/api/v1/stage-transitions?where=owner:E2&" + FEBRUARY);
        assertThat(each(ofE2.path("stages"), "closing")).containsExactly("0", "1");
    }

    private static String place(JsonNode place) {
        return place.path("stage").asText().equals("null")
                ? place.path("state").asText()
                : place.path("stage").asText();
    }

    @Test
    void aFewCustomersBringMost() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,kind
                1,2026-02-03,A,300,sale
                2,2026-02-04,A,300,sale
                3,2026-02-05,B,250,sale
                4,2026-02-06,C,100,sale
                5,2026-02-07,D,30,sale
                6,2026-02-08,E,20,sale
                7,2026-02-09,F,500,sale
                8,2026-02-10,F,500,return
                9,2026-02-11,G,700,return
                """);
        JsonNode pareto = client.same("/api/v1/pareto?" + FEBRUARY, "pareto(" + IN_FEBRUARY + ")");
        assertThat(pareto.path("customers").asInt()).isEqualTo(5);
        assertThat(pareto.path("revenue").asText()).isEqualTo("1000");
        assertThat(pareto.path("topShare").asText()).isEqualTo("0.600000");
        assertThat(pareto.path("curve").get(39).toString())
                .isEqualTo("{\"percent\":40,\"customers\":2,\"revenue\":\"850\",\"cumulativeShare\":\"0.850000\"}");
        assertThat(pareto.path("curve").get(40).path("customers").asInt())
                .as("41 % of 5 customers, rounded up")
                .isEqualTo(3);
        JsonNode page = client.samePage(
                "/api/v1/pareto/customers?first=2&share=40&" + FEBRUARY,
                "paretoCustomers(first: 2, share: 40, " + IN_FEBRUARY + ")");
        assertThat(each(page.path("items"), "customer")).containsExactly("A", "B");
        assertThat(each(page.path("items"), "cumulativeShare")).containsExactly("0.600000", "0.850000");
        JsonNode rest = client.get("/api/v1/pareto/customers?first=9&share=40&" + FEBRUARY + "&after="
                + page.path("next").asText());
        assertThat(each(rest.path("items"), "customer")).containsExactly("C", "D", "E");
        assertThat(each(rest.path("items"), "rank")).containsExactly("3", "4", "5");
        assertThat(each(rest.path("items"), "top")).containsExactly("false", "false", "false");
    }

    @Test
    void cohortsGoOnBuying() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,kind
                1,2025-01-10,A,10,sale
                2,2025-02-28,A,10,sale
                3,2025-01-31,B,10,sale
                4,2025-03-01,B,10,sale
                5,2025-01-15,C,10,sale
                6,2025-02-15,C,10,return
                7,2025-02-01,E,10,sale
                """);
        tenant.importCsv(
                "contracts", "contract_id,customer_id,start_on,end_on,annual_value\nV,D,2025-01-20,2025-02-10,90\n");
        JsonNode matrix = client.same(
                "/api/v1/cohorts?from=2025-01-01&to=2025-03-01&months=2",
                "cohorts(months: 2, query: {from: \"2025-01-01\", to: \"2025-03-01\"})");
        assertThat(matrix.path("customers").asInt()).isEqualTo(5);
        assertThat(each(matrix.path("rows"), "customers")).containsExactly("4", "1");
        assertThat(each(matrix.path("rows").get(0).path("cells"), "buying")).containsExactly("4", "2", "1");
        assertThat(each(matrix.path("rows").get(1).path("cells"), "buying")).containsExactly("1", "0", "0");
        assertThat(each(matrix.path("average"), "share")).containsExactly("1.000000", "0.400000", "0.200000");
    }

    @Test
    void customersAreScoredByFifths() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount
                1,2026-03-20,A,300
                2,2026-03-10,A,300
                3,2026-01-10,A,300
                4,2026-03-15,B,200
                5,2026-02-10,B,200
                6,2026-03-25,C,50
                7,2026-01-05,D,300
                8,2026-01-20,D,200
                9,2026-01-15,E,20
                """);
        String quarter = "from=2026-01-01&to=2026-04-01";
        String inQuarter = "query: {from: \"2026-01-01\", to: \"2026-04-01\"}";
        JsonNode segments = client.same("/api/v1/segments/rfm?" + quarter, "rfmSegments(" + inQuarter + ")");
        assertThat(each(segments.path("segments"), "segment"))
                .containsExactly("CHAMPIONS", "LOYAL", "PROMISING", "NEEDS_ATTENTION", "AT_RISK", "HIBERNATING");
        assertThat(each(segments.path("segments"), "customers")).containsExactly("1", "1", "1", "0", "1", "1");
        JsonNode customers =
                client.samePage("/api/v1/segments/rfm/customers?" + quarter, "rfmCustomers(" + inQuarter + ")");
        List<String> scores = StreamSupport.stream(customers.path("items").spliterator(), false)
                .map(one -> one.path("customer").asText() + one.path("recency") + one.path("frequency")
                        + one.path("monetary") + " " + one.path("segment").asText())
                .toList();
        // C and E ordered once and share the lowest score; B and D ordered twice and share the third.
        assertThat(scores)
                .containsExactly("A455 CHAMPIONS", "B333 LOYAL", "C512 PROMISING", "D234 AT_RISK", "E111 HIBERNATING");
        JsonNode atRisk = client.get("/api/v1/segments/rfm/customers?segment=at_risk&" + quarter);
        assertThat(each(atRisk.path("items"), "recencyDays")).containsExactly("71");
    }

    @Test
    void customersShowThatTheyMayBeLost() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount
                1,2025-09-10,A,100
                2,2026-02-10,A,100
                3,2025-07-20,B,900
                4,2025-08-20,B,100
                5,2026-01-20,B,400
                6,2025-08-15,C,100
                7,2025-09-01,D,100
                8,2026-01-05,D,90
                """);
        tenant.importCsv("surveys", "response_id,answered_at,kind,score,customer_id\n2,2026-01-10,nps,6,D\n");
        JsonNode risks =
                client.same("/api/v1/segments/churn-risk?" + FEBRUARY, "churnRiskSegments(" + IN_FEBRUARY + ")");
        assertThat(risks.path("share").asText()).isEqualTo("0.500000");
        assertThat(each(risks.path("segments"), "segment"))
                .containsExactly("declining", "overdue", "steady", "steady_dissatisfied");
        assertThat(each(risks.path("segments"), "atRisk")).containsExactly("1", "1", "0", "0");
        JsonNode customers = client.samePage(
                "/api/v1/segments/churn-risk/customers?atRisk=true&" + FEBRUARY,
                "churnRiskCustomers(atRisk: true, " + IN_FEBRUARY + ")");
        assertThat(each(customers.path("items"), "customer")).containsExactly("B", "C");
        assertThat(each(customers.path("items"), "signals")).containsExactly("2", "3");
        assertThat(each(customers.path("items"), "value")).containsExactly("true", "true");
        JsonNode unhappy = client.get(
                "/api/v1/segments/churn-risk/customers?segment=steady_dissatisfied&option=signals:1&" + FEBRUARY);
        assertThat(each(unhappy.path("items"), "customer")).containsExactly("D");
        assertThat(each(unhappy.path("items"), "atRisk")).containsExactly("true");
    }

    @Test
    void equalsShareARankAndWhoHasNothingHasNone() {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,owner_id,closed_at\n");
        String[] wins = {"E1 02 3", "E1 01 1", "E2 02 3", "E2 01 2", "E3 02 1", "E4 01 1"};
        for (String win : wins) {
            String[] part = win.split(" ");
            for (int i = 0; i < Integer.parseInt(part[2]); i++) {
                deals.append("%s-%s-%d,won,won,%s,2026-%s-15\n".formatted(part[0], part[1], i, part[0], part[1]));
            }
        }
        tenant.importCsv("deals", deals.toString());
        JsonNode board = client.same(
                "/api/v1/leaderboards/deals_won?" + FEBRUARY, "leaderBoard(kpi: \"deals_won\", " + IN_FEBRUARY + ")");
        assertThat(each(board.path("places"), "group")).containsExactly("E1", "E2", "E3", "E4");
        assertThat(each(board.path("places"), "rank")).containsExactly("1", "1", "3", "null");
        assertThat(each(board.path("places"), "tied")).containsExactly("true", "true", "false", "false");
        assertThat(each(board.path("places"), "value")).containsExactly("3", "3", "1", "0");
        assertThat(each(board.path("places"), "rankBefore")).containsExactly("2", "1", "null", "2");
        assertThat(each(board.path("places"), "rankChange")).containsExactly("1", "0", "null", "null");
        JsonNode top = client.get("/api/v1/leaderboards/deals_won?first=1&" + FEBRUARY);
        assertThat(top.path("groups").asInt()).isEqualTo(4);
        assertThat(each(top.path("places"), "group")).containsExactly("E1");
    }

    @Test
    void anAnswerAsOfYesterdayIsThatOfYesterday() {
        tenant.importCsv("deals", DEALS);
        tenant.importCsv("orders", "order_id,ordered_at,customer_id,net_amount\n1,2026-02-03,A,300\n");
        tenant.importCsv("employees", "employee_id,name\nE1,Ada\n");
        String known = new KpiClient(tenant)
                .ask(Question.of("deals_won", "2026-02-01", "2026-03-01"))
                .watermark();
        List<String> paths = List.of(
                "/api/v1/funnels/stages?" + FEBRUARY,
                "/api/v1/stage-transitions?" + FEBRUARY,
                "/api/v1/pareto?" + FEBRUARY,
                "/api/v1/segments/rfm?" + FEBRUARY,
                "/api/v1/segments/churn-risk?" + FEBRUARY,
                "/api/v1/cohorts?" + FEBRUARY,
                "/api/v1/leaderboards/deals_won?" + FEBRUARY,
                "/api/v1/customers/A/page?" + FEBRUARY,
                "/api/v1/employees/E1/page?" + FEBRUARY);
        List<JsonNode> before = paths.stream()
                .map(path -> ShapeClient.withoutInstant(client.get(path)))
                .toList();
        tenant.importCsv(
                "deals",
                "deal_id,stage,status,created_at,closed_at,changed_at\nA,lost,lost,2026-02-01,2026-02-25,2026-02-25\n");
        tenant.importCsv(
                "orders", "order_id,ordered_at,customer_id,net_amount\n2,2026-02-03,B,100\n3,2026-02-04,A,9\n");
        for (int i = 0; i < paths.size(); i++) {
            assertThat(ShapeClient.withoutInstant(client.get(paths.get(i) + "&asOf=" + known)))
                    .as(paths.get(i))
                    .isEqualTo(before.get(i));
            assertThat(ShapeClient.withoutInstant(client.get(paths.get(i))))
                    .as(paths.get(i))
                    .isNotEqualTo(before.get(i));
        }
    }

    @Test
    void whatIsWrongIsSaidWithItsName() {
        KpiClient plain = new KpiClient(tenant);
        assertProblem(plain.get("/api/v1/funnels/leads?from=2026-02-01", "application/json"), "MISSING_VALUE", "to");
        assertProblem(plain.get("/api/v1/funnels/cats?" + FEBRUARY, "application/json"), "INVALID_VALUE", "funnel");
        assertProblem(plain.get("/api/v1/pareto?share=0&" + FEBRUARY, "application/json"), "INVALID_VALUE", "option");
        assertProblem(
                plain.get("/api/v1/cohorts?months=121&" + FEBRUARY, "application/json"), "INVALID_VALUE", "months");
        assertProblem(
                plain.get("/api/v1/cohorts?where=stage:new&" + FEBRUARY, "application/json"),
                "UNKNOWN_DIMENSION",
                "where");
        assertProblem(
                plain.get("/api/v1/pareto?from=2026-03-01&to=2026-02-01", "application/json"),
                "INVALID_PERIOD",
                "from");
        assertProblem(
                plain.get("/api/v1/segments/churn-risk/customers?segment=x&" + FEBRUARY, "application/json"),
                "INVALID_VALUE",
                "segment");
        assertProblem(
                plain.get("/api/v1/pareto/customers?after=nonsense&" + FEBRUARY, "application/json"),
                "INVALID_VALUE",
                "after");
        assertProblem(
                plain.get("/api/v1/leaderboards/deals_lost_in_space?" + FEBRUARY, "application/json"),
                "UNKNOWN_KPI",
                "key");
        assertProblem(plain.get("/api/v1/customers/nobody/page?" + FEBRUARY, "application/json"), "NOT_FOUND", null);
        assertProblem(plain.get("/api/v1/employees/nobody/page?" + FEBRUARY, "application/json"), "NOT_FOUND", null);
        assertThat(plain.get("/api/v1/customers/a%00b/page?" + FEBRUARY, "application/json")
                        .status())
                .isLessThan(500);
    }

    private static void assertProblem(PlainClient.Reply reply, String code, String field) {
        assertThat(reply.json().path("code").asText()).as(reply.body()).isEqualTo(code);
        if (field != null) {
            assertThat(reply.body()).contains("\"" + field + "\"");
        }
    }

    private static List<String> each(JsonNode items, String member) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }
}
