package dev.kennzahl.ingestion.sender;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.ingestion.history.RecordFold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What becomes of the columns of a record, and what follows from them. */
class Dynamics365ColumnsTest {
    private static final String EURO = "e5f0c1d2-55aa-f011-8e8e-000d3ab1aa05";
    private static final String OTHER = "b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02";
    private static final String REFERENCE = "{'Id':'" + OTHER + "','LogicalName':'account','Name':null}";

    private final Dynamics365Sender sender = new Dynamics365Sender();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "opportunity | estimatedvalue        | {'Value':48000.00,'__type':'Money:x'}         | amount            | 48000.00",
                "opportunity | estimatedvalue        | {'Value':-2.5E3}                              | amount            | -2.5E+3",
                "opportunity | estimatedclosedate    | '\\/Date(1784073600000)\\/'                   | expected_close_on | 2026-07-15",
                "opportunity | estimatedclosedate    | '\\/Date(1784066400000-0700)\\/'              | expected_close_on | 2026-07-15",
                "opportunity | estimatedclosedate    | '\\/Date(-2208988800000)\\/'                  | expected_close_on | 1900-01-01",
                "opportunity | actualclosedate       | '\\/Date(1784073600000)\\/'                   | closed_at         | 2026-07-15",
                "opportunity | createdon             | '\\/Date(1784073600000)\\/'                   | created_at        | 2026-07-15T00:00:00Z",
                "opportunity | closeprobability      | 0                                             | probability       | 0",
                "opportunity | closeprobability      | 33                                            | probability       | 0.33",
                "opportunity | closeprobability      | 100                                           | probability       | 1",
                "opportunity | originatingleadid     | {'Id':'{B2F0C1D2-55AA-F011-8E8E-000D3AB1AA02}','LogicalName':'lead'} | lead_id | b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02",
                "opportunity | new_tier              | {'Value':100000001}                           | new_tier          | 100000001",
                "opportunity | new_products          | [{'Value':1},{'Value':3}]                     | new_products      | 1;3",
                "opportunity | new_score             | {'AttributeLogicalName':'s','Value':{'Value':7}} | new_score      | 7",
                "opportunity | new_on                | '\\/Date(1784073600000)\\/'                   | new_on            | 2026-07-15",
                "opportunity | new_at                | '\\/Date(1784073600001)\\/'                   | new_at            | 2026-07-15T00:00:00.001Z",
                "opportunity | new_flag              | true                                          | new_flag          | true",
                "opportunity | name                  | '/Date(1)/'                                   | name              | /Date(1)/",
                "lead        | subject               | 'Jörg'                                        | name              | Jörg",
                "lead        | leadsourcecode        | {'Value':7}                                   | lead_source       | Trade Show",
                "lead        | leadsourcecode        | {'Value':100000001}                           | lead_source       | 100000001",
                "lead        | estimatedamount       | {'Value':9000.0}                              | expected_value    | 9000.0",
                "lead        | qualifyingopportunityid | {'Id':'b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02','LogicalName':'opportunity'} | deal_id | b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02",
                "account     | address1_country      | 'DE'                                          | country           | DE",
                "account     | statecode             | {'Value':1}                                   | statecode         | 1",
                "contact     | fullname              | 'Jörg Weiß'                                   | name              | Jörg Weiß",
                "product     | price                 | {'Value':12.3456}                             | list_price        | 12.3456",
                "systemuser  | parentsystemuserid    | {'Id':'b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02','LogicalName':'systemuser'} | manager_id | b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02"
            })
    void readsTypedValues(String table, String column, String value, String field, String text) {
        assertThat(fields(table, column, value)).contains(entry(field, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "estimatedvalue     | amount",
                "estimatedclosedate | expected_close_on",
                "closeprobability   | probability",
                "customerid         | customer_id",
                "stepname           | stage",
                "new_tier           | new_tier",
                "statuscode         | _status_reason",
                "salesstage         | _sales_stage",
                "actualvalue        | _actual_value"
            })
    void clearsWhatIsNull(String column, String field) {
        assertThat(fields("opportunity", column, "null")).containsEntry(field, null);
        assertThat(fields("opportunity", column, "''")).containsEntry(field, null);
        assertThat(fields("opportunity", column, "{'Value':null}")).containsEntry(field, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "estimatedvalue     | {'Value':'NaN'}",
                "estimatedvalue     | {'Value':'1,200.50'}",
                "estimatedvalue     | {'Value':1e9999}",
                "estimatedvalue     | {'Value':{}}",
                "estimatedvalue     | {'Amount':1}",
                "estimatedvalue     | [1]",
                "actualvalue        | {'Value':'abc'}",
                "actualvalue        | {'Value':1e400000}",
                "closeprobability   | 101",
                "closeprobability   | -1",
                "closeprobability   | 1e999",
                "closeprobability   | true",
                "estimatedclosedate | '/Date(1)'",
                "estimatedclosedate | '/Date(999999999999999)/'",
                "estimatedclosedate | '/Date(١٢٣)/'",
                "createdon          | 1784073600000",
                "statecode          | {'Value':3}",
                "statecode          | {'Value':'won'}",
                "statecode          | []",
                "statuscode         | {'Value':'x'}",
                "salesstage         | {'Value':1.5}",
                "stageid            | 'x'",
                "customerid         | {'Id':'x','LogicalName':'account'}",
                "customerid         | {'Id':'00000000-0000-0000-0000-000000000000','LogicalName':'account'}",
                "new_list           | [{'Value':'a'}]",
                "new_party          | {'Entities':[]}",
                "name               | 'a\\u0000b'"
            })
    void setsAnUnusableValueAsideAndKeepsTheRest(String column, String value) {
        Translation translation = translate(
                "opportunity", "{'key':'" + column + "','value':" + value + "},{'key':'new_other','value':'o'}", "{}");

        assertThat(translation.events()).hasSize(1);
        assertThat(translation.events().get(0).fields())
                .contains(entry("new_other", "o"))
                .hasSizeLessThanOrEqualTo(2)
                .doesNotContainKeys("amount", "_actual_value", "probability", "status", "customer_id");
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly(column);
        assertThat(translation.rejections()).extracting(Rejection::code).containsExactly("INVALID_VALUE");
    }

    @Test
    void survivesALoneSurrogate() {
        assertThat(fields("opportunity", "name", "'\\ud800'")).containsKey("name");
    }

    @ParameterizedTest
    @CsvSource({
        "opportunity,0,open",
        "opportunity,1,won",
        "opportunity,2,lost",
        "lead,0,open",
        "lead,1,qualified",
        "lead,2,disqualified"
    })
    void readsTheStateAndNotItsReason(String table, int state, String status) {
        Translation translation = translate(
                table,
                "{'key':'statuscode','value':{'Value':100000001}},{'key':'statecode','value':{'Value':" + state + "}}",
                "{'properties':{'statecode':'new_state'}}");

        assertThat(translation.events().get(0).fields())
                .contains(entry("status", status), entry("new_state", String.valueOf(state)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modifiedby", "createdby", "versionnumber", "modifiedon", "opportunityid"})
    void keepsNoBooks(String column) {
        assertThat(fields("opportunity", column, "null")).isEmpty();
    }

    @Test
    void putsTheUsersMappingFirst() {
        String options = "{'properties':{'estimatedvalue':'new_estimate','new_arr':'amount','industrycode':'industry',"
                + "'new_when':'closed_at','customerid':'status'}}";

        Translation translation = translate(
                "opportunity",
                "{'key':'estimatedvalue','value':{'Value':1}},{'key':'new_arr','value':{'Value':2}},"
                        + "{'key':'new_when','value':'\\/Date(1784073600000)\\/'},{'key':'customerid','value':"
                        + REFERENCE + "}",
                options);

        assertThat(translation.events().get(0).fields())
                .containsOnly(
                        entry("new_estimate", "1"), entry("amount", "2"), entry("closed_at", "2026-07-15T00:00:00Z"));
    }

    @Test
    void readsCurrenciesByTheirGuid() {
        String options = "{'currencies':{'{" + EURO.toUpperCase(java.util.Locale.ROOT) + "}':'CHF'}}";

        assertThat(currency(EURO, options).events().get(0).fields())
                .contains(entry("currency", "CHF"), entry("_unknown_currency", "false"));
    }

    @Test
    void doesNotAssumeACurrencyWhereAnotherOneIsNamed() {
        Translation translation = currency(OTHER, "{'currency':'EUR','currencies':{'" + EURO + "':'CHF'}}");
        ChangeEvent event = translation.events().get(0);

        assertThat(event.fields()).containsEntry("currency", null);
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("transactioncurrencyid");
        assertThat(sender.derived(event.fields()::get)).containsEntry(RecordFold.ASSUMED_CURRENCY, null);
    }

    @Test
    void leavesTheCurrencyToTheConnectionWithoutAList() {
        Translation translation = currency(EURO, "{'currency':'EUR'}");

        assertThat(translation.rejections()).isEmpty();
        assertThat(translation.events().get(0).fields()).doesNotContainKey("currency");
    }

    @Test
    void assumesACurrencyForTheActualValueToo() {
        assertThat(translate("opportunity", "{'key':'actualvalue','value':{'Value':5}}", "{'currency':'EUR'}")
                        .events()
                        .get(0)
                        .fields())
                .containsOnly(entry("_actual_value", "5"), entry(RecordFold.ASSUMED_CURRENCY, "EUR"));
    }

    @ParameterizedTest
    @CsvSource({"open,48", "won,51", "lost,48"})
    void countsTheActualValueOfAWonDealOnly(String status, String amount) {
        Map<String, @Nullable String> fields =
                new HashMap<>(Map.of("status", status, "amount", "48", "_actual_value", "51"));

        fields.putAll(sender.derived(fields::get));

        assertThat(fields).containsEntry("amount", amount);
    }

    @Test
    void keepsTheEstimateOfADealWonWithoutAnActualValue() {
        assertThat(sender.derived(Map.of("status", "won", "amount", "48")::get)).isEmpty();
    }

    @Test
    void namesTheStageByItsStepThenByItsChoiceThenById() {
        assertThat(sender.derived(Map.of("stage", "2-Develop", "_sales_stage", "Qualify")::get))
                .isEmpty();
        assertThat(sender.derived(Map.of("_sales_stage", "Qualify", "_stage_id", OTHER)::get))
                .containsOnly(entry("stage", "Qualify"));
        assertThat(sender.derived(Map.of("_stage_id", OTHER)::get)).containsOnly(entry("stage", OTHER));
    }

    @Test
    void callsStagesWhatTheUserCallsThem() {
        String options = "{'stages':{'2-Develop':{'label':'Offer'},'Propose':{'label':'Talks'},'" + OTHER
                + "':{'label':'Start'}}}";
        Translation translation = translate(
                "opportunity",
                "{'key':'stepname','value':'2-Develop'},{'key':'salesstage','value':{'Value':2}},"
                        + "{'key':'stageid','value':'" + OTHER + "'}",
                options);

        assertThat(translation.events().get(0).fields())
                .contains(entry("stage", "Offer"), entry("_sales_stage", "Talks"), entry("_stage_id", "Start"));
        assertThat(sender.check(Samples.settings(options, "a secret"))).isEmpty();
        assertThat(sender.check(Samples.settings("{'stages':[]}", "a secret"))).isPresent();
    }

    @Test
    void givesTheReasonOfALoss() {
        assertThat(sender.derived(Map.of("status", "lost", "_status_reason", "Out-Sold")::get))
                .containsOnly(entry("lost_reason", "Out-Sold"));
        assertThat(sender.derived(Map.of("status", "lost", "_status_reason", "x", "lost_reason", "mapped")::get))
                .isEmpty();
        assertThat(sender.derived(Map.of("status", "disqualified", "_status_reason", "Cannot Contact")::get))
                .containsOnly(entry("disqualified_reason", "Cannot Contact"));
        assertThat(sender.derived(Map.of("status", "won", "_status_reason", "Won")::get))
                .isEmpty();
    }

    private Translation currency(String id, String options) {
        return translate(
                "opportunity",
                "{'key':'transactioncurrencyid','value':{'Id':'" + id + "','LogicalName':'transactioncurrency'}}",
                options);
    }

    private Map<String, @Nullable String> fields(String table, String column, String value) {
        Translation translation = translate(table, "{'key':'" + column + "','value':" + value + "}", "{}");
        assertThat(translation.rejections()).isEmpty();
        return translation.events().get(0).fields();
    }

    private Translation translate(String table, String attributes, String options) {
        String json = "{'MessageName':'Update','OrganizationId':'7a9be0c4-31aa-ef11-b8e8-000d3ab12c03',"
                + "'PrimaryEntityName':'" + table + "','PrimaryEntityId':'a1f0c1d2-55aa-f011-8e8e-000d3ab1aa01',"
                + "'OperationCreatedOn':'\\/Date(1777885200640+0000)\\/','InputParameters':[{'key':'Target','value':"
                + "{'LogicalName':'" + table + "','Attributes':[" + attributes + "]}}]}";
        return sender.translate(Samples.post(json), Samples.settings(options));
    }
}
