package dev.kennzahl.sales;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The data sets and columns that the contract promises; a column that is lost or renamed is a change of the contract. */
class DataSetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | order_id* line_no ordered_at* customer_id* employee_id product_id channel region country quantity"
                        + " net_amount* variable_cost currency deal_id kind",
                "contracts | contract_id* customer_id* product_id owner_id start_on* end_on cancelled_on annual_value* currency",
                "costs | cost_id* incurred_on* category* purpose channel campaign_id region product_id employee_id amount* currency",
                "activities | activity_id* occurred_at* type* direction lead_id deal_id customer_id employee_id",
                "campaign-stats | campaign_id* sent_on* channel sent delivered bounced complaints unsubscribed opened clicked",
                "surveys | response_id* answered_at* kind* score* scale_min scale_max customer_id employee_id comment",
                "competitor-prices | observed_on* product_id* competitor* price* currency",
                "targets | kpi* period_start* period_end* value* currency owner_id team region product_id",
                "forecast-submissions | submitted_at* period_start* period_end* owner_id category amount* currency note",
                "exchange-rates | rate_on* base* quote* rate*",
            })
    void everyFactHasTheColumnsOfTheContractInItsOrder(String dataset, String columns) {
        assertThat(columnsOf(DataSet.ofName(dataset).orElseThrow())).containsExactly(columns.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customers | customer_id* name region country industry segment company_size needs owner_id became_customer_on"
                        + " churned_on",
                "products | product_id* name product_group list_price variable_cost currency",
                "employees | employee_id* name team manager_id region role fte hired_on left_on",
                "leads | lead_id* created_at* status lead_source channel campaign_id owner_id customer_id region company_size"
                        + " score interest expected_value currency first_contact_at qualified_at converted_at deal_id"
                        + " disqualified_at disqualified_reason",
                "deals | deal_id* name customer_id lead_id owner_id product_id region channel pipeline stage* status* amount"
                        + " currency probability forecast_category created_at expected_close_on closed_at lost_reason changed_at",
            })
    void everyRecordHasTheColumnsOfTheContract(String dataset, String columns) {
        EntityType entity = (EntityType) DataSet.ofName(dataset).orElseThrow();
        Set<String> found = new LinkedHashSet<>(columnsOf(entity));
        if (entity.hasLifecycle()) {
            found.addAll(List.of(entity.requiredColumns().contains("status") ? "status*" : "status", "changed_at"));
        }
        assertThat(found).contains(columns.split(" "));
    }

    @Test
    void thereAreTheFifteenDataSetsOfTheContract() {
        assertThat(DataSet.names()).hasSize(15).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidOfAKindOfFactIsAboutColumnsItHas(FactType type) {
        List<String> columns =
                columnsOf(type).stream().map(column -> column.replace("*", "")).toList();
        assertThat(columns)
                .doesNotHaveDuplicates()
                .containsAll(type.keyColumns())
                .containsAll(type.requiredColumns());
        assertThat(columns)
                .containsAll(type.defaults().keySet())
                .contains(type.dateField().name());
        assertThat(columns)
                .containsAll(type.checks().stream().map(RowCheck::field).toList());
        assertThat(type.dayColumns().values()).doesNotContainAnyElementsOf(columns);
        type.defaults()
                .forEach((column, value) -> type.field(column).orElseThrow().parse(value, ZoneOffset.UTC));
    }

    @Test
    void aFactWithoutAnIdIsCalledByThePartsOfItsKey() {
        assertThat(FactType.EXCHANGE_RATE.externalId(List.of("2026-03-31", "USD", "EUR")))
                .isEqualTo("2026-03-31/USD/EUR");
        assertThat(FactType.CAMPAIGN_STAT.externalId(List.of("spring/summer", "2026-03-31", "")))
                .as("parts cannot run into each other")
                .isEqualTo("spring%2Fsummer/2026-03-31/");
        assertThat(FactType.ORDER.externalId(List.of("A/1", "2"))).isEqualTo("A/1");
    }

    private static List<String> columnsOf(DataSet dataset) {
        List<String> names = new ArrayList<>();
        dataset.idColumn().ifPresent(names::add);
        dataset.describedFields().forEach(field -> names.add(field.name()));
        return names.stream()
                .map(name -> dataset.requiredColumns().contains(name) ? name + "*" : name)
                .toList();
    }
}
