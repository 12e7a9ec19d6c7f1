package dev.kennzahl.ingestion.sender;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.kennzahl.ingestion.MalformedDeliveryException;

/**
 * A CloudEvent whose envelope is sound.
 *
 * @param dataType the media type of the data
 * @param data read only when the type is one we know: of others the data may be anything
 */
record CloudEvent(String source, String id, String type, Instant time, String dataType, Data data) {

    /** Data not yet read. */
    @FunctionalInterface
    interface Data {
        /** @throws MalformedDeliveryException when it is not JSON */
        JsonNode read();
    }

    /**
     * @param attributes the context attributes that are given, by name
     * @param receivedAt the time of an event that names none
     * @throws MalformedDeliveryException when a required attribute is missing or one has no meaning
     */
    static CloudEvent of(Map<String, String> attributes, Data data, Instant receivedAt) {
        if (!required(attributes, "specversion").equals("1.0")) {
            throw MalformedDeliveryException.body("specversion must be 1.0");
        }
        return new CloudEvent(
                required(attributes, "source"),
                required(attributes, "id"),
                required(attributes, "type"),
                time(attributes, receivedAt),
                attributes.getOrDefault("datacontenttype", "application/json"),
                data);
    }

    private static String required(Map<String, String> attributes, String name) {
        String value = attributes.getOrDefault(name, "");
        if (value.isBlank() || value.indexOf('\0') >= 0) {
            throw MalformedDeliveryException.body("a CloudEvent must have the attribute " + name);
        }
        return value;
    }

    private static Instant time(Map<String, String> attributes, Instant receivedAt) {
        String time = attributes.get("time");
        try {
            return time == null ? receivedAt : Rfc3339.parse(time);
        } catch (DateTimeException e) {
            throw MalformedDeliveryException.body("time must be a time of RFC 3339, such as 2026-05-31T14:30:00Z");
        }
    }

    /** The data as JSON; a missing node when there is none, or when it is of another kind. */
    JsonNode json() {
        return JsonBody.isJsonType(JsonBody.mediaType(dataType)) ? data.read() : MissingNode.getInstance();
    }

    /** The duplicate key: ids are unique within their source. */
    String key() {
        return JsonBody.joined(source, id);
    }
}
