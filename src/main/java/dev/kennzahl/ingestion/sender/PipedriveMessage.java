package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;

/**
 * A message of a kind that has an effect, freed from the form it came in: {@code {data, previous, meta}} of version 2 or
 * {@code {current, previous, meta}} of version 1.
 *
 * @param record whom it speaks of
 * @param occurredAt when it happened
 * @param keyParts the parts of the duplicate key, the same on every retry
 * @param now the record as it is, whole; null or missing when it is gone
 * @param previous what it was before: in version 2 only what changed, in version 1 and of a deleted record all of it
 * @param datesItself whether times in the record are sure to be in UTC; those of version 1 may not be
 * @param mergedFrom the records that ended in this one
 * @param mergedTo the record in which this one ended
 */
record PipedriveMessage(
        Action action,
        RecordKey record,
        Instant occurredAt,
        List<@Nullable String> keyParts,
        JsonNode now,
        JsonNode previous,
        boolean datesItself,
        Set<String> mergedFrom,
        @Nullable String mergedTo) {

    enum Action {
        CREATE,
        CHANGE,
        DELETE
    }

    private static final Map<String, EntityType> ENTITY_OF = Map.of(
            "deal", EntityType.DEAL,
            "lead", EntityType.LEAD,
            "organization", EntityType.CUSTOMER,
            "product", EntityType.PRODUCT,
            "user", EntityType.EMPLOYEE);

    private static final Map<String, Action> ACTION_OF = Map.of(
            "create", Action.CREATE,
            "added", Action.CREATE,
            "change", Action.CHANGE,
            "updated", Action.CHANGE,
            "merged", Action.CHANGE,
            "delete", Action.DELETE,
            "deleted", Action.DELETE);

    /** What every message says of itself, in the words of its version. */
    private record Envelope(JsonNode body, JsonNode meta, boolean first, String object, String action) {
        String member(String inSecond, String inFirst) {
            return first ? inFirst : inSecond;
        }

        Optional<String> recordId() {
            return JsonBody.id(meta, member("entity_id", "id"))
                    .or(() -> JsonBody.id(now(), "id"))
                    .or(() -> JsonBody.id(previous(), "id"));
        }

        JsonNode now() {
            return unwrapped(body.path(member("data", "current")));
        }

        JsonNode previous() {
            return unwrapped(body.path("previous"));
        }

        /** Version 1 wraps a user in a list. */
        private static JsonNode unwrapped(JsonNode record) {
            return record.isArray() && record.size() == 1 ? record.get(0) : record;
        }

        Optional<Instant> occurredAt() {
            return (first ? PipedriveTimes.ofMicroseconds(meta.path("timestamp_micro")) : Optional.<Instant>empty())
                    .or(() -> PipedriveTimes.ofMessage(meta.path("timestamp")));
        }

        List<@Nullable String> keyParts(String company, String id) {
            String webhook = JsonBody.scalar(meta.path("webhook_id"));
            Optional<String> event = first ? Optional.empty() : JsonBody.id(meta, "id");
            if (event.isPresent()) {
                return Arrays.asList(company, webhook, event.get());
            }
            String micros = JsonBody.scalar(meta.path("timestamp_micro"));
            String time = micros == null ? JsonBody.scalar(meta.path("timestamp")) : micros;
            return Arrays.asList(company, webhook, object, action, id, time);
        }
    }

    /**
     * Empty when the message has no effect or cannot be used, which is then among the findings.
     *
     * @throws MalformedDeliveryException when it does not even say what it is about
     */
    static Optional<PipedriveMessage> read(JsonNode body, ConnectionSettings settings, Findings findings) {
        Envelope envelope = envelope(body);
        if (!ENTITY_OF.containsKey(envelope.object()) || !ACTION_OF.containsKey(envelope.action())) {
            findings.ignore();
            return Optional.empty();
        }
        Optional<String> company = JsonBody.id(envelope.meta(), "company_id");
        Optional<String> recordId = envelope.recordId();
        Optional<Instant> occurredAt = envelope.occurredAt();
        if (company.isEmpty()) {
            reject(
                    findings,
                    ProblemCode.MISSING_VALUE,
                    "meta.company_id",
                    "must be the number of the company",
                    recordId);
        } else if (settings.option("companyId")
                .filter(ours -> !ours.equals(company.get()))
                .isPresent()) {
            String remedy = "is not options.companyId of the connection";
            reject(findings, ProblemCode.FOREIGN_ACCOUNT, "meta.company_id", remedy, recordId);
        } else if (recordId.isEmpty()) {
            String id = "meta." + envelope.member("entity_id", "id");
            reject(findings, ProblemCode.MISSING_VALUE, id, "must be the id of the record", recordId);
        } else if (occurredAt.isEmpty()) {
            String remedy = "must be a time of RFC 3339 or in seconds since 1970, before the year 9999";
            reject(findings, ProblemCode.MISSING_VALUE, "meta.timestamp", remedy, recordId);
        } else {
            return Optional.of(of(envelope, company.get(), recordId.get(), occurredAt.get()));
        }
        return Optional.empty();
    }

    private static Envelope envelope(JsonNode body) {
        JsonNode meta = body.path("meta");
        boolean first = !meta.has("entity") && meta.has("object");
        Optional<String> object = JsonBody.text(meta, first ? "object" : "entity");
        Optional<String> action = JsonBody.text(meta, "action");
        if (object.isEmpty() || action.isEmpty()) {
            throw MalformedDeliveryException.body("the body must be an object whose meta has entity and action, as text"
                    + " (version 2), or object and action (version 1)");
        }
        return new Envelope(body, meta, first, object.get(), action.get());
    }

    private static PipedriveMessage of(Envelope envelope, String company, String recordId, Instant occurredAt) {
        EntityType entity = java.util.Objects.requireNonNull(ENTITY_OF.get(envelope.object()));
        Action action = java.util.Objects.requireNonNull(ACTION_OF.get(envelope.action()));
        JsonNode now = envelope.now();
        // In version 1 both parties of a merge are "merged": the one that ended has no present.
        boolean ended = envelope.action().equals("merged") && !now.isObject();
        Set<String> mergedFrom = ids(envelope.meta().path("merged_from_id"));
        mergedFrom.remove(recordId);
        return new PipedriveMessage(
                ended ? Action.DELETE : action,
                new RecordKey(entity, "pipedrive", company, envelope.object(), recordId),
                occurredAt,
                envelope.keyParts(company, recordId),
                now,
                envelope.previous(),
                !envelope.first(),
                mergedFrom,
                JsonBody.id(envelope.meta(), "merged_to_id")
                        .filter(survivor -> !survivor.equals(recordId))
                        .orElse(null));
    }

    private static Set<String> ids(JsonNode node) {
        Set<String> ids = new LinkedHashSet<>();
        JsonBody.id(node).ifPresent(ids::add);
        node.forEach(each -> JsonBody.id(each).ifPresent(ids::add));
        return ids;
    }

    private static void reject(
            Findings findings, ProblemCode code, String field, String remedy, Optional<String> recordId) {
        findings.reject(1, code, field, field + " " + remedy, recordId.orElse(null));
    }

    /** Another record of the same kind. */
    RecordKey sibling(String id) {
        return new RecordKey(record.entity(), record.sender(), record.account(), record.objectType(), id);
    }

    /** The duplicate key of one of the events that the message comes to. */
    String key(String... parts) {
        List<@Nullable String> all = new ArrayList<>(keyParts);
        all.addAll(Arrays.asList(parts));
        return JsonBody.joined(all.toArray(new String[0]));
    }
}
