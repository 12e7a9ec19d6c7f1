package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class StandardWebhooksTranslationTest {
    private final StandardWebhooksSender sender = new StandardWebhooksSender();

    @Test
    void readsAWonDeal() {
        ChangeEvent event = sender.translate(
                        Samples.request("SW-01").delivery(), Samples.connection("standard-webhooks"))
                .events()
                .get(0);

        assertThat(event.record())
                .isEqualTo(new RecordKey(EntityType.DEAL, "standard-webhooks", "vendor-x", "deal", "X-9"));
        assertThat(event.key()).isEqualTo("msg_2fZkq8Vb0aQ4tC7pXy1LmN");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T08:59:58.120Z"));
        assertThat(event.fields())
                .containsOnly(
                        entry("amount", "1200.00"),
                        entry("currency", "EUR"),
                        entry("status", "won"),
                        entry("closed_at", "2026-05-04T08:59:58.120Z"));
    }

    @Test
    void namesTheAccountAsTheUserSays() {
        Translation translation = translate(
                "{'type':'sales.deal.reopened','timestamp':'2026-05-04T08:59:58Z','data':{'dealId':'1'}}",
                "{'account':'vendor-y'}");

        assertThat(translation.events()).singleElement().satisfies(event -> {
            assertThat(event.record().account()).isEqualTo("vendor-y");
            assertThat(event.fields()).containsExactly(entry("status", "open"));
        });
    }

    @Test
    void namesStagesAndRatesThemAsTheUserSays() {
        String options = "{'stages':{'s2':{'label':'Offer','probability':0.4}}}";
        String moved =
                "{'type':'sales.deal.stage_changed','timestamp':'2026-05-04T08:59:58Z','data':{'dealId':'1','stage':'s2'}}";

        assertThat(translate(moved, options).events().get(0).fields())
                .containsOnly(entry("stage", "Offer"), entry("probability", "0.4"));
        assertThat(translate(moved.replace("'s2'", "'s2','probability':'0.7'"), options)
                        .events()
                        .get(0)
                        .fields())
                .containsOnly(entry("stage", "Offer"), entry("probability", "0.7"));
        assertThat(translate(moved.replace("s2", "s3"), options).events().get(0).fields())
                .containsOnly(entry("stage", "s3"));
    }

    @Test
    void letsTheFirstOfTwoBodiesUnderOneIdStand() {
        String won = "{'type':'sales.deal.won','timestamp':'2026-05-04T08:59:58Z','data':{'dealId':'1','amount':'5'}}";
        Translation first = translate(won, "{}");
        Translation other = translate(won.replace("'5'", "'6'").replace(":58Z", ":59Z"), "{}");

        var history = new Replay(sender)
                .take(first.events())
                .take(other.events())
                .histories()
                .values();

        assertThat(history).singleElement().satisfies(versions -> assertThat(Replay.steps(versions, "amount"))
                .containsExactly("5"));
    }

    @Test
    void ignoresTypesItDoesNotKnow() {
        assertThat(translate("{'type':'user.created','anything':[]}", "{}").ignored())
                .isEqualTo(1);
    }

    @Test
    void setsAnEventWithoutDataAside() {
        assertThat(translate("{'type':'sales.deal.won','timestamp':'2026-05-04T08:59:58Z'}", "{}")
                        .rejections())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{'type':7}",
                "{'type':'sales.deal.won','data':{'dealId':'1'}}",
                "{'type':'sales.deal.won','timestamp':1777885200,'data':{'dealId':'1'}}"
            })
    void refusesABodyThatIsNotTypeTimestampAndData(String body) {
        assertThatThrownBy(() -> translate(body, "{}")).isInstanceOf(MalformedDeliveryException.class);
    }

    private Translation translate(String body, String options) {
        return sender.translate(
                Samples.post(
                        Map.of("Content-Type", "application/json", "webhook-id", "msg_1"), body.replace('\'', '"')),
                Samples.settings(options));
    }
}
