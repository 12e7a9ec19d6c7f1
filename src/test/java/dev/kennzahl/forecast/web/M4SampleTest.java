package dev.kennzahl.forecast.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.forecast.accuracy.ErrorMeasure;
import dev.kennzahl.forecast.accuracy.Judged;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample of the M4 competition, when it is there: posted as any user would, with the method auto, judged by what was held out. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class M4SampleTest {
    private static final Path FOLDER = Path.of("../shared/data/m4-sample");

    /** Fewer than the test's client waits half a minute for, also when the JVM has its quick compiler only. */
    private static final int AT_ONCE = 100;

    record Row(String id, int period, int horizon, double[] train, double[] test) {}

    /** What the folder's README gives for Naive2, and the best of its single baselines, of either of its columns. */
    @ParameterizedTest
    @CsvSource({"monthly, 20.237, 1.144, 0.918", "quarterly, 11.530, 1.313, 0.912"})
    void isAtLeast15ThousandthsBelowTheBestSingleBaseline(
            String file, double naive2Smape, double naive2Mase, double bestBaseline) throws IOException {
        Path path = FOLDER.resolve(file + ".csv");
        Assumptions.assumeTrue(
                Files.isRegularFile(path),
                "skipped: third-party data is never committed, and " + path + " is not here");
        List<Row> rows =
                Files.readAllLines(path).stream().skip(1).map(M4SampleTest::row).toList();

        double smape = 0;
        double mase = 0;
        double of80 = 0;
        double of95 = 0;
        TestTenant tenant = TestTenant.create();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            JsonNode answer = forecast(tenant, some);
            for (int i = 0; i < some.size(); i++) {
                Row row = some.get(i);
                Judged judged = new Judged(
                        row.test(), numbers(answer.path(i).path("mean")), Judged.scale(row.train(), row.period()));
                smape += ErrorMeasure.SMAPE.of(judged).orElseThrow() * 100 / rows.size();
                mase += ErrorMeasure.MASE.of(judged).orElseThrow() / rows.size();
                of80 += coverage(answer.path(i), "80", row.test()) / rows.size();
                of95 += coverage(answer.path(i), "95", row.test()) / rows.size();
            }
        }
        double owa = ErrorMeasure.owa(smape, mase, naive2Smape, naive2Mase).orElseThrow();
        System.out.printf(
                "M4 sample, %s: sMAPE %.3f, MASE %.3f, OWA %.4f; coverage of 80 %%: %.3f, of 95 %%: %.3f%n",
                file, smape, mase, owa, of80, of95);
        assertThat(owa).isLessThanOrEqualTo(bestBaseline - 0.015);
        assertThat(of95).isBetween(0.92, 0.98);
    }

    /** A forecast for each. */
    private static JsonNode forecast(TestTenant tenant, List<Row> rows) {
        String series = rows.stream()
                .map(row -> "{\"id\":\"" + row.id() + "\",\"values\":" + Arrays.toString(row.train()) + "}")
                .collect(Collectors.joining(","));
        Row any = rows.get(0);
        String body = "{\"series\":[" + series + "],\"frequency\":" + any.period() + ",\"horizon\":" + any.horizon()
                + ",\"method\":\"auto\"}";
        return tenant.plain()
                .post("/api/v1/forecasts/series", "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of())
                .expect(200)
                .json()
                .path("series");
    }

    private static double coverage(JsonNode forecast, String level, double[] test) {
        return ErrorMeasure.coverage(
                test,
                numbers(forecast.path("low").path(level)),
                numbers(forecast.path("high").path(level)));
    }

    private static Row row(String line) {
        String[] cells = line.split(",");
        return new Row(
                cells[0], Integer.parseInt(cells[3]), Integer.parseInt(cells[4]), numbers(cells[6]), numbers(cells[7]));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(";")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] numbers(JsonNode numbers) {
        assertThat(numbers.isArray()).as(numbers.toString()).isTrue();
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
