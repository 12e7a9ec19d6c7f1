package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;

import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.DEAL;
import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.context;
import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/** What becomes of bodies that are cut down, broken or no execution context at all. */
class Dynamics365IncompleteTest {
    private final Dynamics365Sender sender = new Dynamics365Sender();

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update", "Assign", "SetState"})
    void takesNoValuesFromAStrippedBody(String message) {
        String json = context(message).replace("[]", "null");

        assertThat(only(translate(json)).fields()).containsOnly(entry(ChangeEvent.NEEDS_RESYNC, "true"));
        Translation marked = sender.translate(
                Samples.post(
                        Map.of("Content-Type", "application/json", "X-MS-Dynamics-Msg-Size-Exceeded", ""),
                        update("{'key':'name','value':'n'}").replace('\'', '"')),
                Samples.settings("{}"));
        assertThat(only(marked).fields()).containsOnly(entry(ChangeEvent.NEEDS_RESYNC, "true"));
    }

    @Test
    void deletesByAStrippedBodyToo() {
        assertThat(only(translate(context("Delete").replace("[]", "null"))).kind())
                .isEqualTo(Kind.DELETED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'/Date(99999999999999999999)/'", "'/Date(999999999999999)/'", "'soon'", "7", "{}"})
    void fallsBackToTheTimeOfTheMessage(String modifiedOn) {
        Translation translation =
                translate(update("{'key':'name','value':'n'},{'key':'modifiedon','value':" + modifiedOn + "}"));

        assertThat(only(translation).occurredAt()).isEqualTo(Instant.ofEpochMilli(1777885200000L));
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("modifiedon");
    }

    @Test
    void setsAMessageWithoutAnyTimeAside() {
        Translation translation =
                translate(update("{'key':'name','value':'n'}").replace("\\/Date(1777885200640+0000)\\/", "yesterday"));

        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("OperationCreatedOn");
    }

    @Test
    void setsAMessageAboutNoRecordAside() {
        String nobody = context("Update").replace(DEAL, "00000000-0000-0000-0000-000000000000");

        assertThat(translate(nobody).events()).isEmpty();
        assertThat(translate(nobody).rejections()).extracting(Rejection::code).containsExactly("MISSING_VALUE");
    }

    @Test
    void asksForAResyncWhereTheTargetIsMissing() {
        Translation translation = translate(context("Update"));

        assertThat(only(translation).fields()).containsOnly(entry(ChangeEvent.NEEDS_RESYNC, "true"));
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("Target");
    }

    @Test
    void setsAColumnAsideThatIsToldTwice() {
        Translation translation = translate(update(
                "{'key':'estimatedvalue','value':1},{'key':'estimatedvalue','value':2},{'key':'name','value':'n'}"));

        assertThat(only(translation).fields()).containsOnly(entry("name", "n"));
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("estimatedvalue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{}",
                "{'MessageName':'Update'}",
                "{'MessageName':'Update','OrganizationId':'contoso'}",
                "{'MessageName':7,'OrganizationId':'7a9be0c4-31aa-ef11-b8e8-000d3ab12c03'}",
                "{'MessageName':'Update','OrganizationId':'7a9be0c4-31aa-ef11-b8e8-000d3ab12c03','InputParameters':7}",
                "{'MessageName':'Update'"
            })
    void refusesWhatIsNoExecutionContext(String body) {
        assertThatThrownBy(() -> translate(body)).isInstanceOf(MalformedDeliveryException.class);
    }

    @Test
    void refusesAnotherContentType() {
        assertThatThrownBy(() -> sender.translate(
                        Samples.post(Map.of("Content-Type", "application/xml"), "{}"), Samples.settings("{}")))
                .isInstanceOfSatisfying(MalformedDeliveryException.class, fault -> assertThat(fault.isWrongMediaType())
                        .isTrue());
    }

    @Test
    void refusesABottomlessBody() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> translate(deep)).isInstanceOf(MalformedDeliveryException.class);
        assertThatThrownBy(() -> translate(update("{'key':'name','value':" + "{'Value':".repeat(5_000))))
                .isInstanceOf(MalformedDeliveryException.class);
    }

    private Translation translate(String json) {
        return sender.translate(Samples.post(json), Samples.settings("{}"));
    }

    private static ChangeEvent only(Translation translation) {
        assertThat(translation.events()).hasSize(1);
        return translation.events().get(0);
    }
}
