package dev.kennzahl.demo.sample;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.junit.jupiter.api.Test;

import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the exported files back from their bytes and compares with what was. */
class DealFileTest {
    private static final SampleCompany COMPANY = SampleCompany.generate(SampleCompany.SEED);

    @Test
    void tellsEveryStepOfEveryOlderDeal() {
        Map<String, Map<Instant, NamedCsvRecord>> told = rows("deals").stream()
                .collect(Collectors.groupingBy(
                        row -> row.getField("deal_id"),
                        Collectors.toMap(
                                row -> Instant.parse(row.getField("changed_at")),
                                row -> row,
                                (a, b) -> {
                                    throw new AssertionError(a);
                                },
                                TreeMap::new)));
        List<TrueDeal> deals = COMPANY.truth().deals().stream()
                .filter(deal -> deal.origin() == Origin.FILE)
                .toList();

        assertThat(told).hasSameSizeAs(deals);
        for (TrueDeal deal : deals) {
            assertThat(told.get(deal.dealId())).hasSize(deal.steps().size());
            for (Step step : deal.steps()) {
                assertSays(told.get(deal.dealId()).get(step.at()), deal, step);
            }
        }
    }

    private static void assertSays(NamedCsvRecord row, TrueDeal deal, Step step) {
        DealState state = step.state();
        assertThat(row.getField("stage")).isEqualTo(state.stage().id());
        assertThat(row.getField("status")).isEqualTo(state.stage().status());
        assertThat(new BigDecimal(row.getField("amount"))).isEqualTo(state.amount());
        assertThat(row.getField("owner_id")).isEqualTo(state.ownerId());
        assertThat(row.getField("region")).isEqualTo(state.region() == null ? "" : state.region());
        assertThat(Instant.parse(row.getField("created_at"))).isEqualTo(deal.createdAt());
        assertThat(row.getField("closed_at"))
                .isEqualTo(state.isOpen() ? "" : state.closedAt().toString());
    }

    @Test
    void tellsNothingInOrder() {
        List<NamedCsvRecord> rows = rows("deals");
        long backwards = 0;
        for (int i = 1; i < rows.size(); i++) {
            backwards +=
                    rows.get(i).getField("changed_at").compareTo(rows.get(i - 1).getField("changed_at")) < 0 ? 1 : 0;
        }

        assertThat((double) backwards / rows.size()).isBetween(0.45, 0.55);
    }

    @Test
    void holdsNoDealThatTheNewCrmHas() {
        assertThat(rows("deals"))
                .allSatisfy(row -> assertThat(SampleCalendar.dayOf(Instant.parse(row.getField("created_at"))))
                        .isBefore(SampleCalendar.CRM_CHANGE));
    }

    @Test
    void countsItsRows() {
        COMPANY.files().forEach(file -> assertThat(rows(file.dataset())).hasSize(file.rows()));
    }

    @Test
    void datesCustomersByTheirFirstPurchase() {
        assertThat(rows("customers").stream()
                        .map(row -> row.getField("became_customer_on"))
                        .filter(day -> !day.isEmpty())
                        .map(LocalDate::parse)
                        .filter(day -> !day.isBefore(SampleCalendar.FIRST_DAY)))
                .hasSizeBetween(100, 220);
    }

    @Test
    void dealsWithLeadsThatCameBeforeThem() {
        Map<String, Lead> leads = COMPANY.leads().stream().collect(Collectors.toMap(Lead::leadId, lead -> lead));

        COMPANY.truth().deals().stream()
                .filter(deal -> deal.last().leadId() != null)
                .forEach(deal ->
                        assertThat(leads.get(deal.last().leadId()).createdAt()).isBefore(deal.createdAt()));
        COMPANY.leads().stream()
                .filter(lead -> lead.firstContactAt() != null)
                .forEach(lead -> assertThat(lead.firstContactAt()).isAfter(lead.createdAt()));
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
