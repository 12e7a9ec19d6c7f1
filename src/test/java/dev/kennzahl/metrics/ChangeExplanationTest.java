package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Why March is not February: worked by hand. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChangeExplanationTest {
    private static final String PERIODS = "?from=2026-03-01&to=2026-04-01&compareFrom=2026-02-01&compareTo=2026-03-01";
    private static final String DEALS =
            """
            deal_id,stage,status,amount,region,owner_id,created_at,closed_at
            A,won,won,100,East,E1,2026-01-01,2026-02-03
            B,won,won,200,East,E2,2026-01-01,2026-02-04
            C,won,won,100,West,E1,2026-01-01,2026-02-05
            D,won,won,50,South,E1,2026-01-01,2026-02-06
            E,won,won,120,East,E1,2026-02-01,2026-03-03
            F,won,won,120,East,E1,2026-02-01,2026-03-03
            G,won,won,120,East,E2,2026-02-01,2026-03-04
            H,won,won,150,West,E3,2026-02-01,2026-03-05
            I,won,won,80,,E1,2026-02-01,2026-03-06
            K,lost,lost,500,West,E1,2026-02-01,2026-02-06
            """;

    private TestTenant tenant;
    private ChangeClient client;

    @BeforeEach
    void importDeals() {
        tenant = TestTenant.create();
        client = new ChangeClient(new KpiClient(tenant));
        tenant.importCsv("deals", DEALS);
    }

    /**
     * 450 → 590. East and West are in both: 3 deals → 4. East: 300 × 4/3 = 400 by volume, 300 × 3/2 = 450 at its own, 360 it is:
     * +100 volume, +50 mix, −90 price. West: 100 × 4/3 by volume, 100 at its own, 150 it is: +33.3333, −33.3333, +50.
     */
    @Test
    void splitsMoneyIntoNewLostVolumeMixAndPrice() {
        JsonNode found = client.explain("won_revenue", PERIODS + "&by=region");
        assertThat(found.path("method").asText()).isEqualTo("PRICE_VOLUME_MIX");
        assertThat(found.path("change").asText()).isEqualTo("140");
        assertThat(found.path("changeRatio").asText()).isEqualTo("0.311111");
        JsonNode split = found.path("dimensions").get(0);
        assertThat(effects(split.path("effects")))
                .containsExactly("NEW 80", "LOST -50", "VOLUME 133.3333", "MIX 16.6667", "PRICE -40");
        assertThat(split.path("groups"))
                .extracting(group -> group.path("value").asText() + " "
                        + group.path("presence").asText() + " "
                        + new BigDecimal(group.path("change").asText())
                                .stripTrailingZeros()
                                .toPlainString() + " "
                        + effects(group.path("effects")))
                .containsExactly(
                        "null NEW 80 [NEW 80]",
                        "East BOTH 60 [VOLUME 100, MIX 50, PRICE -90]",
                        "South LOST -50 [LOST -50]",
                        "West BOTH 50 [VOLUME 33.3333, MIX -33.3333, PRICE 50]");
        client.addsUp(found);
    }

    /** 4 deals at 112.50 → 5 at 118: 450 × 5/4 = 562.50 by volume, the rest by price. */
    @Test
    void tellsVolumeFromPriceWithoutGroups() {
        JsonNode found = client.explain("won_revenue", PERIODS);
        assertThat(found.path("drivers"))
                .extracting(driver -> driver.path("effect").asText() + " "
                        + driver.path("before").asText() + " "
                        + driver.path("after").asText() + " "
                        + driver.path("change").asText())
                .containsExactly("VOLUME 4 5 112.5000", "PRICE 112.5000 118.0000 27.5000");
        assertThat(found.path("dimensions")).isEmpty();
    }

    /** 4 of 5 → 5 of 5; West 1 of 2 → 1 of 1: its share falls from .4 to .2, its rate rises from .5 to 1. */
    @Test
    void splitsARatioIntoMixAndRate() {
        JsonNode found = client.explain("win_rate", PERIODS + "&by=region");
        assertThat(found.path("method").asText()).isEqualTo("MIX_AND_RATE");
        assertThat(found.path("change").asText()).isEqualTo("0.200000");
        JsonNode west = group(found, "West");
        // Mix: (.2 − .4) × (.75 − .9) = .03. Rate: .5 × (.4 + .2) ÷ 2 = .15.
        assertThat(effects(west.path("effects"))).containsExactly("MIX 0.03", "RATE 0.15");
        // Nothing closed in South in March: (0 − .2) × (1 − .9).
        assertThat(effects(group(found, "South").path("effects"))).containsExactly("MIX -0.02");
        client.addsUp(found);
    }

    @Test
    void splitsARevenueByItsPieces() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,channel,quantity,net_amount,kind
                1,2026-02-03,C1,web,10,100,sale
                2,2026-03-03,C1,web,10,120,sale
                3,2026-03-04,C1,web,2,24,return
                4,2026-03-05,C1,web,,12,sale
                """);
        JsonNode found = client.explain("revenue", PERIODS + "&by=channel");
        // 10 pieces at 10 → 10 − 2 + 1 = 9 at 12.
        assertThat(effects(group(found, "web").path("effects"))).containsExactly("VOLUME -10", "MIX 0", "PRICE 18");
    }

    @Test
    void sharesTheChangeOfAFigureAmongThoseItIsMadeOf() {
        JsonNode found = client.explain("sales_velocity", PERIODS);
        assertThat(found.path("method").asText()).isEqualTo("PARTS");
        assertThat(found.path("change").isNull())
                .as("nothing was created in March")
                .isFalse();
        assertThat(found.path("drivers"))
                .extracting(driver -> driver.path("name").asText())
                .containsExactlyInAnyOrder(
                        "opportunities_created", "win_rate", "average_deal_value", "sales_cycle_length");
        client.addsUp(found);
        for (JsonNode driver : found.path("drivers")) {
            assertThat(driver.path("recordsAfter").asText())
                    .startsWith("/api/v1/kpis/" + driver.path("name").asText() + "/records?");
            client.records(driver.path("recordsAfter").asText());
        }
    }

    @Test
    void everyGroupLeadsToItsRecordsAlsoTheOthers() {
        JsonNode found = client.explain("won_revenue", PERIODS + "&by=region,owner&limit=1&where=!region:South");
        for (JsonNode split : found.path("dimensions")) {
            assertThat(split.path("groups")).hasSize(2);
            assertThat(split.path("groups").get(1).path("others").asInt()).isPositive();
            split.path("groups").forEach(client::leadsToItsRecords);
        }
        client.addsUp(found);
    }

    /** At the end of January A and B, 100 + 200; at the end of February B with 250 and C: A was won, C came. */
    @Test
    void tellsWhatEnteredAndLeftABalance() {
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,region,created_at,closed_at,changed_at
                O1,new,open,100,East,2025-01-01,,2025-01-01
                O1,won,won,100,East,2025-01-01,2025-02-03,2025-02-03
                O2,new,open,200,East,2025-01-02,,2025-01-02
                O2,new,open,250,West,2025-01-02,,2025-02-10
                O3,new,open,30,West,2025-02-11,,2025-02-11
                """);
        JsonNode found = client.explain(
                "open_pipeline_value",
                "?from=2025-02-01&to=2025-03-01&compareFrom=2025-01-01&compareTo=2025-02-01&by=region");
        assertThat(found.path("change").asText()).isEqualTo("-20");
        assertThat(found.path("drivers"))
                .extracting(driver -> driver.path("effect").asText() + " "
                        + driver.path("before").asText() + " "
                        + driver.path("after").asText() + " "
                        + new BigDecimal(driver.path("change").asText())
                                .stripTrailingZeros()
                                .toPlainString())
                .containsExactly("ENTERED 0 1 30", "LEFT 1 0 -100", "CHANGED 1 1 50");
        client.addsUp(found);
        found.path("dimensions").get(0).path("groups").forEach(client::leadsToItsRecords);
    }

    /** All of it came long after the periods were over. */
    @Test
    void tellsWhatBecameKnownLate() {
        JsonNode late = client.explain("won_revenue", PERIODS).path("after").path("late");
        assertThat(late.path("known").path("value").asText()).isEqualTo("0");
        assertThat(late.path("change").asText()).isEqualTo("590");
        assertThat(client.records(late.path("records").asText())).isEmpty();
        assertThat(client.explain("won_revenue", PERIODS + "&late=false")
                        .path("after")
                        .path("late")
                        .isNull())
                .isTrue();
        JsonNode ahead = client.explain(
                "won_revenue", "?from=2099-01-01&to=2099-02-01&compareFrom=2026-02-01&compareTo=2026-03-01");
        assertThat(ahead.path("after").path("partial").asBoolean()).isTrue();
        assertThat(ahead.path("after").path("late").isNull()).isTrue();
        assertThat(ahead.path("change").asText()).isEqualTo("-450");
    }

    @Test
    void saysNothingOfAChangeThatIsUnknown() {
        JsonNode found = client.explain(
                "win_rate", "?from=2099-01-01&to=2099-02-01&compareFrom=2026-02-01&compareTo=2026-03-01&by=region");
        assertThat(found.path("change").isNull()).isTrue();
        assertThat(found.path("after").path("value").path("reason").asText()).isEqualTo("NO_DENOMINATOR");
        assertThat(found.path("drivers")).isEmpty();
        assertThat(found.path("dimensions")).isEmpty();
    }

    @Test
    void takesPeriodsThatOverlapOrComeInTheOtherOrder() {
        JsonNode back = client.explain(
                "won_revenue", "?from=2026-02-01&to=2026-03-01&compareFrom=2026-03-01&compareTo=2026-04-01&by=region");
        assertThat(back.path("change").asText()).isEqualTo("-140");
        client.addsUp(back);
        JsonNode within = client.explain(
                "won_revenue",
                "?from=2026-02-01&to=2026-03-01&compareFrom=2026-02-01&compareTo=2026-04-01&by=region,owner");
        assertThat(within.path("change").asText()).isEqualTo("-590");
        client.addsUp(within);
    }

    /** In February one of A and B had bought before, in March A and C of three: .5 → .666667, all of one industry or the other. */
    @Test
    void splitsARatioOfCustomersByWhatACustomerHasOnce() {
        importCustomers();

        JsonNode found = client.explain("repeat_customer_share", PERIODS + "&by=industry,customer");

        assertThat(found.path("change").asText()).isEqualTo("0.166667");
        assertThat(group(found, "Food").path("after").path("numerator").asText())
                .isEqualTo("1");
        client.addsUp(found);
        found.path("dimensions").forEach(split -> split.path("groups").forEach(client::leadsToItsRecords));
    }

    private void importCustomers() {
        tenant.importCsv("customers", "customer_id,industry\nA,Food\nB,Food\nC,Steel\nD,Steel\n");
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,channel,net_amount
                1,2026-01-05,A,web,100
                2,2026-01-06,C,web,100
                3,2026-02-03,A,web,100
                4,2026-02-04,B,fair,300
                5,2026-03-03,A,web,100
                6,2026-03-04,A,fair,100
                7,2026-03-05,C,web,100
                8,2026-03-06,D,web,100
                """);
    }

    @Test
    void splitsAnAttainmentByOwnersThatHaveAllTheTargets() {
        tenant.importCsv(
                "targets",
                """
                kpi,period_start,period_end,value,owner_id
                won_revenue,2026-02-01,2026-03-01,300,E1
                won_revenue,2026-02-01,2026-03-01,200,E2
                won_revenue,2026-03-01,2026-04-01,400,E1
                won_revenue,2026-03-01,2026-04-01,400,E2
                """);

        JsonNode found = client.explain("target_attainment", PERIODS + "&by=owner");

        // 450 ÷ 500 → 590 ÷ 800; E3 won 150 without a target.
        assertThat(found.path("change").asText()).isEqualTo("-0.162500");
        client.addsUp(found);
        refused("target_attainment", "&by=region", "NOT_ADDITIVE", "by");
    }

    @Test
    void refusesGroupsThatDoNotAddUp() {
        importCustomers();

        refused("repeat_customer_share", "&by=channel", "NOT_ADDITIVE", "by");
        refused("top_customer_revenue_share", "&by=industry", "NOT_ADDITIVE", "by");
        assertThat(client.reply("repeat_customer_share", PERIODS + "&by=industry,channel")
                        .json()
                        .path("detail")
                        .asText())
                .contains("'channel'")
                .contains("a customer who buys in two");
    }

    @Test
    void refusesWhatHasNoExactParts() {
        refused("sales_cycle_length", "&variant=median", "NOT_ADDITIVE", "variant");
        refused("sales_velocity", "&by=region", "NOT_ADDITIVE", "by");
        refused("won_revenue", "&by=planet", "UNKNOWN_DIMENSION", "by");
        refused("won_revenue", "&by=region,region", "INVALID_VALUE", "by");
        refused("won_revenue", "&limit=0", "INVALID_VALUE", "limit");
        refused("won_revenue", "&compareTo=2026-01-01", "INVALID_PERIOD", "compareFrom");
        refused("no_such", "", "UNKNOWN_KPI", "key");
    }

    private void refused(String kpi, String parameters, String code, String field) {
        String periods = parameters.contains("compareTo") ? PERIODS.replace("&compareTo=2026-03-01", "") : PERIODS;
        JsonNode problem = client.reply(kpi, periods + parameters).json();
        assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.path("field").asText()).as(problem.toString()).isEqualTo(field);
    }

    @Test
    void isTheSameInGraphQl() {
        JsonNode rest = client.explain("won_revenue", PERIODS + "&by=region");
        JsonNode graphQl = client.explainGraphQl(
                "won_revenue",
                Map.of(
                        "from", "2026-03-01",
                        "to", "2026-04-01",
                        "compareFrom", "2026-02-01",
                        "compareTo", "2026-03-01",
                        "by", List.of("region")));
        assertThat(graphQl.path("change")).isEqualTo(rest.path("change"));
        assertThat(graphQl.path("drivers")).isEqualTo(ChangeClient.only(rest.path("drivers"), "effect", "change"));
        assertThat(graphQl.path("dimensions").get(0).path("effects"))
                .isEqualTo(rest.path("dimensions").get(0).path("effects"));
    }

    private static JsonNode group(JsonNode found, String value) {
        for (JsonNode group : found.path("dimensions").get(0).path("groups")) {
            if (group.path("value").asText().equals(value)) {
                return group;
            }
        }
        throw new AssertionError("no group " + value + " in " + found);
    }

    private static List<String> effects(JsonNode effects) {
        return effects.valueStream()
                .map(effect -> effect.path("effect").asText() + " "
                        + new BigDecimal(effect.path("change").asText())
                                .stripTrailingZeros()
                                .toPlainString())
                .toList();
    }
}
