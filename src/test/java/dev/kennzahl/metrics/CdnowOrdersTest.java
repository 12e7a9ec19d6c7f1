package dev.kennzahl.metrics;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** The public purchases of CDNOW's customers, when they are there: every month's revenue, and every day's, against the file itself. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class CdnowOrdersTest {
    private static final Path FILE = Path.of("../shared/data/cdnow/CDNOW_sample.txt");

    @Test
    void revenueIsThatOfTheFile() throws IOException {
        Assumptions.assumeTrue(
                Files.isRegularFile(FILE),
                "skipped: third-party data is never committed, and " + FILE + " is not here");
        Map<String, BigDecimal> byDay = new TreeMap<>();
        List<String> rows = new ArrayList<>(List.of("order_id,ordered_at,customer_id,net_amount,quantity"));
        for (String line : Files.readAllLines(FILE)) {
            String[] cells = line.strip().split("\\s+");
            String day = cells[2].substring(0, 4) + "-" + cells[2].substring(4, 6) + "-" + cells[2].substring(6);
            byDay.merge(day, new BigDecimal(cells[4]), BigDecimal::add);
            rows.add("O" + rows.size() + "," + day + "," + cells[0] + "," + cells[4] + "," + cells[3]);
        }
        TestTenant tenant = TestTenant.create();
        KpiClient client = new KpiClient(tenant);
        ToldStory.importFile(client, "orders", String.join("\n", rows).getBytes(StandardCharsets.UTF_8));

        Question question = Question.of("revenue", "1997-01-01", "1998-07-01");
        for (String grain : List.of("month", "day", "total")) {
            for (AnsweredPoint point : client.ask(question.with("grain", grain)).points(List.of())) {
                BigDecimal expected = byDay.entrySet().stream()
                        .filter(day -> day.getKey().compareTo(point.from()) >= 0
                                && day.getKey().compareTo(point.to()) < 0)
                        .map(Map.Entry::getValue)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(point.number()).as(point.toString()).isEqualByComparingTo(expected);
            }
        }
        assertThat(client.ask(question).only().sampleSize()).isEqualTo(6_919);
    }
}
