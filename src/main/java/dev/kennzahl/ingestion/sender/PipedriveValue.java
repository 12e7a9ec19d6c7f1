package dev.kennzahl.ingestion.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** Single values, which Pipedrive also wraps: by their kind in version 2, by the name of what they refer to in version 1. */
final class PipedriveValue {
    private PipedriveValue() {}

    /**
     * What stands for the value: itself, {@code value} of {@code {"type":"monetary","value":…}} and of {@code
     * {"name":…,"value":…}}, {@code id} of a choice; the ids of several choices, joined by commas.
     *
     * @return empty when nothing does
     */
    static Optional<JsonNode> single(JsonNode value) {
        if (value.isValueNode()) {
            return Optional.of(value);
        }
        if (value.isArray()) {
            return joined(value);
        }
        for (String member : List.of("value", "id")) {
            if (value.path(member).isValueNode()) {
                return Optional.of(value.path(member));
            }
        }
        return value.path("values").isArray() ? joined(value.path("values")) : Optional.empty();
    }

    private static Optional<JsonNode> joined(JsonNode values) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : values) {
            JsonNode one = each.isObject() ? each.path("id") : each;
            if (!one.isValueNode() || one.isNull()) {
                return Optional.empty();
            }
            texts.add(one.asText());
        }
        return Optional.of(texts.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(String.join(",", texts)));
    }

    static @Nullable String text(JsonNode single) {
        return JsonBody.scalar(single);
    }
}
