package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.RecordKey;

/**
 * The one association that says something about a figure: a record's primary company is its customer. It fires in both
 * directions; of the mirrored one, what is primary there is the other record, so only the direction to the company is read.
 */
final class HubSpotAssociation {
    private HubSpotAssociation() {}

    /** @param objectType of the record it starts from, in the classic form */
    static boolean isToPrimaryCompany(JsonNode json, String objectType) {
        String classic = objectType.toUpperCase(Locale.ROOT) + "_TO_COMPANY";
        boolean toCompany = json.path("toObjectTypeId").asText().equals("0-2")
                || json.path("associationType").asText().equals(classic);
        return toCompany
                && !objectType.equals("company")
                && json.path("isPrimaryAssociation").asBoolean();
    }

    /** Event ids repeat, and here no object and no property tells events apart. */
    static String key(JsonNode json, String subscription) {
        return JsonBody.joined(
                JsonBody.scalar(json.path("portalId")),
                JsonBody.scalar(json.path("eventId")),
                subscription,
                JsonBody.scalar(json.path("fromObjectId")),
                JsonBody.scalar(json.path("toObjectId")),
                JsonBody.scalar(json.path("occurredAt")),
                JsonBody.scalar(json.path("associationRemoved")));
    }

    static ChangeEvent event(RecordKey from, String company, Instant occurredAt, String key, JsonNode json) {
        boolean removed = json.path("associationRemoved").asBoolean();
        // Where one company takes the place of another in one instant, the new one counts.
        return new ChangeEvent(
                from,
                ChangeEvent.Kind.CHANGED,
                occurredAt,
                removed ? 0 : 1,
                key,
                Collections.singletonMap("customer_id", removed ? null : company),
                null);
    }
}
