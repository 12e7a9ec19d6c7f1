package dev.kennzahl.ingestion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What the README tells of connecting a CRM is so, and leaves no option out. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ConnectionGuideTest {
    private static final String KEY = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final List<String> OF_EVERY_SENDER = List.of("currency", "owners", "properties", "stages");
    private static final Pattern SENDER_ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|.*?(\\{[^`]*})` \\|$");
    private static final Pattern EVENT = Pattern.compile("(?m)^\\{.*\"type\":\"sales\\..*}$");
    private static final Pattern EVENT_TYPE = Pattern.compile("`(sales\\.[a-z_.]+)`");
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestTenant tenant;
    private String guide;
    private Map<String, Matcher> rows;

    @BeforeEach
    void readTheGuide() throws IOException {
        tenant = TestTenant.create();
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("## Connecting a CRM");
        guide = readme.substring(start, readme.indexOf("\n## ", start + 1));
        rows = new TreeMap<>();
        Matcher row = SENDER_ROW.matcher(guide);
        while (row.find()) {
            Matcher found = SENDER_ROW.matcher(row.group());
            assertThat(found.find()).isTrue();
            rows.put(row.group(1), found);
        }
    }

    @Test
    void everySenderIsThereAndItsExampleWorks() throws IOException {
        assertThat(rows.keySet()).isEqualTo(new TreeSet<>(senders()));
        for (String sender : rows.keySet()) {
            connect(sender, JSON.readTree(rows.get(sender).group(2))).then().statusCode(201);
        }
    }

    @Test
    void everyOptionIsThereAndInTheOpenApiDocument() {
        String document = RestAssured.given().get("/openapi").asString().replaceAll("\\s+", " ");
        String described = document.substring(document.indexOf(" NewConnection: "));
        for (String sender : rows.keySet()) {
            for (String option : options(sender)) {
                String where = OF_EVERY_SENDER.contains(option)
                        ? guide
                        : rows.get(sender).group();
                assertThat(where).as(sender).contains("`" + option + "`");
                assertThat(described.substring(0, described.indexOf(" NewSecret: ")))
                        .as(sender)
                        .contains(option);
            }
        }
    }

    @Test
    void theEventsShownAreApplied() {
        List<String> events = all(EVENT, 0);
        assertThat(events).hasSize(2);
        String url = connect("cloudevents", JSON.createObjectNode()).path("url");
        tenant.request()
                .contentType("application/cloudevents+json")
                .body(events.get(0))
                .post(url)
                .then()
                .statusCode(202);
        Webhooks signed = new Webhooks(tenant, "standard-webhooks", Map.of("account", "shop"));
        signed.post("1", events.get(1));

        Response deals = tenant.request().get("/api/v1/deals");
        deals.then().body("items.size()", equalTo(2));
        for (String member : List.of("externalId", "status", "amount", "currency", "stage", "ownerId", "closedAt")) {
            assertThat(new HashSet<>(deals.<List<Object>>path("items." + member)))
                    .as(member)
                    .hasSize(1)
                    .doesNotContainNull();
        }
        assertThat(deals.<List<String>>path("items.status")).containsOnly("won");
    }

    @Test
    void everyEventTypeShownHasAnEffectAndIsReadWithoutComplaint() {
        List<String> types = all(EVENT_TYPE, 1);
        assertThat(types).hasSize(9);
        Webhooks signed = new Webhooks(tenant, "standard-webhooks", Map.of());
        for (String type : types) {
            String data = type.startsWith("sales.lead.") ? "\"leadId\":\"L\"" : "\"dealId\":\"" + type + "\"";
            signed.post(
                    type.replace('.', '-'),
                    "{\"type\":\"" + type + "\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"data\":{" + data
                            + ",\"mergedInto\":\"other\",\"reason\":\"price\",\"closeDate\":\"2026-04-01\"}}");
        }

        List<Map<String, Object>> deliveries =
                tenant.request().get("/api/v1/deliveries?first=50").path("items");
        assertThat(deliveries).hasSize(9);
        for (Map<String, Object> delivery : deliveries) {
            Response one = tenant.request().get("/api/v1/deliveries/" + delivery.get("id"));
            assertThat(one.<Integer>path("delivery.events")).as(one.asString()).isPositive();
            assertThat(one.<List<?>>path("delivery.rejections")).isEmpty();
        }
    }

    private Response connect(String sender, JsonNode options) {
        String secret =
                switch (sender) {
                    case "cloudevents" -> "null";
                    case "salesforce", "standard-webhooks" -> "\"" + KEY + "\"";
                    default -> "\"a secret of the CRM\"";
                };
        return tenant.request()
                .contentType("application/json")
                .body("{\"sender\":\"" + sender + "\",\"name\":\"x\",\"secret\":" + secret + ",\"options\":" + options
                        + "}")
                .post("/api/v1/connections");
    }

    private List<String> senders() {
        String detail = connect("none", JSON.createObjectNode()).path("detail");
        return Arrays.asList(detail.replaceAll(".*\\[(.*)].*", "$1").split(", "));
    }

    /** The service lists them to whoever gives another. */
    private List<String> options(String sender) {
        String detail =
                connect(sender, JSON.createObjectNode().put("noSuchOption", 1)).path("detail");
        assertThat(detail).startsWith("options.noSuchOption is not an option of this sender; there are ");
        return Stream.of(detail.replaceAll(".*there are |\\.$", "").split(", ")).toList();
    }

    private List<String> all(Pattern pattern, int group) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(guide);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}
