package dev.kennzahl.ingestion.sender;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The values that a change event really states. The streaming form lists what changed, a cleared field as null; the decoded form
 * lists all fields of the object, unchanged ones as null, so that only the names in its header tell (rule R3).
 *
 * @param values by name of the field, null for a cleared one; parts of compound fields as {@code BillingAddress.State}
 * @param unusable by name of the field, what is wrong with its value
 * @param needsResync {@code "true"} when the event tells less than happened, {@code "false"} when it tells all there is
 */
record SalesforceChangeValues(
        Map<String, @Nullable String> values, Map<String, String> unusable, @Nullable String needsResync) {
    static final SalesforceChangeValues NONE = new SalesforceChangeValues(Map.of(), Map.of(), null);

    /** Something changed, and the event does not say what. */
    static final SalesforceChangeValues MISSING = new SalesforceChangeValues(Map.of(), Map.of(), "true");

    /** All values of a record. */
    static SalesforceChangeValues ofRecord(JsonNode payload) {
        Map<String, JsonNode> fields = flattened(payload);
        return read(fields, fields.keySet(), Set.of(), "false");
    }

    /** @param enveloped whether it came in the envelope of the streaming API */
    static SalesforceChangeValues ofChange(SalesforceChangeHeader header, JsonNode payload, boolean enveloped) {
        Map<String, JsonNode> fields = flattened(payload);
        Set<String> listed = new LinkedHashSet<>(header.changed());
        header.nulled().ifPresent(listed::addAll);
        boolean streaming = enveloped && header.nulled().isEmpty();
        if (header.isUndecoded() || (listed.isEmpty() && !streaming)) {
            // A null may be a cleared field or an unchanged one; only what is not null is sure.
            fields.values().removeIf(JsonNode::isNull);
            return read(fields, fields.keySet(), header.diffs(), "true");
        }
        return read(fields, streaming ? fields.keySet() : present(listed, fields, payload), header.diffs(), null);
    }

    private static SalesforceChangeValues read(
            Map<String, JsonNode> fields, Set<String> stated, Set<String> diffs, @Nullable String needsResync) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        Map<String, String> unusable = new TreeMap<>();
        for (String name : stated) {
            JsonNode value = fields.get(name);
            if (diffs.contains(name)) {
                unusable.put(name, name + " came as a difference from its value before, so that value stays");
            } else if (value != null && value.isContainerNode()) {
                unusable.put(name, name + " must be a single value");
            } else {
                values.put(name, value == null ? null : JsonBody.scalar(value));
            }
        }
        joinName(values, needsResync != null);
        return new SalesforceChangeValues(values, unusable, needsResync);
    }

    /** The listed names; for a compound field listed as a whole, its parts that have a value. */
    private static Set<String> present(Set<String> listed, Map<String, JsonNode> fields, JsonNode payload) {
        Set<String> present = new LinkedHashSet<>();
        for (String name : listed) {
            if (payload.path(name).isObject()) {
                fields.forEach((part, value) -> {
                    if (part.startsWith(name + ".") && !value.isNull()) {
                        present.add(part);
                    }
                });
            } else {
                present.add(name);
            }
        }
        return present;
    }

    /** People have a compound name. Of a change that lists one part the whole cannot be told. */
    private static void joinName(Map<String, @Nullable String> values, boolean isRecord) {
        String first = "Name.FirstName";
        String last = "Name.LastName";
        boolean whole = values.containsKey(first) && values.containsKey(last);
        if (values.get(last) != null && (whole || isRecord)) {
            values.put(
                    "Name",
                    String.join(
                            " ",
                            Stream.of(first, last)
                                    .map(values::get)
                                    .filter(part -> part != null)
                                    .toList()));
        }
    }

    private static Map<String, JsonNode> flattened(JsonNode payload) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        payload.properties().forEach(field -> {
            String name = field.getKey();
            if (field.getValue().isObject()) {
                field.getValue().properties().forEach(part -> fields.put(name + "." + part.getKey(), part.getValue()));
            } else {
                fields.put(name, field.getValue());
            }
        });
        fields.keySet().removeIf(name -> name.startsWith(SalesforceChangeHeader.NAME + "."));
        return fields;
    }
}
