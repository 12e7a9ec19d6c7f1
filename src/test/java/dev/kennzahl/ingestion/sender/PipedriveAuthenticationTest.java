package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.CrmSender.SettingFault;

import static org.assertj.core.api.Assertions.assertThat;

/** HTTP Basic as Pipedrive sends it, and the settings it needs. */
class PipedriveAuthenticationTest {
    private static final String USER = "{'user':'kpi-globex'}";
    private static final String PASSWORD = "pd-test-pass-0001";

    private final PipedriveSender sender = new PipedriveSender();

    @Test
    void agreesWithTheWorkedHeaders() {
        assertThat(whyNot("Basic a3BpLWdsb2JleDpwZC10ZXN0LXBhc3MtMDAwMQ==", USER, PASSWORD))
                .isEmpty();
        assertThat(whyNot("Basic a3BpLWdsb2JleDpww6Jzczp3w7ZyZA==", USER, "pâss:wörd"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "BASIC", "bAsIc"})
    void takesTheSchemeInAnyCase(String scheme) {
        assertThat(whyNot(scheme + " a3BpLWdsb2JleDpwZC10ZXN0LXBhc3MtMDAwMQ==", USER, PASSWORD))
                .isEmpty();
    }

    @Test
    void findsTheHeaderInAnyCase() {
        assertThat(sender.whyNotAuthentic(
                        Samples.post(Map.of("authorization", basic("kpi-globex:" + PASSWORD)), "{}"),
                        Samples.settings(USER, PASSWORD)))
                .isEmpty();
    }

    @Test
    void takesEitherPasswordWhileTheyAreRotated() {
        String header = basic("kpi-globex:" + PASSWORD);

        assertThat(whyNot(header, USER, "the-new-one", PASSWORD)).isEmpty();
        assertThat(whyNot(header, USER, PASSWORD, "the-old-one")).isEmpty();
        assertThat(whyNot(header, USER, "the-new-one", "the-old-one")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kpi-globex:",
                "kpi-globex:nope",
                "kpi-globex:pd-test-pass-0001 ",
                "kpi-globex:PD-TEST-PASS-0001",
                "kpi-globex:pd-test-pass-0001:",
                "kpi-globe:pd-test-pass-0001",
                "KPI-GLOBEX:pd-test-pass-0001",
                ":pd-test-pass-0001",
                "kpi-globex",
                ""
            })
    void refusesOtherCredentials(String credentials) {
        assertThat(whyNot(basic(credentials), USER, PASSWORD)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic *",
                "Basic a",
                "Basica3BpLWdsb2JleDpwZC10ZXN0LXBhc3MtMDAwMQ==",
                "Bearer a3BpLWdsb2JleDpwZC10ZXN0LXBhc3MtMDAwMQ==",
                "a3BpLWdsb2JleDpwZC10ZXN0LXBhc3MtMDAwMQ==",
                "Basic a3BpLWdsb2JleDpwZC10ZXN0LXBhc3MtMDAwMQ== x"
            })
    void refusesWhatIsNotBasic(String header) {
        assertThat(whyNot(header, USER, PASSWORD)).isPresent();
        assertThat(sender.whyNotAuthentic(Samples.post("{}"), Samples.settings(USER, PASSWORD)))
                .isPresent();
    }

    @Test
    void doesNotSayWhichPartWasWrong() {
        assertThat(whyNot(basic("kpi-globex:nope"), USER, PASSWORD))
                .isEqualTo(whyNot(basic("nobody:" + PASSWORD), USER, PASSWORD))
                .hasValueSatisfying(reason -> assertThat(reason).doesNotContain(PASSWORD, "kpi-globex"));
    }

    @Test
    void leavesItToThePasswordWhereTheConnectionNamesNoUser() {
        assertThat(whyNot(basic("anybody:" + PASSWORD), "{}", PASSWORD)).isEmpty();
        assertThat(whyNot(basic("anybody:nope"), "{}", PASSWORD)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "user      | 'user':''",
                "user      | 'user':7",
                "user      | 'user':'a:b'",
                "companyId | 'companyId':''",
                "companyId | 'companyId':[8087566]",
                "companyId | 'companyId':1.5",
                "stages    | 'stages':[]",
                "stages    | 'stages':7",
                "stages    | 'stages':{'2':'Offer'}",
                "stages    | 'stages':{'2':{'label':''}}",
                "stages    | 'stages':{'2':{'probability':20}}",
                "stages    | 'stages':{'2':{'closed':'no'}}",
                "stages    | 'stages':{'2':{'colour':'red'}}",
                "users     | 'users':'kpi-globex'"
            })
    void namesTheOptionAtFault(String option, String options) {
        assertThat(sender.check(Samples.settings("{" + options + "}", PASSWORD)))
                .map(SettingFault::field)
                .contains("options." + option);
    }

    @Test
    void takesEveryOptionThereIs() {
        String options = "{'user':'u','companyId':8087566,'currency':'EUR','properties':{'a':'region'},"
                + "'owners':{'7':'E-7'},'stages':{'2':{'label':'Offer','closed':false,'probability':'0.4'},'3':{}}}";

        assertThat(sender.check(Samples.settings(options, PASSWORD))).isEmpty();
        assertThat(sender.check(Samples.settings("{'companyId':'8087566'}", PASSWORD)))
                .isEmpty();
    }

    @Test
    void needsAPassword() {
        assertThat(sender.check(Samples.settings(USER)).map(SettingFault::field))
                .contains("secret");
        assertThat(sender.check(Samples.settings(USER, " ")).map(SettingFault::field))
                .contains("secret");
    }

    private Optional<String> whyNot(String header, String options, String... passwords) {
        return sender.whyNotAuthentic(
                Samples.post(Map.of("Authorization", header), "{}"), Samples.settings(options, passwords));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
