package dev.kennzahl.demo.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.kennzahl.demo.sample.TrueDeal.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the partner portal's messages back by brute force and compares with the deals as they were. */
class PortalReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SampleCompany COMPANY = SampleCompany.generate(SampleCompany.SEED);

    @Test
    void leadsToTheDealsAsTheyWere() throws IOException {
        Map<String, Map<String, String>> heard = fold();

        COMPANY.truth().deals().stream()
                .filter(deal -> deal.origin() == Origin.PORTAL)
                .forEach(deal -> {
                    Map<String, String> told = heard.remove(deal.dealId());
                    String ending =
                            deal.ending() == null ? null : deal.ending().survivor() == null ? "deleted" : "merged";
                    assertThat(told.get("status")).isEqualTo(deal.last().stage().status());
                    assertThat(told.get("ended")).isEqualTo(ending);
                    assertThat(new BigDecimal(told.get("amount")))
                            .isEqualTo(deal.last().amount());
                    assertThat(told.get("ownerId")).isEqualTo(deal.last().ownerId());
                    assertThat(Instant.parse(told.get("timestamp"))).isEqualTo(deal.createdAt());
                });
        assertThat(heard).isEmpty();
    }

    @Test
    void repeatsSomeMessagesWordForWord() {
        Map<String, String> bodies = new HashMap<>();
        int repeated = 0;
        for (PortalMessage message : COMPANY.portalMessages()) {
            String body = new String(message.body(), java.nio.charset.StandardCharsets.UTF_8);
            String before = bodies.putIfAbsent(message.webhookId(), body);
            if (before != null) {
                assertThat(body).isEqualTo(before);
                repeated++;
            }
        }

        assertThat(repeated).isPositive();
    }

    @Test
    void deletesAndMergesSomeDeals() throws IOException {
        assertThat(fold().values().stream().map(deal -> deal.getOrDefault("ended", "not")))
                .contains("deleted", "merged", "not");
    }

    @Test
    void sendsLeadsThatNoFileHolds() throws IOException {
        long told = 0;
        for (PortalMessage message : COMPANY.portalMessages()) {
            told += JSON.readTree(message.body()).get("type").asText().equals("sales.lead.created") ? 1 : 0;
        }

        assertThat(told).isGreaterThanOrEqualTo(COMPANY.counts().portalLeads()).isPositive();
    }

    private static Map<String, Map<String, String>> fold() throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        for (PortalMessage message : COMPANY.portalMessages()) {
            messages.add(JSON.readTree(message.body()));
        }
        messages.sort(Comparator.comparing(
                message -> Instant.parse(message.get("timestamp").asText())));
        Map<String, Map<String, String>> deals = new HashMap<>();
        for (JsonNode message : messages) {
            JsonNode data = message.get("data");
            if (data.has("dealId")) {
                Map<String, String> deal =
                        deals.computeIfAbsent(data.get("dealId").asText(), id -> new HashMap<>());
                data.properties()
                        .forEach(member ->
                                deal.put(member.getKey(), member.getValue().asText()));
                switch (message.get("type").asText()) {
                    case "sales.deal.created" -> {
                        deal.put("status", "open");
                        deal.put("timestamp", message.get("timestamp").asText());
                    }
                    case "sales.deal.won" -> deal.put("status", "won");
                    case "sales.deal.lost" -> deal.put("status", "lost");
                    case "sales.deal.deleted" -> deal.put("ended", "deleted");
                    case "sales.deal.merged" -> deal.put("ended", "merged");
                    default -> assertThat(message.get("type").asText()).endsWith("_changed");
                }
            }
        }
        return deals;
    }
}
