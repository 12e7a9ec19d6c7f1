package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;

/** Translates the items of a HubSpot delivery one by one, in the classic form ({@code deal.merge}) and the generic ({@code object.merge}). */
final class HubSpotItems {
    private static final Map<String, EntityType> ENTITY_OF = Map.of(
            "deal", EntityType.DEAL,
            "contact", EntityType.LEAD,
            "lead", EntityType.LEAD,
            "company", EntityType.CUSTOMER,
            "product", EntityType.PRODUCT);
    private static final Map<String, String> OBJECT_TYPE_OF =
            Map.of("0-1", "contact", "0-2", "company", "0-3", "deal", "0-7", "product", "0-136", "lead");

    private static final String ASSOCIATION = "associationChange";
    private static final String PRIVACY = "privacyDeletion";

    /** Other actions have no effect. */
    private static final Map<String, ChangeEvent.Kind> KIND_OF = Map.of(
            "creation",
            ChangeEvent.Kind.CREATED,
            "propertyChange",
            ChangeEvent.Kind.CHANGED,
            ASSOCIATION,
            ChangeEvent.Kind.CHANGED,
            "deletion",
            ChangeEvent.Kind.DELETED,
            PRIVACY,
            ChangeEvent.Kind.DELETED,
            "restore",
            ChangeEvent.Kind.RESTORED,
            "merge",
            ChangeEvent.Kind.MERGED);

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final ConnectionSettings settings;
    private final Findings findings;
    private final HubSpotProperties properties;

    HubSpotItems(ConnectionSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
        this.properties = new HubSpotProperties(settings);
    }

    /** An item of a kind that has an effect, with what every such item must have. */
    private record Item(
            long number,
            JsonNode json,
            String action,
            ChangeEvent.Kind kind,
            EntityType entity,
            String objectType,
            String portal,
            Instant occurredAt,
            String key) {
        RecordKey record(String objectId) {
            return new RecordKey(entity, "hubspot", portal, objectType, objectId);
        }
    }

    void translate(long number, JsonNode json) {
        Optional<String> subscription =
                JsonBody.text(json, "subscriptionType").or(() -> JsonBody.text(json, "eventType"));
        Optional<String> portal = JsonBody.id(json, "portalId");
        if (!json.isObject()) {
            findings.reject(number, ProblemCode.MALFORMED_DELIVERY, null, "the item must be an object", null);
        } else if (subscription.isEmpty()) {
            missing(number, json, "subscriptionType", "must be a text such as deal.propertyChange");
        } else if (portal.isPresent() && isForeign(portal.get())) {
            findings.reject(
                    number,
                    ProblemCode.FOREIGN_ACCOUNT,
                    "portalId",
                    "portalId is not among options.portalIds of the connection",
                    recordId(json));
        } else {
            item(number, json, subscription.get(), portal).ifPresent(this::translate);
        }
    }

    /** Empty when the item has no effect or cannot be used, which is then on record. */
    private Optional<Item> item(long number, JsonNode json, String subscription, Optional<String> portal) {
        int dot = subscription.lastIndexOf('.');
        String family = subscription.substring(0, Math.max(dot, 0));
        boolean generic = family.equals("object");
        String action = subscription.substring(dot + 1);
        String typeMember = action.equals(ASSOCIATION) ? "fromObjectTypeId" : "objectTypeId";
        String objectType =
                generic ? OBJECT_TYPE_OF.getOrDefault(json.path(typeMember).asText(), "") : family;
        ChangeEvent.Kind kind = KIND_OF.get(action);
        EntityType entity = ENTITY_OF.get(objectType);
        Optional<Instant> occurredAt = occurredAt(json.path("occurredAt"));
        boolean tellsNothing = isRedacted(json, generic)
                || (action.equals(ASSOCIATION) && !HubSpotAssociation.isToPrimaryCompany(json, objectType));
        if (kind != null && generic && json.path(typeMember).asText().isEmpty()) {
            missing(number, json, typeMember, "must name the kind of object, such as 0-3");
        } else if (kind == null || entity == null || tellsNothing) {
            findings.ignore();
        } else if (portal.isEmpty()) {
            missing(number, json, "portalId", "must be the number of the account");
        } else if (occurredAt.isEmpty()) {
            missing(number, json, "occurredAt", "must be milliseconds since 1970, before the year 10000");
        } else {
            String key =
                    action.equals(ASSOCIATION) ? HubSpotAssociation.key(json, subscription) : key(json, subscription);
            return Optional.of(
                    new Item(number, json, action, kind, entity, objectType, portal.get(), occurredAt.get(), key));
        }
        return Optional.empty();
    }

    /** A sensitive property, without its value: nothing to learn from it, and nothing cleared. */
    private static boolean isRedacted(JsonNode json, boolean generic) {
        return !generic && json.path("propertyValue").asText().equals("REDACTED");
    }

    private boolean isForeign(String portal) {
        JsonNode ours = settings.options().path("portalIds");
        boolean listed = !ours.isArray();
        for (JsonNode id : ours) {
            listed |= id.asText().equals(portal);
        }
        return !listed;
    }

    private static Optional<Instant> occurredAt(JsonNode node) {
        return JsonBody.id(node)
                .filter(text -> MILLISECONDS.matcher(text).matches())
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .filter(time -> time.isBefore(LATEST));
    }

    /** All of it, since HubSpot's event ids repeat. */
    private static String key(JsonNode json, String subscription) {
        return JsonBody.joined(
                JsonBody.scalar(json.path("portalId")),
                JsonBody.scalar(json.path("eventId")),
                subscription,
                JsonBody.scalar(json.path("objectId")),
                JsonBody.scalar(json.path("propertyName")),
                JsonBody.scalar(json.path("occurredAt")),
                JsonBody.scalar(json.path("propertyValue")));
    }

    private void translate(Item item) {
        Optional<String> objectId = JsonBody.id(item.json(), "objectId");
        if (item.kind() == ChangeEvent.Kind.MERGED) {
            merge(item);
        } else if (item.action().equals(ASSOCIATION)) {
            associate(item);
        } else if (objectId.isEmpty()) {
            missing(item.number(), item.json(), "objectId", "must be the id of the record");
        } else if (item.kind() == ChangeEvent.Kind.CHANGED) {
            change(item, objectId.get());
        } else {
            Map<String, @Nullable String> evidence =
                    item.action().equals(PRIVACY) ? Map.of(ChangeEvent.FORGET, "true") : Map.of();
            findings.add(event(item, objectId.get(), evidence, null));
        }
    }

    private void associate(Item item) {
        Optional<String> from = JsonBody.id(item.json(), "fromObjectId");
        Optional<String> company = JsonBody.id(item.json(), "toObjectId");
        if (from.isEmpty() || company.isEmpty()) {
            String member = from.isEmpty() ? "fromObjectId" : "toObjectId";
            missing(item.number(), item.json(), member, "must be the id of a record");
        } else {
            findings.add(HubSpotAssociation.event(
                    item.record(from.get()), company.get(), item.occurredAt(), item.key(), item.json()));
        }
    }

    private void change(Item item, String objectId) {
        Optional<String> property = JsonBody.text(item.json(), "propertyName");
        if (property.isEmpty()) {
            missing(item.number(), item.json(), "propertyName", "must name the property that changed");
            return;
        }
        EventFields fields = new EventFields(item.entity(), settings, findings, item.number(), objectId);
        JsonNode value = item.json().path("propertyValue");
        if (value.isContainerNode()) {
            fields.reject(property.get(), "propertyValue must be a single value, as text");
        } else {
            properties.set(fields, item.entity(), property.get(), JsonBody.scalar(value));
        }
        findings.add(event(item, objectId, fields.values(), null));
    }

    private void merge(Item item) {
        Optional<String> created = JsonBody.id(item.json(), "newObjectId");
        Optional<String> primary = JsonBody.id(item.json(), "primaryObjectId");
        Optional<String> survivor = created.or(() -> primary);
        Set<String> losers = new LinkedHashSet<>();
        primary.ifPresent(losers::add);
        for (JsonNode merged : item.json().path("mergedObjectIds")) {
            JsonBody.id(merged).ifPresentOrElse(losers::add, () -> badLoser(item, survivor.orElse(null)));
        }
        survivor.ifPresent(losers::remove);
        if (survivor.isEmpty()) {
            missing(item.number(), item.json(), "primaryObjectId", "must be the id of the record that stays");
        } else if (losers.isEmpty()) {
            missing(item.number(), item.json(), "mergedObjectIds", "must be the ids of the other records");
        } else {
            // A survivor that is its own primary existed before, and keeps its own values.
            RecordKey startsWith =
                    primary.filter(losers::contains).map(item::record).orElse(null);
            List<RecordKey> absorbed = losers.stream().map(item::record).toList();
            findings.add(event(item, survivor.get(), Map.of(), new ChangeEvent.Merge(absorbed, startsWith)));
        }
    }

    private void badLoser(Item item, @Nullable String survivor) {
        String remedy = "mergedObjectIds must be ids, as numbers or text";
        findings.reject(item.number(), ProblemCode.INVALID_VALUE, "mergedObjectIds", remedy, survivor);
    }

    private static ChangeEvent event(
            Item item, String objectId, Map<String, @Nullable String> fields, ChangeEvent.@Nullable Merge merge) {
        // Of one instant, a probability that HubSpot states outranks the one that we read off the stage.
        long sequence = fields.keySet().equals(Set.of("probability")) ? 1 : 0;
        return new ChangeEvent(
                item.record(objectId), item.kind(), item.occurredAt(), sequence, item.key(), fields, merge);
    }

    private void missing(long number, JsonNode json, String member, String remedy) {
        findings.reject(number, ProblemCode.MISSING_VALUE, member, member + " " + remedy, recordId(json));
    }

    private static @Nullable String recordId(JsonNode json) {
        return JsonBody.id(json, "objectId").orElse(null);
    }
}
