package dev.kennzahl.ingestion.sender;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Ids of Dataverse: GUIDs that come in any letter case and sometimes in braces, and are one record all the same. */
final class DynamicsGuid {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    private DynamicsGuid() {}

    /** In lower case without braces; empty when the text is no GUID, or the one of zeros that stands for no record. */
    static Optional<String> of(String text) {
        boolean braced = text.startsWith("{") && text.endsWith("}") && text.length() > 1;
        String bare = braced ? text.substring(1, text.length() - 1) : text;
        return FORM.matcher(bare).matches() && !bare.equals(NONE)
                ? Optional.of(bare.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** The record that a text or an EntityReference names. */
    static Optional<String> of(JsonNode node) {
        JsonNode id = node.isObject() ? node.path("Id") : node;
        return id.isTextual() ? of(id.textValue()) : Optional.empty();
    }

    /** How a user spells the id among the names of an option; null when it is not among them. */
    static @Nullable String spelling(String id, JsonNode option) {
        String normal = of(id).orElse(id);
        for (String name : (Iterable<String>) option::fieldNames) {
            if (of(name).orElse(name).equals(normal)) {
                return name;
            }
        }
        return null;
    }
}
