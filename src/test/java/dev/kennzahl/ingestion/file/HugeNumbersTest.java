package dev.kennzahl.ingestion.file;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HugeNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e99999999999"})
    void aNumberThatWouldFillTheMemoryHarmsItsOwnRowOnly(String number) {
        String lines = "{\"deal_id\":\"1\",\"amount\":" + number + "}\n{\"deal_id\":\"2\",\"amount\":1.50e2}\n";
        try (RowSource rows = FileFormat.ofMediaType("application/x-ndjson")
                .orElseThrow()
                .open(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), 1_000)) {
            FileRow huge = Objects.requireNonNull(rows.next());

            assertThat(String.valueOf(huge.cells().get("amount"))).hasSizeLessThan(20);
            assertThat(Objects.requireNonNull(rows.next()).cells()).containsEntry("amount", "150");
        }
    }
}
