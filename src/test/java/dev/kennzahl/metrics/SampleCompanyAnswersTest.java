package dev.kennzahl.metrics;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import jakarta.inject.Inject;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.demo.sample.OrderTruth;
import dev.kennzahl.demo.sample.Ratio;
import dev.kennzahl.demo.sample.SampleCompany;
import dev.kennzahl.demo.sample.SampleFile;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample company's files, taken in, give its true figures; and of last year every figure has something to say. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class SampleCompanyAnswersTest {
    private static final SampleCompany COMPANY = SampleCompany.generate(SampleCompany.SEED);
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 1, 1);

    /**
     * Of a year that is over no days are left and no open deal is expected in it; who was hired in it wins deals in the new CRM alone,
     * which are in no file.
     */
    private static final Set<String> EMPTY = Set.of("pace_to_target", "pipeline_coverage", "ramp_time");

    private static KpiClient client;

    @Inject
    Kpis kpis;

    @BeforeEach
    void takeIn() {
        if (client != null) {
            return;
        }
        TestTenant tenant = TestTenant.create();
        tenant.request()
                .contentType("application/json")
                .body(Map.of("timezone", "Europe/Berlin"))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
        for (SampleFile file : COMPANY.files()) {
            assertThat(tenant.importCsv(file.dataset(), new String(file.csv(), StandardCharsets.UTF_8))
                            .<Integer>path("accepted"))
                    .as(file.dataset())
                    .isEqualTo(file.rows());
        }
        client = new KpiClient(tenant);
    }

    @Test
    void ordersGiveRevenueByRegionAndMonth() {
        OrderTruth truth = COMPANY.orderTruth();
        Answer answer = client.ask(question("revenue").with("grain", "month").with("groupBy", List.of("region")));

        assertThat(answer.series()).hasSize(4);
        answer.series().forEach(series -> series.points().forEach(point -> assertThat(point.number())
                .as("%s %s", series.group(), point.from())
                .isEqualByComparingTo(
                        truth.revenue(LocalDate.parse(point.from()), LocalDate.parse(point.to()), line -> series.group()
                                .get(0)
                                .equals(line.region())))));
        client.ask(question("contribution_margin").with("groupBy", List.of("product")))
                .series()
                .forEach(series -> assertThat(series.points().get(0).number())
                        .isEqualByComparingTo(truth.contributionMargin(
                                FROM, TO, line -> series.group().get(0).equals(line.productId()))));
    }

    @Test
    void ordersTellWhoComesBack() {
        OrderTruth truth = COMPANY.orderTruth();

        same("repurchase_rate", truth.repurchaseRate(FROM, TO));
        same("repeat_customer_share", truth.repeatCustomerShare(FROM, TO));
        same("top_customer_revenue_share", truth.topCustomerShare(FROM, TO, 20));
    }

    /** From the rows of the files, as whoever reads them sees them. */
    @Test
    void costsMailingsAndSurveysGiveTheirFigures() {
        BigDecimal salesCost = sum("costs", "incurred_on", "amount", row -> is(row, "category", "sales"));
        BigDecimal marketing = sum("costs", "incurred_on", "amount", row -> is(row, "category", "marketing"));
        Predicate<NamedCsvRecord> any = row -> true;

        same("sales_cost_ratio", new Ratio(salesCost, COMPANY.orderTruth().revenue(FROM, TO, line -> true)));
        assertThat(value("cost_per_lead").numerator()).isEqualTo(marketing.toPlainString());
        same(
                "email_open_rate",
                new Ratio(
                        sum("campaign-stats", "sent_on", "opened", any),
                        sum("campaign-stats", "sent_on", "delivered", any)));
        Predicate<NamedCsvRecord> care = row -> is(row, "kind", "care_quality");
        same("care_quality", new Ratio(sum("surveys", "answered_at", "score", care), count("surveys", care)));
        Predicate<NamedCsvRecord> asked = row -> is(row, "kind", "nps");
        BigDecimal promoters = count("surveys", asked.and(row -> Integer.parseInt(row.getField("score")) > 8));
        BigDecimal detractors = count("surveys", asked.and(row -> Integer.parseInt(row.getField("score")) < 7));
        BigDecimal perCent = promoters.subtract(detractors).movePointRight(2);
        same("net_promoter_score", new Ratio(perCent, count("surveys", asked)));
    }

    @Test
    void everyFigureHasSomethingToSayOfLastYear() {
        Map<String, String> empty = new TreeMap<>();
        for (Kpi kpi : kpis.all()) {
            AnsweredPoint point = value(kpi.definition().key());
            if (point.value() == null || point.sampleSize() == 0) {
                empty.put(kpi.definition().key(), String.valueOf(point.reason()));
            }
        }
        assertThat(empty.keySet()).isEqualTo(EMPTY);
    }

    private static Question question(String kpi) {
        return Question.of(kpi, FROM, TO);
    }

    private static AnsweredPoint value(String kpi) {
        return client.ask(question(kpi)).only();
    }

    private static void same(String kpi, Ratio expected) {
        AnsweredPoint point = value(kpi);
        assertThat(new BigDecimal(point.numerator())).as(kpi).isEqualByComparingTo(expected.numerator());
        assertThat(new BigDecimal(point.denominator())).as(kpi).isEqualByComparingTo(expected.denominator());
    }

    private static boolean is(NamedCsvRecord row, String column, String value) {
        return row.getField(column).equals(value);
    }

    private static BigDecimal sum(String dataset, String date, String column, Predicate<NamedCsvRecord> which) {
        return rows(dataset).stream()
                .filter(row -> isOfTheYear(row, date))
                .filter(which)
                .map(row -> new BigDecimal(row.getField(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal count(String dataset, Predicate<NamedCsvRecord> which) {
        return BigDecimal.valueOf(rows(dataset).stream()
                .filter(row -> isOfTheYear(row, "answered_at"))
                .filter(which)
                .count());
    }

    /** Nobody works at night, so that the day in the company's zone is that in UTC. */
    private static boolean isOfTheYear(NamedCsvRecord row, String date) {
        return row.getField(date).startsWith("2025");
    }

    private static List<NamedCsvRecord> rows(String dataset) {
        SampleFile file = COMPANY.files().stream()
                .filter(candidate -> candidate.dataset().equals(dataset))
                .findFirst()
                .orElseThrow();
        return CsvReader.builder().ofNamedCsvRecord(new ByteArrayInputStream(file.csv())).stream()
                .toList();
    }
}
