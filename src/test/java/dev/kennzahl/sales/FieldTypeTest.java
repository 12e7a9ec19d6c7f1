package dev.kennzahl.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FieldTypeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aBareDateIsMidnightInTheZone() {
        assertThat(FieldType.INSTANT.parse(" 2026-03-31 ", BERLIN)).isEqualTo(Instant.parse("2026-03-30T22:00:00Z"));
        assertThat(FieldType.bareDate(" 2026-03-31 ")).contains(LocalDate.of(2026, 3, 31));
        assertThat(FieldType.bareDate("2026-03-31T00:00:00Z")).isEmpty();
        assertThat(FieldType.bareDate("next month")).isEmpty();
        assertThat(FieldType.bareDate("2026-02-30")).isEmpty();
    }

    /** A value that was good when it came in must stay good when the tenant moves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0002-01-01",
                "9999-12-31",
                "0002-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2026-03-31T01:00:00+14:00"
            })
    void anInstantIsGoodInEveryZoneOrInNone(String text) {
        for (ZoneId zone : List.of(ZoneOffset.MIN, ZoneOffset.MAX, BERLIN, ZoneOffset.UTC)) {
            Instant instant = (Instant) FieldType.INSTANT.parse(text, zone);
            assertThat(instant).isBetween(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-05:00", "2026-13-01", "soon"})
    void whatTheStoreCannotHoldInEveryZoneIsRefused(String text) {
        for (ZoneId zone : List.of(ZoneOffset.MIN, ZoneOffset.MAX, BERLIN, ZoneOffset.UTC)) {
            assertThatThrownBy(() -> FieldType.INSTANT.parse(text, zone)).isInstanceOf(InvalidValueException.class);
        }
    }
}
