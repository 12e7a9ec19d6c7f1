package dev.kennzahl.ingestion.sender;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/** What the stages of an account mean: what the user says under {@code stages}, else what they mean in a new account of the CRM. */
final class StageTable {

    /** @param probability from 0 to 1, as text; null when unknown */
    record Stage(boolean closed, @Nullable String probability) {

        /** Closed and certain is won, closed otherwise is lost (rule R7). */
        String status() {
            if (!closed) {
                return "open";
            }
            boolean certain = probability != null && new BigDecimal(probability).compareTo(BigDecimal.ONE) == 0;
            return certain ? "won" : "lost";
        }
    }

    private static final Set<String> MEMBERS = Set.of("label", "closed", "probability");

    private final JsonNode stages;
    private final Map<String, Stage> defaults;

    /** @param stages the option of that name, checked */
    StageTable(JsonNode stages, Map<String, Stage> defaults) {
        this.stages = stages;
        this.defaults = defaults;
    }

    Optional<Stage> stage(String id) {
        JsonNode stage = stages.path(id);
        return stage.isObject()
                ? Optional.of(new Stage(stage.path("closed").asBoolean(), probability(stage)))
                : Optional.ofNullable(defaults.get(id));
    }

    private static @Nullable String probability(JsonNode stage) {
        String probability = JsonBody.scalar(stage.path("probability"));
        return probability == null ? null : probability.strip();
    }

    static Optional<SettingFault> check(JsonNode stages) {
        if (CommonOptions.isAbsent(stages)) {
            return Optional.empty();
        }
        boolean wellFormed = stages.isObject();
        for (JsonNode stage : stages) {
            wellFormed &= isWellFormed(stage);
        }
        return wellFormed
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.stages",
                        "must be an object of stage id to {\"label\": text, \"closed\": true or false, \"probability\": 0 to 1};"
                                + " a closed stage needs its probability, 1 for won and less for lost");
    }

    private static boolean isWellFormed(JsonNode stage) {
        for (String member : (Iterable<String>) stage::fieldNames) {
            if (!MEMBERS.contains(member)) {
                return false;
            }
        }
        JsonNode label = stage.path("label");
        JsonNode closed = stage.path("closed");
        JsonNode probability = stage.path("probability");
        return closed.isBoolean()
                && (label.isTextual() || CommonOptions.isAbsent(label))
                && (CommonOptions.isAbsent(probability) ? !closed.asBoolean() : isShare(probability));
    }

    private static boolean isShare(JsonNode probability) {
        try {
            // The pipelines API gives it as text, so both forms are fine.
            boolean single = probability.isNumber() || probability.isTextual();
            FieldType.SHARE.parse(single ? probability.asText() : "", ZoneOffset.UTC);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
