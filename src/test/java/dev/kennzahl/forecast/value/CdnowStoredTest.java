package dev.kennzahl.forecast.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** The public purchases of CDNOW's customers, when they are there, as orders that came in: the parameters that were published for them. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class CdnowStoredTest {
    private static final Path FILE = Path.of("../shared/data/cdnow/CDNOW_sample.txt");

    @Test
    void givesThePublishedParameters() throws IOException {
        Assumptions.assumeTrue(
                Files.isRegularFile(FILE),
                "skipped: third-party data is never committed, and " + FILE + " is not here");
        List<String> rows = new ArrayList<>(List.of("order_id,ordered_at,customer_id,net_amount"));
        for (String line : Files.readAllLines(FILE)) {
            String[] cells = line.strip().split("\\s+");
            String day = cells[2].substring(0, 4) + "-" + cells[2].substring(4, 6) + "-" + cells[2].substring(6);
            rows.add("O" + rows.size() + "," + day + "," + cells[1] + "," + cells[4]);
        }
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("orders", String.join("\n", rows));

        JsonPath answer = tenant.request()
                .contentType("application/json")
                .body(Map.of("from", "1997-01-01", "to", "1997-10-01", "unit", "week", "horizon", 39))
                .post("/api/v1/customers/lifetime-value/fit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        // Fader, Hardie and Lee (2005); the likelihood is that of dates, not of the rounded weeks
        assertThat(answer.getDouble("bgNbd.r")).isEqualTo(0.243, Offset.offset(0.0005));
        assertThat(answer.getDouble("bgNbd.alpha")).isEqualTo(4.414, Offset.offset(0.0005));
        assertThat(answer.getDouble("bgNbd.a")).isEqualTo(0.793, Offset.offset(0.0005));
        assertThat(answer.getDouble("bgNbd.b")).isEqualTo(2.426, Offset.offset(0.0005));
        assertThat(answer.getDouble("bgNbd.logLikelihood")).isEqualTo(-9582.4, Offset.offset(0.05));
        assertThat(answer.getInt("bgNbd.sampleSize")).isEqualTo(2_357);
        // Fader and Hardie (2013)
        assertThat(answer.getDouble("gammaGamma.p")).isEqualTo(6.25, Offset.offset(0.005));
        assertThat(answer.getDouble("gammaGamma.q")).isEqualTo(3.74, Offset.offset(0.005));
        assertThat(answer.getDouble("gammaGamma.gamma")).isEqualTo(15.44, Offset.offset(0.005));
        assertThat(answer.getInt("gammaGamma.sampleSize")).isEqualTo(946);

        JsonPath months = tenant.request()
                .get(
                        "/api/v1/kpis/customer_lifetime_value/values?variant=predictive&from=1997-08-01&to=1997-11-01&grain=month")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(months.<String>getList("series[0].points.value")).doesNotContainNull();
    }
}
