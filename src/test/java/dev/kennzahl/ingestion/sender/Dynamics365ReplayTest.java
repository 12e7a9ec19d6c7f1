package dev.kennzahl.ingestion.sender;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.ingestion.history.Version;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;

/** Folds the recorded requests into the states that the samples promise, in any order and any number of times. */
class Dynamics365ReplayTest {
    private static final Dynamics365Sender SENDER = new Dynamics365Sender();

    @Test
    void leadsToThePromisedStates() throws IOException {
        Map<String, List<Version>> records = fold(accepted());

        for (JsonNode expected : expectedStates()) {
            String key = expected.get("key").asText().replaceFirst("^dynamics:", "");
            List<Version> versions = records.get(key);
            assertThat(versions).as(key).isNotEmpty();
            Version last = versions.get(versions.size() - 1);
            boolean deal = expected.get("kind").asText().equals("deal");
            assertThat(last.status()).isEqualTo(expected.get("status").asText().toLowerCase(Locale.ROOT));
            assertThat(text(last, "stage")).isEqualTo(text(expected, "stage"));
            assertThat(number(text(last, deal ? "amount" : "expected_value")))
                    .isEqualTo(number(text(expected, "amount")));
            assertThat(text(last, "currency")).isEqualTo(text(expected, "currency"));
            assertThat(text(last, "expected_close_on")).isEqualTo(text(expected, "closeDate"));
            assertThat(text(last, "name")).isEqualTo(text(expected, "name"));
            assertThat(needsResync(key)).isEqualTo(expected.path("needsResync").asBoolean());
            if (deal) {
                assertThat(stages(versions))
                        .isEqualTo(Samples.JSON.convertValue(expected.get("stageHistory"), List.class));
            }
        }
        assertThat(records).hasSize(3);
    }

    @Test
    void tellsTheDealsLife() throws IOException {
        List<Version> versions = fold(accepted())
                .get("7a9be0c4-31aa-ef11-b8e8-000d3ab12c03:opportunity:a1f0c1d2-55aa-f011-8e8e-000d3ab1aa01");

        assertThat(versions)
                .extracting(version -> version.validFrom() + " " + version.status() + " " + text(version, "amount")
                        + " " + text(version, "closed_at"))
                .containsExactly(
                        "2026-05-04T09:00:00Z open 48000.0 null",
                        "2026-05-05T09:00:00Z open 52000.5 null",
                        "2026-05-14T09:00:00Z won 51000.0 2026-05-13T22:00:00Z",
                        // The stripped message: nothing changed but that the record should be fetched again.
                        "2026-05-15T09:00:00Z won 51000.0 2026-05-13T22:00:00Z",
                        "2026-05-16T09:00:00Z open 52000.5 null");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void doesNotDependOnTheOrderOfArrival(long seed) {
        List<Samples.Request> shuffled = new ArrayList<>(accepted());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(fold(shuffled)).isEqualTo(fold(accepted()));
    }

    @Test
    void countsBothHalvesOfASplitUpdate() {
        List<Samples.Request> halves = accepted().stream()
                .filter(request -> List.of("DV-04", "DV-03").contains(request.id()))
                .toList();
        List<Samples.Request> reversed = new ArrayList<>(halves);
        Collections.reverse(reversed);

        assertThat(fold(reversed)).isEqualTo(fold(halves)).hasSize(1).allSatisfy((key, versions) -> assertThat(versions)
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.status()).isEqualTo("won");
                    assertThat(text(version, "amount")).isEqualTo("51000.0");
                }));
    }

    @Test
    void changesNothingWhenEverythingComesTwice() {
        List<Samples.Request> doubled = new ArrayList<>(accepted());
        doubled.addAll(accepted());

        assertThat(events(doubled)).hasSameSizeAs(events(accepted()));
        assertThat(fold(doubled)).isEqualTo(fold(accepted()));
    }

    /** Messages without a time of the record come beside such that have one, which is exact to the second. */
    @Test
    void whatCameFirstWithinOneSecondIsForTheMessagesToSay() {
        String lost = Dynamics365Bodies.context("Lose")
                .replace("1777885200640", "1777885200101")
                .replace(
                        "[]",
                        "[{'key':'OpportunityClose','value':{'Attributes':[{'key':'opportunityid','value':{'Id':'"
                                + Dynamics365Bodies.DEAL + "'}}]}}]");
        String reopened = Dynamics365Bodies.update("{'key':'statecode','value':{'Value':0}},"
                + "{'key':'modifiedon','value':'\\/Date(1777885200000)\\/'}");

        for (List<String> order : List.of(List.of(lost, reopened), List.of(reopened, lost))) {
            Map<String, List<Version>> records = foldAll(order.stream()
                    .flatMap(body -> SENDER.translate(Samples.post(body), Samples.settings("{}")).events().stream())
                    .toList());
            assertThat(records.values()).singleElement().satisfies(versions -> assertThat(
                            versions.get(versions.size() - 1).status())
                    .isEqualTo("open"));
        }
    }

    private static List<Samples.Request> accepted() {
        return Samples.requests().stream()
                .filter(request -> request.sender().equals(SENDER.id()))
                .filter(request ->
                        request.expect().equals("accept") && !request.id().contains("-A"))
                .toList();
    }

    private static List<JsonNode> expectedStates() throws IOException {
        List<JsonNode> states = new ArrayList<>();
        Samples.JSON
                .readTree(Samples.bytes("dynamics365/expected-states.json"))
                .get("records")
                .forEach(states::add);
        return states;
    }

    /** The events of all requests, each once, as the log would hold them. */
    private static List<ChangeEvent> events(List<Samples.Request> requests) {
        Map<String, ChangeEvent> events = new LinkedHashMap<>();
        for (Samples.Request request : requests) {
            SENDER.translate(request.delivery(), request.connection())
                    .events()
                    .forEach(event -> events.putIfAbsent(name(event.record()) + event.key(), event));
        }
        return List.copyOf(events.values());
    }

    private static Map<String, List<Version>> fold(List<Samples.Request> requests) {
        return foldAll(events(requests));
    }

    private static Map<String, List<Version>> foldAll(List<ChangeEvent> events) {
        Map<String, RecordFold.Subject> subjects = new LinkedHashMap<>();
        List<StoredEvent> log = new ArrayList<>();
        for (ChangeEvent event : events) {
            UUID id = ContentDigest.of(name(event.record()));
            EntityType entity = event.record().entity();
            subjects.put(name(event.record()), new RecordFold.Subject(id, entity, SENDER::status, SENDER::derived));
            log.add(new StoredEvent(
                    id,
                    ContentDigest.of(event.key()),
                    StoredEvent.Kind.valueOf(event.kind().name()),
                    event.occurredAt(),
                    event.sequence(),
                    event.key(),
                    event.fields(),
                    null));
        }
        Map<UUID, List<Version>> versions = new RecordFold(Samples.BERLIN).fold(subjects.values(), log);
        Map<String, List<Version>> byName = new LinkedHashMap<>();
        subjects.forEach((name, subject) -> byName.put(name, versions.get(subject.id())));
        return byName;
    }

    private static boolean needsResync(String key) {
        return events(accepted()).stream()
                .filter(event -> name(event.record()).equals(key))
                .filter(event -> event.fields().containsKey(ChangeEvent.NEEDS_RESYNC))
                .max(Comparator.comparing(ChangeEvent::occurredAt).thenComparing(ChangeEvent::sequence))
                .map(event -> event.fields().get(ChangeEvent.NEEDS_RESYNC))
                .filter("true"::equals)
                .isPresent();
    }

    private static List<String> stages(List<Version> versions) {
        List<String> stages = new ArrayList<>();
        versions.stream()
                .map(version -> text(version, "stage"))
                .filter(stage -> stage != null && !stages.contains(stage))
                .forEach(stages::add);
        return stages;
    }

    private static String name(RecordKey key) {
        return key.account() + ":" + key.objectType() + ":" + key.externalId();
    }

    private static @Nullable String text(Version version, String field) {
        Object value = version.fields().get(field);
        return value == null ? null : value.toString();
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.path(member).isNull() || node.path(member).isMissingNode()
                ? null
                : node.get(member).asText();
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text).stripTrailingZeros();
    }
}
