package dev.kennzahl.metrics;

import java.math.RoundingMode;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Amounts in other currencies, by the rates that were imported; the tenant's currency is the euro. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class CurrencyConversionTest {
    private static final String RATES = "rate_on,base,quote,rate\n";

    private TestTenant tenant;
    private KpiClient client;

    @BeforeEach
    void openBooks() {
        tenant = TestTenant.create();
        client = new KpiClient(tenant);
    }

    @Test
    void takesTheRateAsItWasSaid() {
        order("2026-02-10", "100", "GBP");
        rates("2026-02-01,GBP,EUR,1.25");
        assertThat(revenue().number()).isEqualByComparingTo("125");
    }

    @Test
    void turnsARateRoundThatWasSaidTheOtherWay() {
        order("2026-02-10", "100", "CHF");
        rates("2026-02-01,EUR,CHF,0.8");
        assertThat(revenue().number()).isEqualByComparingTo("125");
    }

    /** Of 1 ÷ 1512.77 twelve decimals are nine digits that count: too few for hundreds of millions. */
    @Test
    void largeAmountsOfAWeakCurrencyAreRightToTheCent() {
        order("2026-02-10", "151277000000", "KRW");
        rates("2026-02-01,EUR,KRW,1512.77");
        assertThat(revenue().number().setScale(2, RoundingMode.HALF_EVEN)).isEqualByComparingTo("100000000");
    }

    @Test
    void largeAmountsAreRightToTheCentByWayOfABase() {
        order("2026-02-10", "250000000000", "LBP");
        rates("2026-02-01,USD,LBP,95000", "2026-02-01,USD,EUR,0.9");
        assertThat(revenue().number().setScale(2, RoundingMode.HALF_EVEN))
                .as("250,000,000,000 × 0.9 ÷ 95,000")
                .isEqualByComparingTo("2368421.05");
    }

    @Test
    void goesByWayOfABaseThatBothHaveARateToOnOneDay() {
        order("2026-02-10", "1000", "JPY");
        rates("2026-02-01,USD,JPY,200", "2026-02-01,USD,EUR,0.9", "2026-02-05,USD,JPY,100");
        assertThat(revenue().number())
                .as("1000 ÷ 200 × 0.9; on 5 February there is no rate to the euro")
                .isEqualByComparingTo("4.5");
    }

    @Test
    void takesTheNewestRateOnOrBeforeTheDayOfTheOrder() {
        order("2026-02-10", "100", "GBP");
        rates("2026-01-01,GBP,EUR,2", "2026-02-10,GBP,EUR,1.5", "2026-02-11,GBP,EUR,1");
        assertThat(revenue().number()).isEqualByComparingTo("150");
    }

    @Test
    void theDayOfTheOrderIsTheTenantsDay() {
        // Half past midnight in Berlin is still the day before in London.
        order("2026-02-10T23:30:00Z", "100", "GBP");
        rates("2026-02-10,GBP,EUR,1.5", "2026-02-11,GBP,EUR,1");
        assertThat(revenue().number()).isEqualByComparingTo("100");
    }

    @Test
    void aRateOfTheDayAfterDoesNotHelp() {
        order("2026-02-10", "100", "GBP");
        rates("2026-02-11,GBP,EUR,1");
        assertThat(revenue().value()).isNull();
        assertThat(revenue().reason()).isEqualTo("EXCHANGE_RATE_MISSING");
    }

    @Test
    void withoutARateTheValueIsUnknownAndSoIsEveryQuotientOfIt() {
        order("2026-02-10", "100", "GBP");
        order("2026-02-11", "50", "EUR");
        assertThat(revenue().reason()).isEqualTo("EXCHANGE_RATE_MISSING");
        AnsweredPoint ratio = ask("contribution_margin_ratio", "2026-02-01", "2026-03-01");
        assertThat(ratio.value()).isNull();
        assertThat(ratio.reason()).isEqualTo("EXCHANGE_RATE_MISSING");
        assertThat(client.records(february("revenue"), 10))
                .as("the records show which amount it is")
                .filteredOn(record -> record.path("numerator").isNull())
                .singleElement()
                .satisfies(
                        record -> assertThat(record.path("currency").asText()).isEqualTo("GBP"));
    }

    @Test
    void nothingIsNothingInEveryCurrency() {
        order("2026-02-10", "0", "GBP");
        assertThat(revenue().number()).isEqualByComparingTo("0");
    }

    @Test
    void aPairIsPreferredToAWayRoundEvenIfItIsOlder() {
        order("2026-02-10", "100", "GBP");
        rates("2026-01-01,GBP,EUR,1.5", "2026-02-10,USD,GBP,1", "2026-02-10,USD,EUR,1");
        assertThat(revenue().number()).isEqualByComparingTo("150");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-01,CHF,USD,1.04 & 2026-02-01,USD,EUR,0.5  | 52     | on and on",
                "2026-02-01,CHF,USD,1.25 & 2026-02-01,EUR,USD,0.5  | 250    | on and back",
                "2026-02-01,USD,CHF,0.8  & 2026-02-01,USD,EUR,0.5  | 62.5   | by a base, as ever",
                "2026-02-01,USD,CHF,0.8  & 2026-02-01,EUR,USD,0.5  | 250    | back and back",
            })
    void goesByACurrencyThatBothHaveARateWithWhicheverWayItWasSaid(String said, String worth, String way) {
        order("2026-02-10", "100", "CHF");
        rates(said.split(" +& +"));
        assertThat(revenue().number()).as(way).isEqualByComparingTo(worth);
    }

    /** The rate of the franc is not that of the day of the dollar's, which a base would have to be of. */
    @Test
    void eachLegHasItsNewestRate() {
        order("2026-02-10", "100", "CHF");
        rates(
                "2026-01-01,CHF,USD,9",
                "2026-01-20,CHF,USD,2",
                "2026-02-05,USD,EUR,0.5",
                "2026-02-11,CHF,USD,7",
                "2026-01-10,EUR,USD,5");
        assertThat(revenue().number()).isEqualByComparingTo("100");
    }

    @Test
    void aBaseOfOneDayIsPreferredToLegsThatPointDifferentWaysEvenIfItIsOlder() {
        order("2026-02-10", "100", "CHF");
        rates("2026-01-01,USD,CHF,2", "2026-01-01,USD,EUR,1", "2026-02-10,CHF,GBP,3", "2026-02-10,GBP,EUR,1");
        assertThat(revenue().number()).isEqualByComparingTo("50");
    }

    @Test
    void ofSeveralCurrenciesTheNewestWayCountsAndThenTheAlphabet() {
        order("2026-02-10", "100", "CHF");
        rates("2026-01-01,CHF,GBP,2", "2026-02-10,GBP,EUR,1", "2026-01-02,CHF,USD,3", "2026-01-02,USD,EUR,1");
        assertThat(revenue().number())
                .as("by the dollar, since the rate to the pound is older")
                .isEqualByComparingTo("300");
        rates("2026-01-02,CHF,JPY,4", "2026-01-03,JPY,EUR,1");
        assertThat(revenue().number()).as("by the yen, of the same day").isEqualByComparingTo("400");
    }

    @Test
    void largeAmountsAreRightToTheCentByLegsThatPointDifferentWays() {
        order("2026-02-10", "250000000000", "LBP");
        rates("2026-02-01,USD,LBP,95000", "2026-02-01,EUR,USD,1.0837");
        assertThat(revenue().number().setScale(2, RoundingMode.HALF_EVEN))
                .as("250,000,000,000 ÷ (95,000 × 1.0837)")
                .isEqualByComparingTo("2428327.90");
    }

    @Test
    void threeRatesMakeNone() {
        order("2026-02-10", "100", "CHF");
        rates("2026-02-01,CHF,USD,1", "2026-02-01,USD,GBP,1", "2026-02-01,GBP,EUR,1");
        assertThat(revenue().reason()).isEqualTo("EXCHANGE_RATE_MISSING");
    }

    @Test
    void aCorrectedRateCorrectsTheFigureFromThenOn() {
        order("2026-02-10", "100", "GBP");
        rates("2026-02-01,GBP,EUR,1.25");
        String before = client.ask(february("revenue")).watermark();
        rates("2026-02-01,GBP,EUR,1.5");
        assertThat(revenue().number()).isEqualByComparingTo("150");
        assertThat(client.ask(february("revenue").with("asOf", before)).only().number())
                .isEqualByComparingTo("125");
    }

    @Test
    void whoeverAsksForAnotherCurrencyGetsIt() {
        order("2026-02-10", "100", "");
        order("2026-02-11", "40", "CHF");
        rates("2026-02-01,EUR,CHF,0.8");
        Answer answer = client.ask(february("revenue").with("currency", "CHF"));
        assertThat(answer.currency()).isEqualTo("CHF");
        assertThat(answer.only().number()).isEqualByComparingTo("120");
        assertThat(client.ask(february("revenue").with("currency", "SEK"))
                        .only()
                        .reason())
                .isEqualTo("EXCHANGE_RATE_MISSING");
    }

    @Test
    void everyFigureHasItsOwnDay() {
        rates("2026-01-01,GBP,EUR,1", "2026-02-01,GBP,EUR,2", "2026-02-10,GBP,EUR,4");
        tenant.importCsv("costs", "cost_id,incurred_on,category,amount,currency\nK1,2026-02-05,sales,10,GBP\n");
        tenant.importCsv(
                "contracts", "contract_id,customer_id,start_on,annual_value,currency\nV1,C1,2026-01-15,1000,GBP\n");
        tenant.importCsv(
                "leads",
                "lead_id,created_at,status,expected_value,currency,converted_at\n"
                        + "L1,2026-02-05,converted,100,GBP,2026-02-12\n");
        tenant.importCsv(
                "deals",
                "deal_id,stage,status,amount,currency,created_at,closed_at\nD1,won,won,100,GBP,2026-01-02,2026-02-12\n");
        order("2026-02-06", "100", "EUR");
        assertThat(ask("sales_cost_ratio", "2026-02-01", "2026-03-01").number())
                .as("a cost: the day it was incurred")
                .isEqualByComparingTo("0.2");
        assertThat(ask("average_contract_value", "2026-02-01", "2026-03-01").number())
                .as("a contract: its first day")
                .isEqualByComparingTo("1000");
        assertThat(ask("expected_value_per_lead", "2026-02-01", "2026-03-01").number())
                .as("a lead: the day it was created")
                .isEqualByComparingTo("200");
        assertThat(ask("won_revenue", "2026-02-01", "2026-03-01").number())
                .as("a won deal: the day it was closed")
                .isEqualByComparingTo("400");
    }

    private void order(String at, String amount, String currency) {
        tenant.importCsv(
                "orders",
                "order_id,ordered_at,customer_id,net_amount,currency\n" + at + "," + at + ",C1," + amount + ","
                        + currency + "\n");
    }

    private void rates(String... rows) {
        tenant.importCsv("exchange-rates", RATES + String.join("\n", List.of(rows)) + "\n");
    }

    private AnsweredPoint revenue() {
        return ask("revenue", "2026-02-01", "2026-03-01");
    }

    private AnsweredPoint ask(String kpi, String from, String to) {
        return client.ask(Question.of(kpi, from, to)).only();
    }

    private static Question february(String kpi) {
        return Question.of(kpi, "2026-02-01", "2026-03-01");
    }
}
