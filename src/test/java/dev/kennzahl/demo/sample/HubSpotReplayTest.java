package dev.kennzahl.demo.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.kennzahl.demo.sample.TrueDeal.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the emitted bodies back by brute force, from their bytes alone, and compares with the deals as they were. */
class HubSpotReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SampleCompany COMPANY = SampleCompany.generate(SampleCompany.SEED);

    /** What the events say of one deal: its properties with their newest value, its creation and its end. */
    private static final class Heard {
        private final Map<String, String> properties = new TreeMap<>();
        private long createdAt;
        private long endedAt;
    }

    @Test
    void leadsToTheDealsAsTheyWere() throws IOException {
        Map<Long, Heard> heard = fold(events());
        Map<?, ?> owners = (Map<?, ?>) COMPANY.hubSpotOptions().get("owners");
        List<TrueDeal> deals = COMPANY.truth().deals().stream()
                .filter(deal -> deal.origin() == Origin.HUBSPOT)
                .toList();

        assertThat(heard).hasSameSizeAs(deals);
        for (TrueDeal deal : deals) {
            Heard told = heard.get(Long.valueOf(deal.dealId()));
            DealState last = deal.last();
            assertThat(told.properties.get("dealstage"))
                    .as(deal.dealId())
                    .isEqualTo(last.stage().id());
            assertThat(new BigDecimal(told.properties.get("amount"))).isEqualTo(last.amount());
            assertThat(owners.get(told.properties.get("hubspot_owner_id"))).isEqualTo(last.ownerId());
            assertThat(told.properties.get("product_sku")).isEqualTo(last.productId());
            assertThat(told.properties.get("company_number")).isEqualTo(last.customerId());
            assertThat(told.properties.get("sales_channel")).isEqualTo(last.channel());
            assertThat(told.properties.get("sales_region")).isEqualTo(last.region());
            assertThat(told.createdAt).isEqualTo(deal.createdAt().toEpochMilli());
            assertThat(told.endedAt)
                    .isEqualTo(deal.ending() == null ? 0 : deal.ending().at().toEpochMilli());
            if (last.closedAt() != null) {
                assertThat(told.properties.get("closedate"))
                        .isEqualTo(Long.toString(last.closedAt().toEpochMilli()));
            }
        }
    }

    @Test
    void givesTheTrueWonRevenue() throws IOException {
        BigDecimal told = fold(events()).values().stream()
                .filter(deal -> deal.endedAt == 0 && "closedwon".equals(deal.properties.get("dealstage")))
                .map(deal -> new BigDecimal(deal.properties.get("amount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal known = COMPANY.truth().deals().stream()
                .filter(deal -> deal.origin() == Origin.HUBSPOT
                        && deal.counts()
                        && deal.last().isWon())
                .map(deal -> deal.last().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(told).isEqualByComparingTo(known).isPositive();
    }

    @Test
    void neverTellsTwoValuesOfAPropertyForOneInstant() throws IOException {
        Map<String, String> valueAt = new HashMap<>();
        for (JsonNode event : events()) {
            if (event.has("propertyName")) {
                String what = event.get("objectId") + " " + event.get("propertyName") + " " + event.get("occurredAt");
                String value = event.get("propertyValue").asText();
                assertThat(valueAt.getOrDefault(what, value)).isEqualTo(value);
                valueAt.put(what, value);
            }
        }
    }

    @Test
    void holdsAtMostAHundredEventsInADelivery() throws IOException {
        for (HubSpotDelivery delivery : COMPANY.hubSpotDeliveries()) {
            assertThat(JSON.readTree(delivery.body())).hasSize(delivery.size()).hasSizeBetween(1, 100);
        }
    }

    @Test
    void arrivesPartlyLateAndOutOfOrder() throws IOException {
        long newest = 0;
        int outOfOrder = 0;
        int daysLate = 0;
        for (JsonNode event : events()) {
            long at = event.get("occurredAt").asLong();
            outOfOrder += at < newest ? 1 : 0;
            daysLate += at < newest - 86_400_000L ? 1 : 0;
            newest = Math.max(newest, at);
        }

        assertThat(outOfOrder).isGreaterThan(2_000);
        assertThat(daysLate).isBetween(500, 5_000);
    }

    @Test
    void bringsSomeEventsTwiceWithTheirIds() throws IOException {
        Set<String> seen = new HashSet<>();
        int repeated = 0;
        int retries = 0;
        for (JsonNode event : events()) {
            retries += event.get("attemptNumber").asInt() > 0 ? 1 : 0;
            repeated += seen.add(key(event)) ? 0 : 1;
        }

        assertThat(repeated).isEqualTo(retries).isBetween(400, 1_800);
    }

    @Test
    void sharesEventIdsBetweenDeals() throws IOException {
        Map<Long, Set<Long>> dealsByEventId = new HashMap<>();
        for (JsonNode event : events()) {
            dealsByEventId
                    .computeIfAbsent(event.get("eventId").asLong(), id -> new HashSet<>())
                    .add(event.get("objectId").asLong());
        }

        assertThat(dealsByEventId.values().stream().filter(deals -> deals.size() > 1))
                .hasSizeGreaterThan(100);
    }

    @Test
    void mergesInBothForms() throws IOException {
        List<JsonNode> merges = events().stream()
                .filter(event -> event.get("subscriptionType").asText().equals("deal.merge"))
                .toList();

        assertThat(merges.stream().filter(merge -> merge.has("newObjectId"))).hasSizeGreaterThan(5);
        assertThat(merges.stream().filter(merge -> !merge.has("newObjectId"))).hasSizeGreaterThan(5);
    }

    @Test
    void saysSomeThingsToARecordThatWasMergedAway() throws IOException {
        Map<Long, Long> mergedAt = new HashMap<>();
        for (JsonNode event : events()) {
            if (event.has("newObjectId")) {
                mergedAt.put(
                        event.get("primaryObjectId").asLong(),
                        event.get("occurredAt").asLong());
            }
        }

        assertThat(events().stream()
                        .filter(event -> event.get("occurredAt").asLong()
                                > mergedAt.getOrDefault(event.get("objectId").asLong(), Long.MAX_VALUE)))
                .isNotEmpty();
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() throws IOException {
        List<JsonNode> shuffled = new ArrayList<>(events());
        Collections.shuffle(shuffled, new Random(7));
        Map<Long, Heard> inOrder = fold(events());

        fold(shuffled).forEach((id, deal) -> assertThat(deal.properties).isEqualTo(inOrder.get(id).properties));
    }

    private static Map<Long, Heard> fold(List<JsonNode> arrived) {
        List<JsonNode> events = new ArrayList<>(arrived);
        // Creations before the values of their instant, merges after them.
        events.sort(Comparator.<JsonNode>comparingLong(
                        event -> event.get("occurredAt").asLong())
                .thenComparing(event -> event.get("subscriptionType").asText()));
        Map<Long, Heard> deals = new HashMap<>();
        Map<Long, Long> aliases = new HashMap<>();
        for (JsonNode event : events) {
            long id = event.get("objectId").asLong();
            long at = event.get("occurredAt").asLong();
            Heard deal = deals.computeIfAbsent(aliases.getOrDefault(id, id), key -> new Heard());
            switch (event.get("subscriptionType").asText()) {
                case "deal.creation" -> deal.createdAt = at;
                case "deal.deletion" -> deal.endedAt = at;
                case "deal.propertyChange" ->
                    deal.properties.put(
                            event.get("propertyName").asText(),
                            blankToNull(event.get("propertyValue").asText()));
                case "deal.merge" -> merge(event, at, deals, aliases);
                default -> throw new AssertionError(event);
            }
        }
        return deals;
    }

    private static void merge(JsonNode event, long at, Map<Long, Heard> deals, Map<Long, Long> aliases) {
        long primary = event.get("primaryObjectId").asLong();
        if (aliases.containsKey(event.get("mergedObjectIds").get(0).asLong())) {
            return;
        }
        event.get("mergedObjectIds").forEach(loser -> deals.get(loser.asLong()).endedAt = at);
        event.get("mergedObjectIds").forEach(loser -> aliases.put(loser.asLong(), primary));
        if (event.has("newObjectId")) {
            long survivor = event.get("newObjectId").asLong();
            Heard born = new Heard();
            born.properties.putAll(deals.get(primary).properties);
            born.createdAt = deals.get(primary).createdAt;
            deals.get(primary).endedAt = at;
            deals.put(survivor, born);
            aliases.put(primary, survivor);
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String key(JsonNode event) {
        return event.get("eventId") + " " + event.get("subscriptionType") + " " + event.get("objectId") + " "
                + event.get("propertyName") + " " + event.get("occurredAt") + " " + event.get("propertyValue");
    }

    private static List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (HubSpotDelivery delivery : COMPANY.hubSpotDeliveries()) {
            JSON.readTree(delivery.body()).forEach(events::add);
        }
        return events;
    }
}
