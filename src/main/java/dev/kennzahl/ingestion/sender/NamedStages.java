package dev.kennzahl.ingestion.sender;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * What the stages of an account are called and how likely deals in them are won, as the user says under {@code stages}. Whether
 * a stage is closed may be said, and has no effect with senders whose deals say so themselves; for the others see {@link
 * StageTable}.
 */
final class NamedStages {
    private static final Set<String> MEMBERS = Set.of("label", "closed", "probability");

    private final JsonNode stages;

    /** @param stages the option of that name, checked */
    NamedStages(JsonNode stages) {
        this.stages = stages;
    }

    /** The user's name of the stage, else what the sender calls it. */
    String label(String id) {
        return JsonBody.text(stages.path(id), "label").orElse(id);
    }

    /** From 0 to 1, as text. */
    Optional<String> probability(String id) {
        return Optional.ofNullable(JsonBody.scalar(stages.path(id).path("probability")))
                .map(String::strip);
    }

    static Optional<SettingFault> check(JsonNode stages) {
        boolean wellFormed = CommonOptions.isAbsent(stages) || stages.isObject();
        for (JsonNode stage : stages) {
            wellFormed &= isWellFormed(stage);
        }
        return wellFormed
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.stages",
                        "must be an object of stage id to {\"label\": text, \"closed\": true or false, \"probability\": 0 to 1}");
    }

    private static boolean isWellFormed(JsonNode stage) {
        boolean known = stage.isObject();
        for (String member : (Iterable<String>) stage::fieldNames) {
            known &= MEMBERS.contains(member);
        }
        JsonNode label = stage.path("label");
        JsonNode closed = stage.path("closed");
        JsonNode probability = stage.path("probability");
        return known
                && (CommonOptions.isAbsent(label)
                        || JsonBody.text(stage, "label").isPresent())
                && (CommonOptions.isAbsent(closed) || closed.isBoolean())
                && (CommonOptions.isAbsent(probability) || isShare(probability));
    }

    private static boolean isShare(JsonNode probability) {
        try {
            boolean single = probability.isNumber() || probability.isTextual();
            FieldType.SHARE.parse(single ? probability.asText() : "", ZoneOffset.UTC);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
