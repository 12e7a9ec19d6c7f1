package dev.kennzahl.ingestion.sender;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.history.Version;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded requests of a sender lead to the states that were worked out beside them, whatever order they come in. */
class ExpectedStatesTest {

    /** Senders whose name there is another than ours. */
    private static final Map<String, String> NAME_THERE = Map.of("cloudevents", "ce", "standard-webhooks", "sw");

    @ParameterizedTest
    @ValueSource(strings = {"hubspot", "pipedrive", "cloudevents", "standard-webhooks"})
    void followFromTheRequestsInFileOrder(String sender) throws Exception {
        assertThat(states(sender, requests(sender))).isEqualTo(expected(sender)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubspot", "pipedrive", "cloudevents", "standard-webhooks"})
    void followFromTheRequestsShuffledAndDoubled(String sender) throws Exception {
        List<Samples.Request> requests = new ArrayList<>(requests(sender));
        requests.addAll(requests(sender));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(requests, new Random(seed));

            assertThat(states(sender, requests)).as("seed %d", seed).isEqualTo(expected(sender));
        }
    }

    /** The history too, and not only where it ends. */
    @ParameterizedTest
    @ValueSource(strings = {"hubspot", "pipedrive", "cloudevents", "standard-webhooks"})
    void haveOneHistoryInAnyOrder(String sender) {
        List<Samples.Request> requests = new ArrayList<>(requests(sender));
        Map<RecordKey, List<Version>> inFileOrder = replay(sender, requests).histories();
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(requests, new Random(seed));

            assertThat(replay(sender, requests).histories()).isEqualTo(inFileOrder);
        }
    }

    private static Replay replay(String sender, List<Samples.Request> requests) {
        CrmSender translator = sender(sender);
        Replay replay = new Replay(translator);
        requests.forEach(request -> replay.take(translator
                .translate(request.delivery(), Samples.connection(sender))
                .events()));
        return replay;
    }

    private static Map<String, Map<String, @Nullable Object>> states(String sender, List<Samples.Request> requests) {
        Replay replay = replay(sender, requests);
        Map<String, Map<String, @Nullable Object>> states = new TreeMap<>();
        replay.histories().forEach((record, history) -> {
            Version last = history.get(history.size() - 1);
            Map<String, @Nullable Object> state = new TreeMap<>();
            boolean isDeal = record.entity() == EntityType.DEAL;
            state.put("status", last.status().toUpperCase(Locale.ROOT));
            state.put("stage", Replay.text(last, "stage"));
            state.put("amount", number(Replay.text(last, isDeal ? "amount" : "expected_value")));
            state.put("currency", Replay.text(last, "currency"));
            state.put("closeDate", Replay.text(last, "expected_close_on"));
            state.put("name", Replay.text(last, "name"));
            state.put("mergedInto", last.mergedInto() == null ? null : key(replay.record(last.mergedInto())));
            state.put("stageHistory", isDeal ? Replay.steps(history, "stage") : List.of());
            if (isDeal || record.entity() == EntityType.LEAD) {
                states.put(key(record), state);
            }
        });
        return states;
    }

    private static Map<String, Map<String, @Nullable Object>> expected(String sender) throws Exception {
        Map<String, Map<String, @Nullable Object>> states = new TreeMap<>();
        JsonNode file =
                Samples.JSON.readTree(new String(Samples.bytes("expected-states.json"), StandardCharsets.UTF_8));
        file.get("records").properties().forEach(record -> {
            if (record.getKey().startsWith(NAME_THERE.getOrDefault(sender, sender) + ":")) {
                Map<String, @Nullable Object> state = new TreeMap<>();
                for (String name : List.of("status", "stage", "currency", "closeDate", "name", "mergedInto")) {
                    state.put(name, record.getValue().path(name).asText(null));
                }
                state.put("amount", number(record.getValue().path("amount").asText(null)));
                List<String> stages = new ArrayList<>();
                record.getValue().path("stageHistory").forEach(stage -> stages.add(stage.asText()));
                state.put("stageHistory", stages);
                states.put(record.getKey(), state);
            }
        });
        return states;
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text).stripTrailingZeros();
    }

    private static String key(RecordKey record) {
        return String.join(
                ":",
                NAME_THERE.getOrDefault(record.sender(), record.sender()),
                record.account(),
                record.objectType(),
                record.externalId());
    }

    /** The probes of authentication have an A in their id; they bring nothing new. */
    private static List<Samples.Request> requests(String sender) {
        return SenderContractTest.accepted().stream()
                .filter(request ->
                        request.sender().equals(sender) && !request.id().contains("-A"))
                .toList();
    }

    private static CrmSender sender(String id) {
        return SenderContractTest.senders()
                .filter(sender -> sender.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
