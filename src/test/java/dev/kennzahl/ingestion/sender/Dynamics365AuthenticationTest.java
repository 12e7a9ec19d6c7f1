package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.ingestion.IncomingDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may post as Dataverse, and which connections can tell. */
class Dynamics365AuthenticationTest {
    private static final String ORGANIZATION = "7a9be0c4-31aa-ef11-b8e8-000d3ab12c03";
    private static final String BODY = "{\"OrganizationId\":\"" + ORGANIZATION + "\",\"MessageName\":\"Update\"}";
    private static final String KEY = "dv+test/key==0002";
    private static final String BY_KEY = "{'auth':{'mode':'key'}}";
    private static final String BY_HEADER = "{'auth':{'mode':'header','name':'X-Kpi-Webhook-Key'}}";

    private final Dynamics365Sender sender = new Dynamics365Sender();

    @Test
    void takesTheKeyDecodedOnce() {
        assertThat(byQuery(BY_KEY, "code=dv%2Btest%2Fkey%3D%3D0002")).isEmpty();
        assertThat(byQuery(BY_KEY, "api=1&code=dv%2Btest/key==0002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code",
                "code=",
                "code=dv+test%2Fkey%3D%3D0002",
                "code=dv%252Btest%252Fkey%253D%253D0002",
                "code=dv%2Btest%2Fkey%3D%3D0002x",
                "Code=dv%2Btest%2Fkey%3D%3D0002",
                "code=%",
                "code=%zz",
                "%zz=dv%2Btest%2Fkey%3D%3D0002",
                "&&=&"
            })
    void refusesAnyOtherQuery(String query) {
        assertThat(byQuery(BY_KEY, query))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("query parameter code").doesNotContain(KEY));
    }

    @Test
    void takesTheParameterTheAdministratorChose() {
        String byName = "{'auth':{'mode':'query','name':'kpi key'}}";

        assertThat(byQuery(byName, "kpi%20key=dv%2Btest%2Fkey%3D%3D0002")).isEmpty();
        assertThat(byQuery(byName, "code=dv%2Btest%2Fkey%3D%3D0002")).isPresent();
    }

    @Test
    void looksForTheKeyWhereNothingElseIsSaid() {
        assertThat(byQuery("{}", "code=dv%2Btest%2Fkey%3D%3D0002")).isEmpty();
    }

    @Test
    void takesTheHeaderWithoutRegardToCase() {
        assertThat(byHeader("x-kpi-webhook-key", KEY)).isEmpty();
        assertThat(byHeader("X-KPI-WEBHOOK-KEY", KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "dv%2Btest%2Fkey%3D%3D0002", "DV+TEST/KEY==0002", "dv+test/key==0002 "})
    void refusesAnyOtherHeader(String value) {
        assertThat(byHeader("X-Kpi-Webhook-Key", value)).isPresent();
        assertThat(byHeader("X-Other", KEY)).isPresent();
    }

    @Test
    void doesNotTakeTheKeyFromAnotherPlace() {
        IncomingDelivery both = delivery("code=dv%2Btest%2Fkey%3D%3D0002", Map.of(), BODY);

        assertThat(sender.whyNotAuthentic(both, Samples.settings(BY_HEADER, KEY)))
                .isPresent();
    }

    @Test
    void takesEitherSecretWhileTheyAreRotated() {
        IncomingDelivery delivery = delivery("code=dv%2Btest%2Fkey%3D%3D0002", Map.of(), BODY);

        assertThat(sender.whyNotAuthentic(delivery, Samples.settings(BY_KEY, "new", KEY)))
                .isEmpty();
        assertThat(sender.whyNotAuthentic(delivery, Samples.settings(BY_KEY, KEY, "old")))
                .isEmpty();
        assertThat(sender.whyNotAuthentic(delivery, Samples.settings(BY_KEY, "new", "old")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "7a9be0c4-31aa-ef11-b8e8-000d3ab12c03, true",
        "7A9BE0C4-31AA-EF11-B8E8-000D3AB12C03, true",
        "{7a9be0c4-31aa-ef11-b8e8-000d3ab12c03}, true",
        "7a9be0c4-31aa-ef11-b8e8-000d3ab12c04, false",
    })
    void knowsItsOrganisationInAnySpelling(String configured, boolean ours) {
        String options = "{'organizationId':'" + configured + "'}";

        assertThat(byQuery(options, "code=dv%2Btest%2Fkey%3D%3D0002").isEmpty()).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"OrganizationId\":\"other\"}", "{\"OrganizationId\":\"%\",\"a\":1}"})
    void refusesAnOrganisationThatIsNone(String body) {
        assertThat(ofBody(body)).isPresent();
    }

    /** With the right secret a body that we cannot read is worth keeping. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "[1]", "{\"OrganizationId\":7}"})
    void leavesABodyItCannotReadToTheTranslation(String body) {
        assertThat(ofBody(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "organizationId | 'organizationId':'contoso'",
                "organizationId | 'organizationId':7",
                "organizationId | 'organizationId':'00000000-0000-0000-0000-000000000000'",
                "auth           | 'auth':'key'",
                "auth           | 'auth':[]",
                "auth           | 'auth':{}",
                "auth           | 'auth':{'mode':'basic'}",
                "auth           | 'auth':{'mode':'key','name':'other'}",
                "auth           | 'auth':{'mode':'header'}",
                "auth           | 'auth':{'mode':'header','name':'X Y'}",
                "auth           | 'auth':{'mode':'header','name':7}",
                "auth           | 'auth':{'mode':'query'}",
                "auth           | 'auth':{'mode':'query','name':' '}",
                "auth           | 'auth':{'mode':'key','colour':'red'}",
                "currencies     | 'currencies':[]",
                "currencies     | 'currencies':{'EUR':'EUR'}",
                "currencies     | 'currencies':{'e5f0c1d2-55aa-f011-8e8e-000d3ab1aa05':'EURO'}",
                "currencies     | 'currencies':{'e5f0c1d2-55aa-f011-8e8e-000d3ab1aa05':1}",
                "currency       | 'currency':'EURO'",
                "stages         | 'stages':[]",
                "portalIds      | 'portalIds':[7]"
            })
    void namesTheOptionAtFault(String option, String options) {
        assertThat(fault("{" + options + "}", "s")).map(SettingFault::field).hasValue("options." + option);
        assertThat(fault("{" + options + "}", "s"))
                .map(SettingFault::remedy)
                .hasValueSatisfying(remedy -> assertThat(remedy).isNotBlank());
    }

    @Test
    void takesEveryOptionThereIs() {
        String options = "{'organizationId':'{7A9BE0C4-31AA-EF11-B8E8-000D3AB12C03}','currency':'EUR',"
                + "'auth':{'mode':'key','name':'code'},"
                + "'currencies':{'E5F0C1D2-55AA-F011-8E8E-000D3AB1AA05':'CHF'},"
                + "'properties':{'new_region':'region'},'owners':{'3f1c7a52-31aa-ef11-b8e8-000d3ab12c02':'E-7'}}";

        assertThat(fault(options, "s")).isEmpty();
        assertThat(fault("{'organizationId':null,'auth':null,'currencies':null}", "s"))
                .isEmpty();
    }

    @Test
    void needsASecret() {
        assertThat(fault(BY_KEY)).map(SettingFault::field).hasValue("secret");
        assertThat(fault(BY_KEY, " ")).map(SettingFault::field).hasValue("secret");
    }

    private Optional<SettingFault> fault(String options, String... secrets) {
        return sender.check(Samples.settings(options, secrets));
    }

    private Optional<String> byQuery(String options, String query) {
        return sender.whyNotAuthentic(delivery(query, Map.of(), BODY), Samples.settings(options, KEY));
    }

    private Optional<String> byHeader(String name, String value) {
        return sender.whyNotAuthentic(delivery("", Map.of(name, value), BODY), Samples.settings(BY_HEADER, KEY));
    }

    private Optional<String> ofBody(String body) {
        return sender.whyNotAuthentic(
                delivery("code=dv%2Btest%2Fkey%3D%3D0002", Map.of(), body),
                Samples.settings("{'organizationId':'" + ORGANIZATION + "'}", KEY));
    }

    private static IncomingDelivery delivery(String query, Map<String, String> headers, String body) {
        return new IncomingDelivery("POST", query, headers, body.getBytes(StandardCharsets.UTF_8), Samples.RECEIVED_AT);
    }
}
