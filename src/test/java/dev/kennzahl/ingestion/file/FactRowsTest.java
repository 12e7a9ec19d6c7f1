package dev.kennzahl.ingestion.file;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.sales.DataSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Which rows of facts are good, and what is said of those that are not. */
class FactRowsTest {
    /** A good row of each data set, to be made worse. */
    private static final Map<String, String> GOOD = Map.of(
            "orders", "order_id=A ordered_at=2026-03-31 customer_id=C net_amount=10.50",
            "contracts", "contract_id=A customer_id=C start_on=2026-03-31 annual_value=1200",
            "costs", "cost_id=A incurred_on=2026-03-31 category=marketing amount=-3",
            "activities", "activity_id=A occurred_at=2026-03-31T10:00:00Z type=call",
            "campaign-stats", "campaign_id=A sent_on=2026-03-31",
            "surveys", "response_id=A answered_at=2026-03-31 kind=nps score=10",
            "competitor-prices", "observed_on=2026-03-31 product_id=P competitor=X price=0",
            "targets", "kpi=revenue period_start=2026-01-01 period_end=2026-04-01 value=1E6",
            "forecast-submissions", "submitted_at=2026-03-31 period_start=2026-01-01 period_end=2026-04-01 amount=7",
            "exchange-rates", "rate_on=2026-03-31 base=usd quote=EUR rate=0.92");

    @Test
    void aRowWithTheRequiredColumnsAloneIsGood() {
        GOOD.keySet()
                .forEach(dataset ->
                        assertThat(read(dataset, "").rejections()).as(dataset).isEmpty());
    }

    @Test
    void everyRequiredColumnIsMissedByItsName() {
        GOOD.keySet().forEach(dataset -> {
            for (String column : DataSet.ofName(dataset).orElseThrow().requiredColumns()) {
                assertThat(read(dataset, column + "=").rejections())
                        .as(dataset)
                        .extracting(Rejection::code, Rejection::field)
                        .containsExactly(tuple("MISSING_VALUE", column));
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | kind=gift | kind must be one of [sale, return, cancellation].",
                "orders | line_no=1.5 | line_no must be a whole number, such as 3.",
                "orders | line_no=0 | line_no must be greater than 0.",
                "orders | line_no=99999999999999999999 | line_no must be a whole number, such as 3.",
                "orders | quantity=1,5 | quantity must be a decimal number with a point and no separators, such as 1250.50.",
                "orders | currency=Euro | currency must be an ISO 4217 currency code, such as EUR.",
                "orders | ordered_at=31.3.2026 | ordered_at must be an ISO date or instant with offset, such as 2026-05-31 or"
                        + " 2026-05-31T14:30:00Z.",
                "contracts | end_on=2026-03-30 | end_on must not be before start_on.",
                "costs | category=travel | category must be one of [marketing, sales, other].",
                "costs | purpose=fun | purpose must be one of [acquisition, retention, other].",
                "activities | direction=up | direction must be one of [in, out].",
                "campaign-stats | clicked=-1 | clicked must not be negative.",
                "surveys | kind=ces | kind must be one of [nps, csat, care_quality].",
                "surveys | score=11 | score must be a whole number from 0 to 10 for kind nps.",
                "surveys | score=9.5 | score must be a whole number from 0 to 10 for kind nps.",
                "surveys | kind=csat score=6 scale_min=1 scale_max=5 | score must not be greater than scale_max.",
                "surveys | kind=csat score=0 scale_min=1 scale_max=5 | score must not be less than scale_min.",
                "surveys | kind=csat score=5 scale_min=5 scale_max=5 | scale_max must be greater than scale_min.",
                "competitor-prices | price=-0.01 | price must not be negative.",
                "targets | period_end=2026-01-01 | period_end must be after period_start.",
                "forecast-submissions | category=sure | category must be one of [commit, best_case, pipeline].",
                "forecast-submissions | period_start=2026-05-01 | period_end must be after period_start.",
                "exchange-rates | rate=0 | rate must be greater than 0.",
                "exchange-rates | quote=USD | quote must differ from base.",
                "employees | employee_id=E fte=-0.5 | fte must not be negative.",
                "employees | employee_id=E hired_on=2026-02-01 left_on=2026-01-31 | left_on must not be before hired_on.",
                "leads | lead_id=L created_at=2026-01-01 score=100.5 | score must be from 0 to 100.",
                "leads | lead_id=L created_at=2026-01-01 score=-1 | score must be from 0 to 100.",
            })
    void aRowThatCannotBeIsRefusedWithFieldAndRemedy(String dataset, String change, String message) {
        assertThat(read(dataset, change).rejections())
                .extracting(Rejection::code, Rejection::message)
                .containsExactly(tuple("INVALID_VALUE", message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | kind=Return line_no=2.0 | kind=return",
                "surveys | kind=CSAT score=4.5 scale_min=1 scale_max=5 | kind=csat",
                "exchange-rates | quote=chf | quote=CHF",
                "campaign-stats | sent=3 colour=red | colour=red",
            })
    void aWordOfAClosedSetIsKeptInOneSpellingAndFurtherColumnsAsTheyAre(String dataset, String change, String kept) {
        RowTranslator.Outcome outcome = read(dataset, change);

        assertThat(outcome.rejections()).isEmpty();
        assertThat(Objects.requireNonNull(outcome.statement()).fields()).containsAllEntriesOf(cells(kept));
    }

    @Test
    void whatTheFileDoesNotSayOfAnOrderIsLineOneOfASale() {
        assertThat(Objects.requireNonNull(read("orders", "kind=").statement()).fields())
                .containsEntry("line_no", "1")
                .containsEntry("kind", "sale");
    }

    @Test
    void aKeyThatNoIndexCanHoldIsRefusedAndProseMayBeLong() {
        String longText = "x".repeat(20_000);

        assertThat(read("orders", "order_id=" + longText).rejections())
                .extracting(Rejection::message)
                .containsExactly("order_id must not be longer than 100 characters.");
        assertThat(read("orders", "customer_id=" + longText).rejections())
                .extracting(Rejection::message)
                .containsExactly("customer_id must not be longer than 500 characters.");
        assertThat(read("surveys", "comment=" + longText).rejections()).isEmpty();
        assertThat(read("products", "product_id=" + longText).rejections())
                .extracting(Rejection::message)
                .containsExactly("product_id must not be longer than 500 characters.");
    }

    private static RowTranslator.Outcome read(String dataset, String change) {
        Map<String, @Nullable String> cells = cells(GOOD.getOrDefault(dataset, ""));
        cells.putAll(cells(change));
        return new RowTranslator(DataSet.ofName(dataset).orElseThrow(), ColumnMapping.NONE, ZoneId.of("Europe/Berlin"))
                .translate(new FileRow(1, cells, null));
    }

    private static Map<String, @Nullable String> cells(String text) {
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(text.isBlank() ? List.of() : List.of(text.split(" ")));
        all.forEach(cell -> {
            String[] parts = cell.split("=", 2);
            cells.put(parts[0], parts[1].isEmpty() ? null : parts[1]);
        });
        return cells;
    }
}
