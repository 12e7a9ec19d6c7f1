package dev.kennzahl.ingestion.sender;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.ingestion.history.Version;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded requests lead to the recorded states, in any order and however often they come. */
class SalesforceReplayTest {
    private final SalesforceSender sender = new SalesforceSender();
    private final ConnectionSettings connection = Samples.connection("salesforce");

    /** A record at the end, and what its sender owes us of it. */
    private record Outcome(List<Version> versions, boolean needsResync) {
        Version last() {
            return versions.get(versions.size() - 1);
        }
    }

    @Test
    void leadsToTheRecordedStatesInTheOrderOfTheFile() throws IOException {
        compare(fold(events(accepted())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void leadsToTheSameStatesInAnyOtherOrderAndTwice(long seed) throws IOException {
        List<Samples.Request> requests = new ArrayList<>(accepted());
        requests.addAll(accepted());
        Collections.shuffle(requests, new Random(seed));

        compare(fold(events(requests)));
    }

    @Test
    void knowsADuplicateByItsKey() {
        List<ChangeEvent> all = new ArrayList<>();
        accepted()
                .forEach(request -> all.addAll(
                        sender.translate(request.delivery(), connection).events()));

        assertThat(all.size() - events(accepted()).size()).isEqualTo(1);
    }

    private void compare(Map<RecordKey, Outcome> outcomes) throws IOException {
        Map<String, Outcome> byName = new TreeMap<>();
        outcomes.forEach((key, outcome) -> byName.put(
                key.sender() + ":" + key.account() + ":" + key.objectType() + ":" + key.externalId(), outcome));
        JsonNode expected = Samples.JSON.readTree(Samples.bytes("salesforce/expected-states.json"));

        assertThat(byName).hasSize(expected.size());
        expected.properties().forEach(record -> compare(record.getKey(), byName, record.getValue()));
    }

    private static void compare(String name, Map<String, Outcome> byName, JsonNode expected) {
        assertThat(byName).containsKey(name);
        Outcome outcome = byName.get(name);
        Map<String, Object> fields = outcome.last().fields();
        assertThat(outcome.last().status())
                .as(name)
                .isEqualTo(expected.get("status").asText().toLowerCase(Locale.ROOT));
        assertThat(fields.get("stage")).as(name).isEqualTo(text(expected, "stage"));
        assertThat(fields.get("name")).as(name).isEqualTo(text(expected, "name"));
        assertThat(fields.get("currency")).as(name).isEqualTo(text(expected, "currency"));
        String closeDate = text(expected, "closeDate");
        assertThat(fields.get("expected_close_on"))
                .as(name)
                .isEqualTo(closeDate == null ? null : java.time.LocalDate.parse(closeDate));
        String amount = text(expected, "amount");
        if (amount == null) {
            assertThat(fields).as(name).doesNotContainKey("amount");
        } else {
            assertThat((BigDecimal) fields.get("amount")).as(name).isEqualByComparingTo(amount);
        }
        assertThat(outcome.needsResync())
                .as(name)
                .isEqualTo(expected.path("needsResync").asBoolean());
        assertThat(stages(outcome)).as(name).isEqualTo(texts(expected.path("stageHistory")));
    }

    private static List<String> stages(Outcome outcome) {
        List<String> stages = new ArrayList<>();
        for (Version version : outcome.versions()) {
            String stage = (String) version.fields().get("stage");
            if (stage != null
                    && (stages.isEmpty() || !stages.get(stages.size() - 1).equals(stage))) {
                stages.add(stage);
            }
        }
        return stages;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode object, String member) {
        return object.get(member).isNull() ? null : object.get(member).asText();
    }

    /** What the log holds in the end: of events of one record with one key, the first. */
    private Collection<ChangeEvent> events(List<Samples.Request> requests) {
        Map<List<Object>, ChangeEvent> log = new LinkedHashMap<>();
        requests.forEach(request -> sender.translate(request.delivery(), connection)
                .events()
                .forEach(event -> log.putIfAbsent(List.of(event.record(), event.key()), event)));
        return log.values();
    }

    private Map<RecordKey, Outcome> fold(Collection<ChangeEvent> events) {
        Map<UUID, String> needsResync = new HashMap<>();
        Map<RecordKey, RecordFold.Subject> subjects = new LinkedHashMap<>();
        List<StoredEvent> stored = new ArrayList<>();
        for (ChangeEvent event : events) {
            UUID id = ContentDigest.of(event.record().toString());
            stored.add(stored(id, event));
            // The fold asks for the status of each moment in turn, so the last answer is that of the end.
            subjects.put(
                    event.record(), new RecordFold.Subject(id, event.record().entity(), fields -> {
                        needsResync.put(id, String.valueOf(fields.apply(ChangeEvent.NEEDS_RESYNC)));
                        return sender.status(fields);
                    }));
        }
        Map<UUID, List<Version>> versions = new RecordFold(Samples.BERLIN).fold(subjects.values(), stored);
        Map<RecordKey, Outcome> outcomes = new HashMap<>();
        subjects.forEach((key, subject) -> outcomes.put(
                key, new Outcome(versions.get(subject.id()), "true".equals(needsResync.get(subject.id())))));
        return outcomes;
    }

    private static StoredEvent stored(UUID id, ChangeEvent event) {
        return new StoredEvent(
                id,
                ContentDigest.of(event.record().toString(), event.key()),
                StoredEvent.Kind.valueOf(event.kind().name()),
                event.occurredAt(),
                event.sequence(),
                event.key(),
                event.fields(),
                null);
    }

    private static List<Samples.Request> accepted() {
        return Samples.requests().stream()
                .filter(request ->
                        request.id().startsWith("SF-") && request.expect().equals("accept"))
                .toList();
    }
}
