package dev.kennzahl.demo.sample;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One event of HubSpot's classic webhook format.
 *
 * @param eventId not unique, as HubSpot warns
 * @param type the subscription type, such as {@code deal.propertyChange}
 * @param property name of the changed property; empty for other types
 * @param value its new value as text, empty text for a cleared one
 * @param attempt from 0; grows with redeliveries
 * @param merge set for {@code deal.merge}
 */
record HubSpotEvent(
        long eventId,
        long objectId,
        long occurredAtMillis,
        String type,
        @Nullable String property,
        @Nullable String value,
        int attempt,
        @Nullable Merge merge) {

    static final String CREATION = "deal.creation";
    static final String PROPERTY_CHANGE = "deal.propertyChange";
    static final String DELETION = "deal.deletion";
    static final String MERGE = "deal.merge";

    HubSpotEvent numbered(long id) {
        return new HubSpotEvent(id, objectId, occurredAtMillis, type, property, value, attempt, merge);
    }

    HubSpotEvent again() {
        return new HubSpotEvent(eventId, objectId, occurredAtMillis, type, property, value, attempt + 1, merge);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("eventId", eventId);
        json.writeNumberField("subscriptionId", 5_500_000 + Math.floorMod((type + property).hashCode(), 97));
        json.writeNumberField("portalId", HubSpotFeed.PORTAL_ID);
        json.writeNumberField("appId", 3_210_047);
        json.writeNumberField("occurredAt", occurredAtMillis);
        json.writeStringField("subscriptionType", type);
        json.writeNumberField("attemptNumber", attempt);
        json.writeNumberField("objectId", objectId);
        if (property != null) {
            json.writeStringField("propertyName", property);
            json.writeStringField("propertyValue", value);
        } else if (merge == null) {
            json.writeStringField("changeFlag", type.equals(CREATION) ? "CREATED" : "DELETED");
        }
        json.writeStringField("changeSource", "CRM_UI");
        if (merge != null) {
            write(json, merge);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Merge merge) throws IOException {
        json.writeNumberField("primaryObjectId", Long.parseLong(merge.primary()));
        json.writeArrayFieldStart("mergedObjectIds");
        json.writeNumber(Long.parseLong(merge.duplicate()));
        json.writeEndArray();
        if (merge.bearsNewRecord()) {
            json.writeNumberField("newObjectId", Long.parseLong(merge.survivor()));
        }
        json.writeNumberField("numberOfPropertiesMoved", 9);
    }
}
