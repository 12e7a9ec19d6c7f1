package dev.kennzahl.metrics;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be added to plain values, on seven deals to be computed by hand. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KpiExtrasTest {
    private static final String DEALS =
            """
            deal_id,owner_id,stage,status,amount,created_at,closed_at
            Z,E1,won,won,7,,2024-12-31
            A,E1,won,won,100,2025-01-08,2025-01-10
            B,E2,won,won,50,2025-01-10,2025-01-20
            L,E2,lost,lost,9,2025-01-10,2025-01-21
            C,E1,won,won,30,2025-02-01,2025-02-05
            D,E3,won,won,20,2025-03-15,2025-03-15
            E,,won,won,0.50,2025-03-15,2025-03-16
            """;

    private KpiClient client;

    @BeforeEach
    void importDeals() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", DEALS);
        client = new KpiClient(tenant);
    }

    @Test
    void theOthersOfTheLargestOwnerAndAllShares() {
        Question question = quarter("won_revenue")
                .with("groupBy", List.of("owner"))
                .with("limit", 1)
                .with("others", true)
                .with("share", true);
        // The deal that nobody owns is one of the others; their group is as empty, and told apart by the flag.
        assertThat(client.get(question.path("values"), "text/csv").body().replace("\r\n", "\n"))
                .isEqualTo(
                        """
                        kpi,variant,owner,from,to,value,unit,currency,numerator,denominator,sample_size,partial,reason,low,high,others,share
                        won_revenue,default,E1,2025-01-01,2025-02-01,100,money,EUR,,,1,false,,,,false,0.666667
                        won_revenue,default,E1,2025-02-01,2025-03-01,30,money,EUR,,,1,false,,,,false,1.000000
                        won_revenue,default,E1,2025-03-01,2025-04-01,0,money,EUR,,,0,false,,,,false,0.000000
                        won_revenue,default,,2025-01-01,2025-02-01,50,money,EUR,,,1,false,,,,true,0.333333
                        won_revenue,default,,2025-02-01,2025-03-01,0,money,EUR,,,0,false,,,,true,0.000000
                        won_revenue,default,,2025-03-01,2025-04-01,20.50,money,EUR,,,2,false,,,,true,1.000000
                        """);
    }

    @Test
    void thereAreNoOthersWhenAllGroupsAreListed() {
        Question question = quarter("won_revenue")
                .with("groupBy", List.of("owner"))
                .with("limit", 4)
                .with("others", true);
        assertThat(client.ask(question).series()).hasSize(4).noneMatch(Answer.AnsweredSeries::others);
    }

    @Test
    void runningAndRollingSums() {
        Question question = quarter("won_revenue");
        assertThat(values(question.with("accumulate", "period"))).containsExactly("150", "180", "200.50");
        assertThat(values(question.with("rolling", 2))).containsExactly("157", "180", "50.50");
        assertThat(values(question.with("accumulate", "year").with("from", "2025-02-01")))
                .containsExactly("180", "200.50");
        assertThat(values(question.with("accumulate", "quarter").with("from", "2024-12-01")))
                .containsExactly("7", "150", "180", "200.50");
    }

    @Test
    void aRunningRateIsOfAllItsRecordsAndSoIsARunningMedian() {
        AnsweredPoint february =
                points(quarter("win_rate").with("accumulate", "period")).get(1);
        assertThat(february.numerator()).isEqualTo("3");
        assertThat(february.denominator()).isEqualTo("4");
        assertThat(february.value()).isEqualTo("0.750000");
        // Two and ten days; with the four of February the middle one is that.
        assertThat(values(
                        quarter("sales_cycle_length").with("variant", "median").with("accumulate", "period")))
                .startsWith("6.000000", "4.000000");
    }

    @Test
    void aRateOfRecordsHasAnInterval() {
        AnsweredPoint january = points(quarter("win_rate")).get(0);
        // 2 of 3, computed by hand in WilsonIntervalTest.
        assertThat(january.low()).isEqualTo("0.207660");
        assertThat(january.high()).isEqualTo("0.938508");
        AnsweredPoint byValue =
                points(quarter("win_rate").with("variant", "by_value")).get(0);
        assertThat(byValue.low()).as("amounts are no draws").isNull();
    }

    @Test
    void soHasTheRateOfACohort() {
        AnsweredPoint january =
                points(quarter("win_rate").with("variant", "cohort")).get(0);
        assertThat(january.numerator()).isEqualTo("2");
        assertThat(january.denominator()).isEqualTo("3");
        assertThat(january.low()).isEqualTo("0.207660");
        assertThat(january.high()).isEqualTo("0.938508");
    }

    @Test
    void noColumnOfTheCsvHasTheNameOfAnother() {
        Question question =
                Question.of("won_revenue", "2025-01-01", "2025-04-01").with("groupBy", List.of("currency", "owner"));
        assertThat(client.get(question.path("values"), "text/csv").body())
                .startsWith("kpi,variant,group_currency,owner,from,to,value,unit,currency,");
    }

    @Test
    void gapsAndCutBucketsStayTold() {
        List<AnsweredPoint> points = points(Question.of("deals_won", "2025-03-16", "2025-06-01")
                .with("grain", "month")
                .with("rolling", 2)
                .with("fill", "null"));
        assertThat(points).extracting(AnsweredPoint::since).containsExactly("2025-02-01", "2025-03-01", "2025-04-01");
        assertThat(points).extracting(AnsweredPoint::value).containsExactly("3", "2", null);
        assertThat(points).extracting(AnsweredPoint::sampleSize).containsExactly(3L, 2L, 0L);
        assertThat(points).extracting(AnsweredPoint::reason).containsExactly(null, null, "NO_DATA");
        assertThat(points).extracting(AnsweredPoint::partial).containsExactly(true, false, false);
    }

    private static Question quarter(String kpi) {
        return Question.of(kpi, "2025-01-01", "2025-04-01").with("grain", "month");
    }

    private List<String> values(Question question) {
        return points(question).stream().map(AnsweredPoint::value).toList();
    }

    private List<AnsweredPoint> points(Question question) {
        return client.ask(question).points(List.of());
    }
}
