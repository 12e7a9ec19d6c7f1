package dev.kennzahl.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;

/** Fields that a resource may have, one a line with its type; for types that nobody publishes as classes. */
final class FieldList {
    private final Map<String, String> types = new HashMap<>();

    private FieldList(String text) {
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .forEach(words -> types.put(words[0], words[1]));
    }

    static FieldList read(String resource) {
        try (InputStream stream = Objects.requireNonNull(FieldList.class.getResourceAsStream(resource), resource)) {
            return new FieldList(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> complaints(JsonNode manifest) {
        List<String> complaints = new ArrayList<>();
        String kind = manifest.path("kind").asText();
        manifest.properties().forEach(field -> {
            if (!List.of("apiVersion", "kind").contains(field.getKey())) {
                look(kind + "." + field.getKey(), field.getValue(), complaints);
            }
        });
        return complaints;
    }

    private void look(String path, JsonNode value, List<String> complaints) {
        String type = types.getOrDefault(path, value.isObject() && hasInside(path) ? "object" : "");
        boolean fits =
                switch (type) {
                    case "string", "quantity" -> value.isTextual();
                    case "integer" -> value.isInt();
                    case "boolean" -> value.isBoolean();
                    case "strings" -> everyTextual(value);
                    case "map" -> value.isObject() && everyTextual(value);
                    case "object" -> value.isObject();
                    default -> false;
                };
        if (!fits) {
            complaints.add(path + " is not a field, or not a " + type);
        } else if (type.equals("object")) {
            value.properties().forEach(field -> look(path + "." + field.getKey(), field.getValue(), complaints));
        }
    }

    private boolean hasInside(String path) {
        return types.keySet().stream().anyMatch(known -> known.startsWith(path + "."));
    }

    private static boolean everyTextual(JsonNode container) {
        for (JsonNode item : container) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return true;
    }
}
