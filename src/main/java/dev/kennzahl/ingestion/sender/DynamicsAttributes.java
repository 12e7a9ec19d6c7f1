package dev.kennzahl.ingestion.sender;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * The columns that an Entity carries, which are those that changed.
 *
 * @param unusable what had to be left out: columns told twice, since either choice would be a guess, and entries without a name
 */
record DynamicsAttributes(Map<String, JsonNode> columns, Set<String> unusable) {

    static DynamicsAttributes of(JsonNode entity) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        Set<String> unusable = new TreeSet<>();
        for (JsonNode attribute : entity.path("Attributes")) {
            Optional<String> column = JsonBody.text(attribute, "key");
            if (column.isEmpty()) {
                unusable.add("Attributes");
            } else if (columns.putIfAbsent(column.get(), attribute.path("value")) != null) {
                unusable.add(column.get());
            }
        }
        columns.keySet().removeAll(unusable);
        return new DynamicsAttributes(columns, unusable);
    }

    /** Missing when the column is not among them. */
    JsonNode get(String column) {
        return columns.getOrDefault(column, MissingNode.getInstance());
    }
}
