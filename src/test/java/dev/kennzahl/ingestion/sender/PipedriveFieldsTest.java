package dev.kennzahl.ingestion.sender;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.EntityType;

import static dev.kennzahl.ingestion.sender.PipedriveWire.created;
import static dev.kennzahl.ingestion.sender.PipedriveWire.message;
import static dev.kennzahl.ingestion.sender.PipedriveWire.only;
import static dev.kennzahl.ingestion.sender.PipedriveWire.sample;
import static dev.kennzahl.ingestion.sender.PipedriveWire.translate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What becomes of the members of Pipedrive's records. */
class PipedriveFieldsTest {
    @Test
    void readsALead() {
        ChangeEvent event = only(sample("PD-09"));

        assertThat(event.record())
                .isEqualTo(new RecordKey(
                        EntityType.LEAD, "pipedrive", "8087566", "lead", "b1810230-6c0d-11ed-9826-a53d0eb706a5"));
        assertThat(event.fields())
                .contains(
                        entry("name", "Soylent lead"),
                        entry("expected_value", "300"),
                        entry("currency", "EUR"),
                        entry("customer_id", "82"),
                        entry("lead_source", "Manually created"),
                        entry("is_archived", "false"),
                        entry("created_at", "2026-05-04T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "organization | CUSTOMER | 'name':'Acme','address':{'country':'DE','value':'Ulm'} | country | DE",
                "organization | CUSTOMER | 'address':'Ulm','address_country':'DE' | country | DE",
                "organization | CUSTOMER | 'employee_count':12 | company_size | 12",
                "product | PRODUCT | 'prices':[{'price':5,'currency':'USD'},{'price':4,'currency':'EUR'}] | list_price | 4",
                "product | PRODUCT | 'prices':[{'price':5,'cost':2,'currency':'USD'}] | variable_cost | 2",
                "user | EMPLOYEE | 'name':'Ann' | name | Ann"
            })
    void readsWhatStandsBesideDeals(String object, EntityType entity, String members, String field, String value) {
        ChangeEvent event = only(translate(
                message("create", "{" + members + "}", "null", "").replace("'deal'", "'" + object + "'"),
                "{'currency':'EUR'}"));

        assertThat(event.record().entity()).isEqualTo(entity);
        assertThat(event.fields()).containsEntry(field, value);
    }

    @Test
    void takesClearedForUnknownAndZeroForZero() {
        assertThat(created("'value':null").fields()).containsEntry("amount", null);
        assertThat(created("'value':0").fields()).containsEntry("amount", "0");
        assertThat(created("'title':'x'").fields()).doesNotContainKey("amount");
    }

    @Test
    void keepsCustomFieldsApartFromTheValue() {
        String hash = "a".repeat(40);
        String other = "b".repeat(40);
        String members = "'value':5,'currency':'EUR','custom_fields':{'" + hash
                + "':{'type':'monetary','value':9.50,'currency':'USD'},'" + other
                + "':{'type':'set','values':[{'id':3},{'id':4}]},'value':1}";

        assertThat(created(members).fields())
                .contains(
                        entry("amount", "5"),
                        entry("currency", "EUR"),
                        entry(hash, "9.50"),
                        entry(hash + "_currency", "USD"),
                        entry(other, "3,4"));
        assertThat(created(members, "{'properties':{'" + hash + "':'amount','" + other + "':'region'}}")
                        .fields())
                .contains(entry("amount", "9.50"), entry("currency", "USD"), entry("region", "3,4"));
    }

    @Test
    void keepsFieldsItDoesNotKnowAndNotTheBookkeeping() {
        String members = "'id':7,'title':'x','source_detail':'Fair','tier':{'id':3,'label':'Gold'},'update_time':null,"
                + "'notes_count':4,'next_activity_id':9,'formatted_value':'5 EUR','stage_order_nr':2,'nested':{'a':{}},"
                + "'custom_fields':{'segment_code':'B','tier':'Silver','title':'y'}";

        assertThat(created(members).fields())
                .containsOnly(
                        entry("name", "x"),
                        entry("source_detail", "Fair"),
                        entry("tier", "3"),
                        entry("segment_code", "B"),
                        entry(ChangeEvent.NEEDS_RESYNC, "false"));
    }

    @Test
    void keepsOfAUserNothingButWhatIsNeeded() {
        String user = message("create", "{'name':'Ann','email':'ann@example.test','phone':'1'}", "null", "")
                .replace("'deal'", "'user'");

        assertThat(only(translate(user)).fields())
                .containsOnly(entry("name", "Ann"), entry(ChangeEvent.NEEDS_RESYNC, "false"));
    }

    @Test
    void mapsPropertiesOwnersAndStagesAsTheUserSays() {
        String options = "{'properties':{'origin':'channel','value':'gross'},'owners':{'5':'E-5'},"
                + "'stages':{'2':{'label':'Offer made','probability':0.4}}}";

        assertThat(created("'origin':'Web','value':8,'owner_id':5,'stage_id':2,'probability':null", options)
                        .fields())
                .contains(
                        entry("channel", "Web"),
                        entry("gross", "8"),
                        entry("owner_id", "E-5"),
                        entry("stage", "Offer made"),
                        entry("probability", "0.4"))
                .doesNotContainKey("amount");
        assertThat(created("'stage_id':2,'probability':35", options).fields()).containsEntry("probability", "0.35");
    }

    @Test
    void setsSingleUnusableValuesAsideAndKeepsTheRest() {
        Translation translation = translate(message(
                "create",
                "{'title':'x','value':'1,200.50','currency':'EURO','status':'sleeping','probability':101,'stage_id':{},"
                        + "'add_time':'yesterday','org_id':{'a':[]},'expected_close_date':'soon'}",
                "null",
                ""));

        assertThat(translation.events().get(0).fields()).containsOnlyKeys("name", ChangeEvent.NEEDS_RESYNC);
        assertThat(translation.rejections()).extracting(Rejection::code).containsOnly("INVALID_VALUE");
        assertThat(translation.rejections())
                .extracting(Rejection::field)
                .containsExactlyInAnyOrder(
                        "value",
                        "currency",
                        "status",
                        "probability",
                        "stage_id",
                        "add_time",
                        "org_id",
                        "expected_close_date");
    }

    @Test
    void readsTheReferencesOfVersionOne() {
        ChangeEvent event = only(translate("{'v':1,'current':{'id':7,'user_id':{'id':5,'name':'Ann'},"
                + "'org_id':{'name':'Acme','value':9},'0123456789012345678901234567890123456789':'x'},'previous':null,"
                + "'meta':{'action':'added','object':'deal','id':7,'company_id':1,'timestamp':1777885200}}"));

        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
        assertThat(event.fields())
                .contains(
                        entry("owner_id", "5"),
                        entry("customer_id", "9"),
                        entry("0123456789012345678901234567890123456789", "x"));
    }
}
