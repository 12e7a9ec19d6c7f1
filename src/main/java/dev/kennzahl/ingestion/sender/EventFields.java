package dev.kennzahl.ingestion.sender;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * The fields of one event while it is read: usable values are kept, unusable ones set aside one by one (rule R4). A sender's
 * own field called {@code status} or beginning with an underscore has no effect: those names are for what we conclude.
 */
final class EventFields {
    private final EntityType entity;
    private final ConnectionSettings settings;
    private final Findings findings;
    private final long item;
    private final String recordId;
    private final NamedStages stages;
    private final Map<String, @Nullable String> values = new LinkedHashMap<>();
    private @Nullable String sendersStage;

    EventFields(EntityType entity, ConnectionSettings settings, Findings findings, long item, String recordId) {
        this.entity = entity;
        this.settings = settings;
        this.findings = findings;
        this.item = item;
        this.recordId = recordId;
        this.stages = new NamedStages(settings.options().path("stages"));
    }

    /**
     * Sets a field to what the sender says; the empty text clears it (rule R3).
     *
     * @param sendersName what the sender calls the field, for the rejection
     * @return whether the value could be used
     */
    boolean set(String field, String sendersName, @Nullable String text) {
        if (isReserved(field)) {
            return false;
        }
        String value = text == null || text.isEmpty() ? null : text;
        if (value != null && field.equals("owner_id")) {
            value = settings.employeeOf(value);
        } else if (value != null && field.equals("stage")) {
            sendersStage = value;
            value = stages.label(value);
        }
        try {
            validate(field, value);
        } catch (InvalidValueException e) {
            reject(sendersName, field + " " + e.getMessage());
            return false;
        }
        values.put(field, value);
        return true;
    }

    /** The stage as the sender names it, where the event sets one; the option {@code stages} goes by this name. */
    Optional<String> sendersStage() {
        return Optional.ofNullable(values.get("stage") == null ? null : sendersStage);
    }

    /** What the user calls a stage. */
    String stageLabel(String sendersName) {
        return stages.label(sendersName);
    }

    /** Where the event says how likely its stage is only by its name. */
    void concludeProbabilityOfStage() {
        sendersStage()
                .flatMap(stages::probability)
                .ifPresent(probability -> concludeIfUnknown("probability", probability));
    }

    static boolean isReserved(String field) {
        return field.startsWith("_") || field.equals("status");
    }

    private void validate(String field, @Nullable String value) {
        if (field.isBlank()) {
            throw new InvalidValueException("must have a name");
        }
        if (field.indexOf('\0') >= 0 || (value != null && value.indexOf('\0') >= 0)) {
            throw new InvalidValueException("must not contain the NUL character");
        }
        FieldType type = entity.fields().get(field);
        if (type != null && value != null) {
            type.parse(value, settings.zone());
        }
    }

    void reject(String sendersName, String message) {
        findings.reject(item, ProblemCode.INVALID_VALUE, sendersName.replace("\0", ""), message, recordId);
    }

    /** Sets what we conclude ourselves: the status, evidence for it, or a value that follows from another. */
    void conclude(String field, @Nullable String value) {
        values.put(field, value);
    }

    /** Concludes a value for a field the sender leaves unknown. */
    void concludeIfUnknown(String field, String value) {
        values.putIfAbsent(field, value);
    }

    Map<String, @Nullable String> values() {
        return Collections.unmodifiableMap(values);
    }
}
