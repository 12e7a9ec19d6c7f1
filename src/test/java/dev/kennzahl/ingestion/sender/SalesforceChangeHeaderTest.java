package dev.kennzahl.ingestion.sender;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a change event must have, and what makes it the same event as another. */
class SalesforceChangeHeaderTest {
    private final SalesforceSender sender = new SalesforceSender();

    @Test
    void tellsEventsApartByTheirWholeKey() {
        String update = header("Opportunity", "['0065g00000AbJdEAAV']", "UPDATE");
        List<String> headers = List.of(
                update,
                update.replace("'t1'", "'t2'"),
                update.replace("'sequenceNumber':1", "'sequenceNumber':2"),
                update.replace("AbJdEAAV", "AbKdEAAV"),
                update.replace("UPDATE", "CREATE"));

        assertThat(headers)
                .extracting(header -> only(translate("{'ChangeEventHeader':{" + header + "},'Amount':5}"))
                        .key())
                .doesNotHaveDuplicates();
        assertThat(only(translate("{'ChangeEventHeader':{" + update + "},'Amount':5}"))
                        .key())
                .isEqualTo(only(translate("{'ChangeEventHeader':{" + update + "},'Amount':6}"))
                        .key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{'payload':{}}",
                "{'payload':{'ChangeEventHeader':[]}}",
                "{'detail':{'payload':{'ChangeEventHeader':{}}}}",
                "{'ChangeEventHeader':{}}"
            })
    void refusesWhatIsNoChangeEvent(String body) {
        assertThatThrownBy(() -> translate(body)).isInstanceOf(MalformedDeliveryException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"entityName", "recordIds", "changeType", "transactionKey", "sequenceNumber", "commitTimestamp"})
    void namesTheMemberThatTheHeaderLacks(String member) {
        String header = header("Opportunity", "['0065g00000AbJdE']", "DELETE").replace("'" + member + "'", "'x'");

        assertThatThrownBy(() -> translate("{'ChangeEventHeader':{" + header + "}}"))
                .isInstanceOf(MalformedDeliveryException.class)
                .hasMessageContaining(member);
    }

    private Translation translate(String body) {
        return sender.translate(Samples.post(body), Samples.settings("{}"));
    }

    private static String header(String entity, String ids, String changeType) {
        return "'entityName':'" + entity + "','recordIds':" + ids + ",'changeType':'" + changeType
                + "','transactionKey':'t1','sequenceNumber':1,'commitTimestamp':1777885199000";
    }

    private static ChangeEvent only(Translation translation) {
        assertThat(translation.events()).hasSize(1);
        return translation.events().get(0);
    }
}
