package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.MalformedDeliveryException;

/** Reads a CloudEvent in structured mode: attributes and data are members of one JSON object. */
final class StructuredCloudEvent {
    private static final List<String> ATTRIBUTES =
            List.of("specversion", "id", "source", "type", "time", "datacontenttype", "subject", "dataschema");

    private StructuredCloudEvent() {}

    /** @throws MalformedDeliveryException when the envelope is not sound */
    static CloudEvent of(JsonNode event, Instant receivedAt) {
        if (!event.isObject()) {
            throw MalformedDeliveryException.body("a CloudEvent must be a JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        for (String name : ATTRIBUTES) {
            JsonNode value = event.path(name);
            if (value.isTextual()) {
                attributes.put(name, value.textValue());
            } else if (!value.isNull() && !value.isMissingNode()) {
                throw MalformedDeliveryException.body("the attribute " + name + " must be text");
            }
        }
        return CloudEvent.of(attributes, data(event), receivedAt);
    }

    private static CloudEvent.Data data(JsonNode event) {
        JsonNode data = event.path("data");
        JsonNode encoded = event.path("data_base64");
        if (encoded.isNull() || encoded.isMissingNode()) {
            return () -> data;
        }
        if (!data.isNull() && !data.isMissingNode()) {
            throw MalformedDeliveryException.body("data and data_base64 exclude each other");
        }
        byte[] bytes = decoded(encoded);
        return () -> JsonBody.read(bytes);
    }

    private static byte[] decoded(JsonNode encoded) {
        try {
            if (encoded.isTextual()) {
                return Base64.getDecoder().decode(encoded.textValue());
            }
        } catch (IllegalArgumentException e) {
            // answered below: neither kind of wrong value is base64
        }
        throw MalformedDeliveryException.body("data_base64 must be text in base64");
    }
}
