package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/** A session is never stored, whatever else the body is; a body without one is stored as it came. */
class OutboundSessionTest {
    private static final String SESSION = "00D5g000007XqZ1!AQEAQ";

    private static final ConnectionSettings CONNECTION = Samples.settings("{}");

    private final SalesforceSender sender = new SalesforceSender();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "<SessionId>secret</SessionId>,<SessionId></SessionId>",
                "<a><o:SessionId x=\">\"> secret </o:SessionId ></a>,<a><o:SessionId x=\">\"></o:SessionId ></a>",
                "<SessionId><![CDATA[secret</SessionId>]]></SessionId>,<SessionId></SessionId>",
                "<SessionId><!-- <SessionId/> -->secret</SessionId>,<SessionId></SessionId>",
                "<SessionId a=\"/>\">secret</SessionId>,<SessionId a=\"/>\"></SessionId>",
                "<SessionId/><x/><SessionId>secret</SessionId>,<SessionId/><x/><SessionId></SessionId>",
                "<SessionId>secret,<SessionId>",
                "<SessionId>secret</SessionI,<SessionId>",
                "<a><SessionId x=\"secret,<a>",
            })
    void takesTheSessionOut(String body, String stored) {
        assertThat(blanked(body)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<SessionId xsi:nil=\"true\"/>",
                "<SessionId></SessionId>",
                "<SessionIds>x</SessionIds>",
                "<a>SessionId</a>",
                "{\"SessionId\":1}"
            })
    void leavesABodyWithoutSessionAsItIs(String body) {
        assertThat(blanked(body)).isEqualTo(body);
    }

    @Test
    void storesNoPartOfASessionHoweverTheBodyIsCut() {
        byte[] whole = withSession().body();
        for (int length = 0; length <= whole.length; length++) {
            byte[] stored = sender.storable(withSession().withBody(Arrays.copyOf(whole, length)), CONNECTION)
                    .body();
            assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("!A", "!");
        }
    }

    @Test
    void storesWhatTranslatesToTheSame() {
        IncomingDelivery stored = sender.storable(withSession(), CONNECTION);

        assertThat(sender.translate(stored, Samples.settings("{}")))
                .isEqualTo(sender.translate(withSession(), Samples.settings("{}")));
        assertThat(stored.headers()).isEqualTo(withSession().headers());
        assertThat(stored.receivedAt()).isEqualTo(withSession().receivedAt());
    }

    @Test
    void leavesChangeEventsAlone() {
        IncomingDelivery change = Samples.post("{'a':'<SessionId>x</SessionId>'}");

        assertThat(sender.storable(change, CONNECTION).body()).isEqualTo(change.body());
    }

    private static IncomingDelivery withSession() {
        return Soap.message(
                "<SessionId>" + SESSION + "</SessionId>" + Soap.notification("n1", "<f:Name>Größe</f:Name>"));
    }

    private static String blanked(String body) {
        return new String(OutboundSession.blankedOut(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
