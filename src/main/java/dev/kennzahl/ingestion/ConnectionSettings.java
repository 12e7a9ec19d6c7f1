package dev.kennzahl.ingestion;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a sender class is told about the connection a delivery came in on.
 *
 * @param secrets the secrets valid now, newest first; empty when the connection has none
 * @param options the connection's options as given by the user, an object
 * @param zone the tenant's zone, where bare dates begin
 */
public record ConnectionSettings(String connectionId, List<String> secrets, JsonNode options, ZoneId zone) {

    /** The text of an option; empty when it is absent or null. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name))
                .filter(JsonNode::isValueNode)
                .filter(node -> !node.isNull())
                .map(JsonNode::asText);
    }

    /** Our field for a sender's field, as the user mapped it under {@code properties}. */
    public Optional<String> mappedProperty(String sendersField) {
        return Optional.ofNullable(options.path("properties").get(sendersField)).map(JsonNode::asText);
    }

    /** The employee for a sender's owner id, as mapped under {@code owners}; the sender's own id where nothing is mapped. */
    public String employeeOf(String sendersOwner) {
        return Optional.ofNullable(options.path("owners").get(sendersOwner))
                .map(JsonNode::asText)
                .orElse(sendersOwner);
    }
}
