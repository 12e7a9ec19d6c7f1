package dev.kennzahl.ingestion.sender;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.CrmSender.SettingFault;

import static org.assertj.core.api.Assertions.assertThat;

/** What a connection is told when it is created with settings that cannot work. */
class ConnectionCheckTest {
    private static final String KEY = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "publicUrl    | 'publicUrl':null",
                "publicUrl    | 'publicUrl':'kpi.example.test/x'",
                "publicUrl    | 'publicUrl':'https://kpi.example.test/x?y=1'",
                "publicUrl    | 'publicUrl':'ftp://kpi.example.test/x'",
                "publicUrl    | 'publicUrl':'https://a b'",
                "portalIds    | 'portalIds':7",
                "portalIds    | 'portalIds':[]",
                "portalIds    | 'portalIds':['x']",
                "signature    | 'signature':'v4'",
                "signature    | 'signature':3",
                "stages       | 'stages':[]",
                "stages       | 'stages':{'s':true}",
                "stages       | 'stages':{'s':{'closed':'yes'}}",
                "stages       | 'stages':{'s':{'closed':true}}",
                "stages       | 'stages':{'s':{'closed':false,'probability':20}}",
                "stages       | 'stages':{'s':{'closed':false,'colour':'red'}}",
                "currency     | 'currency':'EURO'",
                "currency     | 'currency':1",
                "owners       | 'owners':{'7':7}",
                "properties   | 'properties':['a']",
                "properties   | 'properties':{'a':''}",
                "properties   | 'properties':{'a':'status'}",
                "properties   | 'properties':{'a':'_stage_status'}",
                "PublicUrl    | 'PublicUrl':'x'"
            })
    void namesTheOptionAtFault(String option, String options) {
        String base = options.contains("'publicUrl'") ? "" : "'publicUrl':'https://kpi.example.test/x',";

        assertThat(fault(new HubSpotSender(), "{" + base + options + "}", "s"))
                .extracting(SettingFault::field)
                .isEqualTo("options." + option);
    }

    @Test
    void takesEveryOptionThereIs() {
        String options = "{'publicUrl':'https://kpi.example.test/x','portalIds':[7],'signature':'v1','currency':'EUR',"
                + "'stages':{'s':{'label':'S','closed':true,'probability':'1.0'},'t':{'closed':false}},"
                + "'properties':{'a':'region'},'owners':{'7':'E-7'}}";

        assertThat(new HubSpotSender().check(Samples.settings(options, "s"))).isEmpty();
    }

    @Test
    void needsASecretWhereNothingElseProvesTheSender() {
        assertThat(fault(new HubSpotSender(), "{'publicUrl':'https://kpi.example.test/x'}")
                        .field())
                .isEqualTo("secret");
        assertThat(fault(new HubSpotSender(), "{'publicUrl':'https://kpi.example.test/x'}", " ")
                        .field())
                .isEqualTo("secret");
        assertThat(fault(new StandardWebhooksSender(), "{}").field()).isEqualTo("secret");
        assertThat(new CloudEventsSender().check(Samples.settings("{}"))).isEmpty();
    }

    @Test
    void needsAKeyForASecret() {
        assertThat(fault(new StandardWebhooksSender(), "{}", KEY, "short").field())
                .isEqualTo("secret");
        assertThat(fault(new CloudEventsSender(), "{}", "short").field()).isEqualTo("secret");
    }

    @Test
    void takesNamesOfStagesFromSendersWhoseDealsSayTheirStatus() {
        for (CrmSender sender : List.of(new StandardWebhooksSender(), new CloudEventsSender())) {
            assertThat(sender.check(Samples.settings("{'stages':{'s':{'label':'S','probability':0.5}}}", KEY)))
                    .isEmpty();
            assertThat(fault(sender, "{'stages':{'s':{'label':7}}}", KEY).field())
                    .isEqualTo("options.stages");
        }
    }

    @Test
    void needsTextForTheAccount() {
        assertThat(fault(new StandardWebhooksSender(), "{'account':7}", KEY).field())
                .isEqualTo("options.account");
        assertThat(new StandardWebhooksSender().check(Samples.settings("{'account':'vendor-y'}", KEY)))
                .isEmpty();
    }

    private static SettingFault fault(CrmSender sender, String options, String... secrets) {
        return sender.check(Samples.settings(options, secrets)).orElseThrow();
    }
}
