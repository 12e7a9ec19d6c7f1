package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Files as people and their tools write them: what is wrong with a row is that row's matter, and of a broken file the start counts. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RaggedFilesTest {
    private static final String HEADER = "deal_id,stage,status,amount\n";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "R2,S,won | The row has 3 cells, the header names 4.",
                "R2 | The row has 1 cells, the header names 4.",
                "R2,S,won,2, | The row has 5 cells, the header names 4.",
                "R2,S,won,2,,,, | The row has 8 cells, the header names 4.",
                "~\"R2\" ,S,won,2~ | After a closing quote must come a comma or the end of the line; a quote within a value is written twice.",
                "~\"the \"big, fat\" deal\",S,won,2~ | After a closing quote must come a comma or the end of the line; a quote within a value is written twice.",
            })
    void aRowThatIsNoRowIsSetAsideAloneWithItsLine(String row, String message) {
        Response job = tenant.importCsv(
                "deals", HEADER + "R1,S,won,1\n" + row + "\nR3,\"of\ntwo\",won,3\n" + row + "\nR4,S,won,4\n");

        assertCounts(job, "completed", 3, 2);
        assertThat(rejections(job).getList("line", Integer.class)).containsExactly(3, 6);
        assertThat(rejections(job).getList("message", String.class)).containsOnly(message);
        assertThat(rejections(job).getList("code", String.class)).containsOnly("INVALID_ROW");
        assertThat(deals()).containsExactlyInAnyOrder("R1", "R3", "R4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"   ", ",,,", ",,,,,,", " , ,\t,", "\"\",\"\",\"\",\"\"", ""})
    void linesWithoutAnythingAreNoRows(String line) {
        String file = HEADER + line + "\nR1,S,won,1\n" + line + "\nR2,S,nonsense,2\n" + line + "\n" + line;
        Response job = tenant.importCsv("deals", file.replace("\n", "\r\n"));

        assertCounts(job, "completed", 1, 1);
        assertThat(rejections(job).getList("line", Integer.class)).containsExactly(5);
    }

    @Test
    void aBadRowAmongManyCostsNoNeighbour() {
        String rows = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> i == 1500 ? "T1500,S,won\n" : "T" + i + ",S,won,1\n")
                .collect(Collectors.joining());

        Response job = tenant.importCsv("deals", HEADER + rows);

        assertCounts(job, "completed", 2999, 1);
        assertThat(rejections(job).getList("line", Integer.class)).containsExactly(1501);
    }

    @Test
    void ofAFileWithAnUnclosedQuoteTheRowsBeforeItCount() {
        Response job = tenant.importCsv("deals", HEADER + "R1,S,won,1\nR2,S,won,2\nR3,\"S,won,3\nR4,S,won,4\n");

        assertCounts(job, "failed", 2, 0);
        job.then().body("error", containsString("The quote that is opened in line 4 is never closed."));
        assertThat(deals()).containsExactlyInAnyOrder("R1", "R2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void ofAFileWithALetterThatIsNotUtf8TheRowsBeforeItCount(String type) {
        boolean isCsv = type.equals("text/csv");
        String rows = IntStream.rangeClosed(1, 1203)
                .mapToObj(i -> isCsv
                        ? "R" + i + ",S,won," + i + "\n"
                        : "{\"deal_id\":\"R" + i + "\",\"stage\":\"S\",\"status\":\"won\"}\n")
                .collect(Collectors.joining());
        String bad =
                isCsv ? "B,M\u00fcller,won,1\n" : "{\"deal_id\":\"B\",\"stage\":\"M\u00fcller\",\"status\":\"won\"}\n";
        // The start is whole pieces of the upload away from the letter, or it would be refused at once.
        String filler = "\n".repeat(600_000);

        Response job = finished(
                upload(type, ((isCsv ? HEADER : "") + rows + filler + bad).getBytes(StandardCharsets.ISO_8859_1)));

        assertCounts(job, "failed", 1203, 0);
        int line = (isCsv ? 1 : 0) + 1203 + 600_000 + 1;
        job.then().body("error", containsString("Line " + line + " is not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF\"deal_id\",\"stage\",\"status\"\r\n\"W1\",\"S\",\"won\"\r\n",
                "\uFEFFdeal_id,stage,status\nW1,S,won\n",
                "deal_id,stage,status\rW1,S,won\r",
                "{\"deal_id\":\"W1\",\"stage\":\"S\",\"status\":\"won\"}\n",
                "\uFEFF{\"deal_id\":\"W1\",\"stage\":\"S\",\"status\":\"won\"}\n",
            })
    void aByteOrderMarkIsNoPartOfTheFile(String file) {
        Response job = finished(upload(
                file.contains("{") ? "application/x-ndjson" : "text/csv", file.getBytes(StandardCharsets.UTF_8)));

        assertCounts(job, "completed", 1, 0);
        assertThat(deals()).containsExactly("W1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "deal_id;stage;status | text/csv | a single cell with semicolons in it; cells must be separated by commas",
                "~deal_id\tstage\tstatus~ | text/csv | a single cell with tabs in it; cells must be separated by commas",
                "Deal_ID,stage,status | text/csv | It has 'Deal_ID'; columns are spelled as 'deal_id'.",
                "deal_id,stage,status, | text/csv | cell 4 of 4 is empty",
                "deal_id,stage,status,stage | text/csv | 'stage' stands there twice",
                "~\"deal_id\" ,stage,status~ | text/csv | After a closing quote must come a comma",
                "deal_id,stage,status,gr\u00f6\u00dfe | text/csv | Line 1 is not UTF-8",
                "deal_id,stage,status,gr\u00f6\u00dfe | text/csv; charset=ISO-8859-1 | declares the charset ISO-8859-1; files are read as UTF-8 only",
            })
    void aHeaderThatCannotBeReadIsRefusedWithWhatWouldBeRight(String header, String type, String detail) {
        upload(type, (header + "\n1;S;won\n").getBytes(StandardCharsets.ISO_8859_1))
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_CSV"))
                .body("detail", containsString(detail));
    }

    private Response upload(String type, byte[] file) {
        return tenant.request()
                .config(TestTenant.CSV_IS_TEXT)
                .header("Content-Type", type)
                .body(file)
                .post("/api/v1/imports/deals");
    }

    private Response finished(Response upload) {
        String id = upload.then().statusCode(202).extract().path("id");
        tenant.plain().awaitImport(id, PATIENCE);
        return tenant.request().get("/api/v1/imports/" + id);
    }

    private static void assertCounts(Response job, String status, int accepted, int rejected) {
        JsonNode state = job.as(JsonNode.class);
        assertThat(state.path("status").asText()).isEqualTo(status);
        assertThat(state.required("accepted")).isEqualTo(IntNode.valueOf(accepted));
        assertThat(state.required("rejected")).isEqualTo(IntNode.valueOf(rejected));
        assertThat(state.required("received")).isEqualTo(IntNode.valueOf(accepted + rejected));
    }

    private io.restassured.path.json.JsonPath rejections(Response job) {
        String lines = tenant.request()
                .get("/api/v1/imports/" + job.path("id") + "/rejections")
                .asString();
        return new io.restassured.path.json.JsonPath(
                "[" + String.join(",", lines.strip().split("\n")) + "]");
    }

    private List<String> deals() {
        return tenant.request().get("/api/v1/deals").path("items.externalId");
    }
}
