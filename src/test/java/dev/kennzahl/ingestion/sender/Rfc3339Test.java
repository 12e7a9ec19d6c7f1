package dev.kennzahl.ingestion.sender;

import java.time.DateTimeException;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-05-04t11:00:00.1234567z, 2026-05-04T11:00:00.123456Z",
        "2026-05-04T11:00:00-02:30, 2026-05-04T13:30:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.5+00:00, 2017-01-01T00:00:00.500Z",
        "2026-05-04T11:00:00.5-00:00, 2026-05-04T11:00:00.500Z"
    })
    void readsTimesAsRfc3339AllowsThem(String time, Instant instant) {
        assertThat(Rfc3339.parse(time)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-05-04",
                "2026-05-04T11:00Z",
                "2026-05-04T11:00:00",
                "2026-05-04T11:00:61Z",
                "2026-02-30T11:00:00Z",
                "2026-05-04T24:00:00Z",
                "2026-05-04T11:00:00.Z",
                "2026-05-04T11:00:00+24:00",
                "0000-05-04T11:00:00Z",
                "2026-05-04 11:00:00Z",
                "２026-05-04T11:00:00Z"
            })
    void refusesOtherTimes(String time) {
        assertThatThrownBy(() -> Rfc3339.parse(time)).isInstanceOf(DateTimeException.class);
    }
}
