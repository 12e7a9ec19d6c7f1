package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.MalformedDeliveryException;

/**
 * The ChangeEventHeader of Change Data Capture.
 *
 * @param recordIds as sent; ids, or a pattern that stands for all records of the object
 * @param sequenceNumber order within the transaction, from 1
 * @param changed names of fields, or bitmaps of them where nobody decoded the event with its schema
 * @param nulled those of them that were cleared; absent from the streaming form, which has null values instead
 * @param diffs those whose value is only a difference from the one before
 */
record SalesforceChangeHeader(
        String entityName,
        List<JsonNode> recordIds,
        String changeType,
        Instant committedAt,
        long sequenceNumber,
        String transactionKey,
        Set<String> changed,
        Optional<Set<String>> nulled,
        Set<String> diffs) {
    static final String NAME = "ChangeEventHeader";

    /** {@code 0x08F81000}, or {@code 12-0x06} for the parts of the compound field at position 12. */
    private static final Pattern BITMAP = Pattern.compile("(?:[0-9]+-)?0[xX][0-9A-Fa-f]*");

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** @throws MalformedDeliveryException when a member that every change event has is missing or of the wrong kind */
    static SalesforceChangeHeader of(JsonNode json) {
        return new SalesforceChangeHeader(
                text(json, "entityName"),
                recordIds(json.path("recordIds")),
                text(json, "changeType"),
                committedAt(json),
                JsonBody.id(json, "sequenceNumber")
                        .filter(text -> NUMBER.matcher(text).matches())
                        .map(Long::parseLong)
                        .orElseThrow(() -> malformed("sequenceNumber must be a whole number")),
                text(json, "transactionKey"),
                names(json.path("changedFields")),
                json.path("nulledFields").isArray() ? Optional.of(names(json.path("nulledFields"))) : Optional.empty(),
                names(json.path("diffFields")));
    }

    /** Whether the lists of fields are still bitmaps, so that nobody can say which null was meant. */
    boolean isUndecoded() {
        return isBitmap(changed) || isBitmap(nulled.orElse(Set.of())) || isBitmap(diffs);
    }

    private static boolean isBitmap(Set<String> names) {
        return names.stream().anyMatch(name -> BITMAP.matcher(name).matches());
    }

    /** The duplicate key of what happened to one of the records. */
    String key(String recordId) {
        List<String> ids = new ArrayList<>();
        recordIds.forEach(id -> ids.add(id.asText()));
        return JsonBody.joined(
                transactionKey, Long.toString(sequenceNumber), entityName, String.join(",", ids), changeType, recordId);
    }

    private static String text(JsonNode json, String member) {
        return JsonBody.text(json, member).orElseThrow(() -> malformed(member + " must be a text"));
    }

    private static List<JsonNode> recordIds(JsonNode ids) {
        if (!ids.isArray()) {
            throw malformed("recordIds must be an array of ids");
        }
        List<JsonNode> all = new ArrayList<>();
        ids.forEach(all::add);
        return all;
    }

    private static Instant committedAt(JsonNode json) {
        return JsonBody.id(json, "commitTimestamp")
                .filter(text -> MILLISECONDS.matcher(text).matches())
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .filter(time -> time.isBefore(LATEST))
                .orElseThrow(() -> malformed("commitTimestamp must be milliseconds since 1970, before the year 10000"));
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static MalformedDeliveryException malformed(String remedy) {
        return MalformedDeliveryException.body(NAME + ": " + remedy);
    }
}
