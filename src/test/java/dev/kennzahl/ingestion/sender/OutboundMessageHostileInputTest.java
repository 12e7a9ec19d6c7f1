package dev.kennzahl.ingestion.sender;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** XML made to harm the one who reads it is refused, quickly, before and after the sender is known; and nothing is fetched. */
@Timeout(20)
class OutboundMessageHostileInputTest {
    private static final String GOOD = Soap.envelope(
            "<OrganizationId>00D5g000007XqZ1</OrganizationId>" + Soap.notification("n1", "<f:Name>x</f:Name>"));

    private final SalesforceSender sender = new SalesforceSender();
    private final ConnectionSettings settings = Samples.settings("{'organizationId':'00D5g000007XqZ1'}");

    static Stream<String> doctypes() {
        return Stream.of(
                "<!DOCTYPE s:Envelope>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">",
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">"
                        + "<!ENTITY lol \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>",
                "<!DOCTYPE x [<!ENTITY lol SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>",
                "<!-- -->\n<!DOCTYPE x [<!ATTLIST s:Envelope a CDATA \"b\">]>");
    }

    @ParameterizedTest
    @MethodSource("doctypes")
    void refusesAnyDocumentTypeWhetherUsedOrNot(String doctype) {
        refuses(doctype + GOOD);
        refuses("<?xml version=\"1.0\"?>" + doctype + GOOD.replace("<f:Name>x", "<f:Name>&lol;"));
        refuses(doctype + GOOD.replace("<OrganizationId>", "<OrganizationId>&lol;"));
    }

    @Test
    void fetchesNothing(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "00D5g000007XqZ1");
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(300);
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            refuses("<!DOCTYPE x SYSTEM \"" + address + "\" [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">"
                    + "<!ENTITY % p SYSTEM \"" + address + "\">%p;]>"
                    + GOOD.replace("<OrganizationId>00D5g000007XqZ1", "<OrganizationId>&e;"));
            refuses(GOOD.replace(
                    "<OrganizationId>",
                    "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"" + address + "\"/><Organization>"));
            assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void refusesEntitiesThatNobodyDeclared() {
        assertThatThrownBy(() -> translate(GOOD.replace("<f:Name>x", "<f:Name>&uuml;")))
                .isInstanceOf(MalformedDeliveryException.class);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16", "UTF-16LE", "ISO-8859-1", "IBM037", "UTF-32"})
    void refusesOtherEncodings(String encoding) {
        String xml =
                "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + GOOD.replace("<f:Name>x", "<f:Name>Größe");

        refuses(xml);
        refuses(post(xml.getBytes(Charset.forName(encoding))));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        refuses(post(GOOD.replace("<f:Name>x", "<f:Name>Größe").getBytes(StandardCharsets.ISO_8859_1)));
        refuses(post(GOOD.replace("<f:Name>x", "<f:Name>\0").getBytes(StandardCharsets.UTF_8)), true);
        assertThat(translate("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>" + GOOD))
                .isEqualTo(1);
    }

    @Test
    void refusesABodyThatIsCutShortAnywhere() {
        byte[] whole = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            IncomingDelivery delivery = post(java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> sender.translate(delivery, settings))
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedDeliveryException.class);
        }
    }

    @Test
    void takesAHundredNotificationsAndNotOneMore() {
        assertThat(translate(notifications(100))).isEqualTo(100);
        assertThatThrownBy(() -> translate(notifications(101)))
                .isInstanceOf(MalformedDeliveryException.class)
                .hasMessageContaining("100");
        assertThatThrownBy(() -> translate(notifications(0))).isInstanceOf(MalformedDeliveryException.class);
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() {
        String deep = "<a>".repeat(1_000_000);

        refuses(deep);
        refuses(Soap.envelope(deep));
        assertThatThrownBy(() -> translate(GOOD.replace("<f:Name>x", "<f:Name>" + deep)))
                .isInstanceOf(MalformedDeliveryException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void readsManySmallReferencesAndManyFieldsInGoodTime() {
        String many = "&amp;".repeat(500_000);
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            fields.append("<f:F").append(i).append(">1</f:F").append(i).append('>');
        }

        assertThatCode(() -> translate(GOOD.replace("<f:Name>x", "<f:Name>" + many)))
                .doesNotThrowAnyException();
        assertThatCode(() -> translate(GOOD.replace("<f:Name>x</f:Name>", fields)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "<a/>",
                "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"/>",
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><notifications/></s:Body></s:Envelope>",
                "<x:Envelope/>"
            })
    void refusesWhatIsNoOutboundMessage(String xml) {
        refuses(xml);
    }

    @Test
    void refusesASecondListAndAnythingAfterTheEnd() {
        String list = GOOD.substring(GOOD.indexOf("<notifications"), GOOD.indexOf("</s:Body>"));

        assertThatThrownBy(() -> translate(GOOD.replace("</s:Body>", list + "</s:Body>")))
                .isInstanceOf(MalformedDeliveryException.class);
        assertThatThrownBy(() -> translate(GOOD + "<a/>")).isInstanceOf(MalformedDeliveryException.class);
        assertThatThrownBy(() -> translate(GOOD + "x")).isInstanceOf(MalformedDeliveryException.class);
        assertThat(translate(GOOD + "<!-- fine -->\n")).isEqualTo(1);
    }

    @Test
    void saysNothingOfTheBodyInItsMessage() {
        assertThatThrownBy(() -> translate(GOOD.replace("</f:Name>", "</f:Meier>")))
                .isInstanceOf(MalformedDeliveryException.class)
                .hasMessageNotContainingAny("Name", "Meier");
    }

    @Test
    void blanksOutTheSessionInGoodTimeWhateverTheBody() {
        for (String part :
                new String[] {"<SessionId ", "<SessionId a=\"", "<SessionId/>", "<a:", "</", "</a:SessionId"}) {
            byte[] body = part.repeat(4_000_000 / part.length()).getBytes(StandardCharsets.UTF_8);
            org.junit.jupiter.api.Assertions.assertTimeout(
                    Duration.ofSeconds(5), () -> OutboundSession.blankedOut(body), part);
        }
    }

    private static String notifications(int count) {
        StringBuilder all = new StringBuilder("<OrganizationId>00D5g000007XqZ1</OrganizationId>");
        for (int i = 0; i < count; i++) {
            all.append(Soap.notification("n" + i, "<f:Name>x</f:Name>"));
        }
        return Soap.envelope(all.toString());
    }

    /** Refused before it is known who sent it, and again if it were. */
    private void refuses(String xml) {
        refuses(Soap.post(xml));
    }

    private void refuses(IncomingDelivery delivery) {
        refuses(delivery, false);
    }

    private void refuses(IncomingDelivery delivery, boolean authentic) {
        if (authentic) {
            assertThat(sender.whyNotAuthentic(delivery, settings)).isEmpty();
        } else {
            assertThatThrownBy(() -> sender.whyNotAuthentic(delivery, settings))
                    .isInstanceOf(MalformedDeliveryException.class);
        }
        assertThatThrownBy(() -> sender.translate(delivery, settings)).isInstanceOf(MalformedDeliveryException.class);
    }

    private int translate(String xml) {
        return sender.translate(Soap.post(xml), settings).events().size();
    }

    private static IncomingDelivery post(byte[] body) {
        return new IncomingDelivery("POST", "", Map.of("Content-Type", "text/xml"), body, Samples.RECEIVED_AT);
    }
}
