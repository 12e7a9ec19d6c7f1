package dev.kennzahl.ingestion.sender;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/** Checks the options that every sender has: {@code currency}, {@code properties} and {@code owners}; and that there are no others. */
final class CommonOptions {
    private CommonOptions() {}

    /** @param sendersOwn the options this sender has besides */
    static Optional<SettingFault> check(ConnectionSettings settings, String... sendersOwn) {
        JsonNode options = settings.options();
        if (!options.isObject()) {
            return fault("options", "must be an object");
        }
        return unknown(options, sendersOwn)
                .or(() -> currency(options.path("currency")))
                .or(() -> texts("owners", options.path("owners")))
                .or(() -> texts("properties", options.path("properties")))
                .or(() -> reserved(options.path("properties")));
    }

    static Optional<SettingFault> fault(String field, String remedy) {
        return Optional.of(new SettingFault(field, remedy));
    }

    static boolean isAbsent(JsonNode option) {
        return option.isMissingNode() || option.isNull();
    }

    private static Optional<SettingFault> unknown(JsonNode options, String... sendersOwn) {
        TreeSet<String> known = new TreeSet<>(Arrays.asList(sendersOwn));
        known.addAll(Arrays.asList("currency", "owners", "properties"));
        for (String name : (Iterable<String>) options::fieldNames) {
            if (!known.contains(name)) {
                return fault(
                        "options." + name, "is not an option of this sender; there are " + String.join(", ", known));
            }
        }
        return Optional.empty();
    }

    private static Optional<SettingFault> currency(JsonNode currency) {
        if (isAbsent(currency)) {
            return Optional.empty();
        }
        try {
            FieldType.CURRENCY.parse(currency.isTextual() ? currency.textValue() : "", ZoneOffset.UTC);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return fault("options.currency", e.getMessage());
        }
    }

    private static Optional<SettingFault> texts(String name, JsonNode mapping) {
        if (isAbsent(mapping)) {
            return Optional.empty();
        }
        boolean wellFormed = mapping.isObject();
        for (JsonNode target : mapping) {
            wellFormed &= target.isTextual()
                    && !target.textValue().isBlank()
                    && target.textValue().indexOf('\0') < 0;
        }
        return wellFormed
                ? Optional.empty()
                : fault("options." + name, "must be an object of the sender's name to ours, each a non-empty text");
    }

    private static Optional<SettingFault> reserved(JsonNode properties) {
        for (JsonNode target : properties) {
            if (EventFields.isReserved(target.textValue())) {
                return fault(
                        "options.properties",
                        "cannot fill the status, which follows from the sender's events, nor a name that begins with an underscore");
            }
        }
        return Optional.empty();
    }
}
