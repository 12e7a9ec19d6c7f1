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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What becomes of the fields of a record, and what status follows from them. */
class SalesforceFieldsTest {
    private final SalesforceSender sender = new SalesforceSender();

    @ParameterizedTest
    @CsvSource({"100.0,1", "0,0", "62.5,0.625", "1E1,0.1", "0.0,0"})
    void readsAPercentageAsAShare(String percent, String share) {
        assertThat(deal("'Probability':" + percent)).containsExactly(entry("probability", share));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.01", "-1", "'abc'", "1e400", "true"})
    void setsAnImpossiblePercentageAside(String percent) {
        Translation translation = translate("Opportunity", "'Name':'x','Probability':" + percent, "{}");

        assertThat(translation.events().get(0).fields()).containsExactly(entry("name", "x"));
        assertThat(translation.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.field()).isEqualTo("Probability");
            assertThat(rejection.message()).contains("0 to 100");
            assertThat(rejection.recordId()).isEqualTo("0065g00000AbJdEAAV");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'NaN'", "'1,200.50'", "'abc'", "true", "[1]"})
    void setsAnUnusableAmountAsideAndKeepsTheRest(String amount) {
        Translation translation = translate("Opportunity", "'Name':'x','Amount':" + amount, "{}");

        assertThat(translation.events().get(0).fields()).containsExactly(entry("name", "x"));
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("Amount");
    }

    @Test
    void keepsAnAmountExactly() {
        assertThat(deal("'Amount':12345678901234567.89")).containsExactly(entry("amount", "12345678901234567.89"));
        assertThat(deal("'Amount':'1.25E7'")).containsExactly(entry("amount", "1.25E7"));
    }

    @Test
    void clearsBothDatesOfAClosingTogether() {
        assertThat(deal("'CloseDate':null")).containsOnly(entry("expected_close_on", null), entry("closed_at", null));
        assertThat(deal("'CloseDate':'2026-12-24T00:00:00Z'")).contains(entry("closed_at", "2026-12-23T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-05-01T12:00:00.000+0200", "2026-05-01T10:00:00.000Z", "1777629600000"})
    void readsTimesInAllFormsThatSalesforceHas(String time) {
        assertThat(java.time.OffsetDateTime.parse(String.valueOf(
                                deal("'CreatedDate':'" + time + "'").get("created_at")))
                        .toInstant())
                .isEqualTo("2026-05-01T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ForecastCategory':'BestCase','ForecastCategoryName':'Beste Aussicht' | Beste Aussicht",
                "'ForecastCategory':'BestCase' | Best Case",
                "'ForecastCategory':'Forecast','ForecastCategoryName':null | Commit",
                "'ForecastCategory':'Omitted' | Omitted"
            })
    void callsAForecastCategoryByItsLabel(String members, String category) {
        assertThat(deal(members)).contains(entry("forecast_category", category));
    }

    @Test
    void mapsFieldsAndOwnersAsTheUserSays() {
        String options =
                "{'properties':{'Region__c':'region','Amount':'list_total','Probability':'probability','Signed__c':'closed_at'},"
                        + "'owners':{'0055g000006XyZa':'E-1','0055g000006XyZbAAK':'E-2'}}";

        assertThat(deal("'Region__c':'Nord','Amount':'n/a','Probability':50,'Signed__c':1777629600000", options))
                .containsOnly(
                        entry("region", "Nord"),
                        entry("list_total", "n/a"),
                        entry("probability", "0.5"),
                        entry("closed_at", "2026-05-01T10:00:00Z"));
        assertThat(deal("'OwnerId':'0055g000006XyZaAAK'", options)).containsExactly(entry("owner_id", "E-1"));
        assertThat(deal("'OwnerId':'0055g000006XyZa'", options)).containsExactly(entry("owner_id", "E-1"));
        assertThat(deal("'OwnerId':'0055g000006XyZbAAK'", options)).containsExactly(entry("owner_id", "E-2"));
        assertThat(deal("'OwnerId':'0055g000006XyZd'", options))
                .containsExactly(entry("owner_id", "0055g000006XyZdAAK"));
    }

    @Test
    void mapsTheOtherObjectsAsFarAsOurFieldsGo() {
        assertThat(
                        fields(
                                "Account",
                                "'Name':'Acme','Industry':'Energy','NumberOfEmployees':25,'BillingAddress':{'State':'BY','Country':'DE'}"))
                .containsOnly(
                        entry("name", "Acme"),
                        entry("industry", "Energy"),
                        entry("company_size", "25"),
                        entry("region", "BY"),
                        entry("country", "DE"));
        assertThat(fields("Account", "'BillingAddress':null")).contains(entry("region", null), entry("country", null));
        assertThat(fields("Product2", "'Name':'Widget','Family':'Hardware'"))
                .containsOnly(entry("name", "Widget"), entry("product_group", "Hardware"));
        assertThat(fields("User", "'Name':{'FirstName':'Ada','LastName':'Lovelace'},'ManagerId':'0055g000006XyZa'"))
                .contains(entry("name", "Ada Lovelace"), entry("manager_id", "0055g000006XyZaAAK"));
        assertThat(fields("Lead", "'Name':{'LastName':'Lovelace'}")).doesNotContainKey("name");
        assertThat(fields("Lead", "'State':'Hessen','LeadSource':'Web'"))
                .containsOnly(entry("region", "Hessen"), entry("lead_source", "Web"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "'IsWon':true,'IsClosed':true,'StageName':'Prospecting'    | won",
                "'IsWon':false,'IsClosed':true,'StageName':'Closed Won'    | lost",
                "'IsWon':false,'IsClosed':false,'StageName':'Closed Won'   | -",
                "'IsWon':1,'StageName':'Closed Lost'                       | won",
                "'IsClosed':true                                           | lost",
                "'IsClosed':false,'StageName':'Closed Won'                 | -",
                "'StageName':'Closed Won'                                  | won",
                "'StageName':'Closed Lost'                                 | lost",
                "'StageName':'Negotiation/Review'                          | -",
                "'StageName':'Unterschrieben'                              | won",
                "'StageName':'unheard-of'                                  | -",
                "'StageName':'Closed Won','IsWon':null,'IsClosed':null     | won",
                "'Amount':1                                                | -"
            })
    void concludesTheStatusFromTheFlagsAndFromTheStageOnlyWithoutThem(String members, @Nullable String status) {
        String options = "{'stages':{'Unterschrieben':{'closed':true,'probability':1}}}";

        assertThat(sender.status(deal(members, options)::get)).isEqualTo(status);
    }

    @Test
    void namesAStageAsTheUserDoesAndReadsItByItsOwnName() {
        String options = "{'stages':{'Unterschrieben':{'label':'Signed','closed':true,'probability':1}}}";

        var fields = deal("'StageName':'Unterschrieben'", options);

        assertThat(fields).containsEntry("stage", "Signed");
        assertThat(sender.status(fields::get)).isEqualTo("won");
    }

    @Test
    void takesTheFlagsForUnchangedWhereAStageNobodyKnowsComesAlone() {
        Map<String, @Nullable String> known = new HashMap<>(deal("'IsWon':true,'IsClosed':true"));
        known.putAll(deal("'StageName':'Invoiced'"));

        assertThat(sender.status(known::get)).isEqualTo("won");
    }

    @Test
    void reopensByOneFlagAlone() {
        Map<String, @Nullable String> known = new HashMap<>(deal("'IsWon':true,'IsClosed':true"));
        known.putAll(deal("'IsClosed':false"));

        assertThat(sender.status(known::get)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "'IsConverted':true,'Status':'Closed - Converted' | converted",
                "'Status':'Closed - Not Converted' | disqualified",
                "'Status':'Unqualified' | disqualified",
                "'Status':'Qualified' | qualified",
                "'Status':'Working - Contacted','IsConverted':false | -",
            })
    void concludesTheStatusOfALead(String members, @Nullable String status) {
        assertThat(sender.status(fields("Lead", members)::get)).isEqualTo(status);
    }

    @Test
    void setsAFlagThatIsNeitherTrueNorFalseAside() {
        Translation translation = translate("Opportunity", "'Name':'x','IsWon':'yes'", "{}");

        assertThat(translation.events().get(0).fields()).containsExactly(entry("name", "x"));
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("IsWon");
    }

    private Map<String, @Nullable String> deal(String members) {
        return fields("Opportunity", members);
    }

    private Map<String, @Nullable String> deal(String members, String options) {
        return only(translate("Opportunity", members, options));
    }

    private Map<String, @Nullable String> fields(String object, String members) {
        return only(translate(object, members, "{}"));
    }

    private static Map<String, @Nullable String> only(Translation translation) {
        assertThat(translation.rejections()).isEmpty();
        return translation.events().stream()
                .map(ChangeEvent::fields)
                .findFirst()
                .orElseThrow();
    }

    private Translation translate(String object, String members, String options) {
        return sender.translate(
                Samples.post("{'payload':{'ChangeEventHeader':{'entityName':'" + object
                        + "','recordIds':['0065g00000AbJdEAAV'],'changeType':'UPDATE','transactionKey':'t1',"
                        + "'sequenceNumber':1,'commitTimestamp':1777885199000}," + members + "}}"),
                Samples.settings(options));
    }
}
