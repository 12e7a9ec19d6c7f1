package dev.kennzahl.ingestion.sender;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;

/**
 * The execution context that Dataverse posts: one message about one record.
 *
 * @param organization the account it happened in
 * @param key equal for equal bodies, which is what a second attempt brings; the operation's id would not do, since the two halves
 *     of a split update share it
 * @param thin whether the body was too large and came without its values (rule R9)
 */
record DynamicsContext(JsonNode json, String message, String organization, String key, boolean thin) {
    private static final String SIZE_EXCEEDED = "x-ms-dynamics-msg-size-exceeded";

    /** @throws MalformedDeliveryException when the delivery is no execution context */
    static DynamicsContext of(IncomingDelivery delivery) {
        JsonBody.requireJsonType(delivery);
        JsonNode json = JsonBody.read(delivery.body());
        String message = JsonBody.text(json, "MessageName")
                .orElseThrow(() -> malformed("MessageName, such as Update, and OrganizationId"));
        String organization = JsonBody.text(json, "OrganizationId")
                .flatMap(DynamicsGuid::of)
                .orElseThrow(() -> malformed("OrganizationId, a GUID"));
        JsonNode parameters = json.path("InputParameters");
        boolean stripped = parameters.isMissingNode() || parameters.isNull();
        if (!stripped && !parameters.isArray()) {
            throw malformed("InputParameters as an array of {\"key\":…,\"value\":…}");
        }
        boolean thin = stripped || delivery.header(SIZE_EXCEEDED).isPresent();
        return new DynamicsContext(json, message, organization, sha256(delivery.body()), thin);
    }

    private static MalformedDeliveryException malformed(String members) {
        return MalformedDeliveryException.body(
                "the body must be the execution context of Dataverse, an object with " + members);
    }

    /** The table the message is about, such as {@code opportunity}. */
    String entityName() {
        return JsonBody.text(json, "PrimaryEntityName").orElse("").toLowerCase(Locale.ROOT);
    }

    Optional<String> primaryId() {
        return DynamicsGuid.of(json.path("PrimaryEntityId"));
    }

    /** The value of a parameter of the message; missing when it has none of that name. */
    JsonNode parameter(String name) {
        for (JsonNode parameter : json.path("InputParameters")) {
            if (parameter.path("key").asText().equals(name)) {
                return parameter.path("value");
            }
        }
        return MissingNode.getInstance();
    }

    /** How the record was after the message, as far as the registered step asks for it; the images of before say nothing new. */
    List<JsonNode> postImages() {
        List<JsonNode> images = new ArrayList<>();
        json.path("PostEntityImages").forEach(image -> images.add(image.path("value")));
        return images;
    }

    /** When the message was processed, in milliseconds: it orders what happened within one second. */
    Optional<Instant> createdOn() {
        return DynamicsValue.instant(json.path("OperationCreatedOn")).filter(DynamicsContext::isPlausible);
    }

    /** Whether a time can stand in a history. */
    static boolean isPlausible(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9998;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
