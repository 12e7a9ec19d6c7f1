package dev.kennzahl.ingestion.sender;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The vectors are Salesforce's and the reference's own. */
class SalesforceIdTest {

    @ParameterizedTest
    @CsvSource({
        "00D5g000007XqZ1,00D5g000007XqZ1EAK",
        "006Hq00001AbCdE,006Hq00001AbCdEIAV",
        "aBcDEfgHIJKLMNO,aBcDEfgHIJKLMNO025",
        "000000000000000,000000000000000AAA",
        "ZZZZZZZZZZZZZZZ,ZZZZZZZZZZZZZZZ555",
        "006Hq00001AbCdEIAV,006Hq00001AbCdEIAV"
    })
    void bringsEveryIdToEighteenCharacters(String id, String full) {
        assertThat(SalesforceId.of(id)).contains(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "006", "001*", "006Hq00001AbCd", "006Hq00001AbCdEI", "006Hq00001AbCdÄ", "006Hq00001AbCd\n"})
    void refusesWhatIsNoId(String id) {
        assertThat(SalesforceId.of(id)).isEmpty();
    }

    @Test
    void comparesTheLengthsAsOneAndTheCasesAsTwo() {
        assertThat(SalesforceId.isSame("00D5g000007XqZ1", "00D5g000007XqZ1EAK")).isTrue();
        assertThat(SalesforceId.isSame("00D5g000007XqZ1", "00D5G000007XqZ1")).isFalse();
        assertThat(SalesforceId.isSame("00d5g000007xqz1eak", "00D5g000007XqZ1EAK"))
                .isFalse();
        assertThat(SalesforceId.isSame("", "")).isFalse();
    }
}
