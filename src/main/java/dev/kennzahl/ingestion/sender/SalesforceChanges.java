package dev.kennzahl.ingestion.sender;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;

/**
 * Translates a change event of Change Data Capture, of which a relay posts one per request: in the envelope of the streaming
 * API, or bare, as decoded from the Pub/Sub API.
 */
final class SalesforceChanges {
    private static final String HEADER = SalesforceChangeHeader.NAME;

    /** What kind of change a change type is, and how much of it the event tells. */
    private enum Type {
        CREATE(ChangeEvent.Kind.CREATED, Told.EVERYTHING),
        UPDATE(ChangeEvent.Kind.CHANGED, Told.CHANGES),
        DELETE(ChangeEvent.Kind.DELETED, Told.NOTHING),
        UNDELETE(ChangeEvent.Kind.RESTORED, Told.EVERYTHING),
        // When it was created is a value too, which this event does not have: no creation.
        GAP_CREATE(ChangeEvent.Kind.CHANGED, Told.THAT_IT_CHANGED),
        GAP_UPDATE(ChangeEvent.Kind.CHANGED, Told.THAT_IT_CHANGED),
        GAP_DELETE(ChangeEvent.Kind.DELETED, Told.NOTHING),
        GAP_UNDELETE(ChangeEvent.Kind.RESTORED, Told.THAT_IT_CHANGED),
        /** More changed in one transaction than is listed record by record. */
        GAP_OVERFLOW(ChangeEvent.Kind.CHANGED, Told.NOTHING);

        private final ChangeEvent.Kind kind;
        private final Told told;

        Type(ChangeEvent.Kind kind, Told told) {
            this.kind = kind;
            this.told = told;
        }

        static Optional<Type> of(String name) {
            for (Type type : values()) {
                if (type.name().equals(name)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    private enum Told {
        EVERYTHING,
        CHANGES,
        THAT_IT_CHANGED,
        NOTHING
    }

    private final ConnectionSettings settings;
    private final Findings findings;
    private final SalesforceFields salesforceFields;

    SalesforceChanges(ConnectionSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
        this.salesforceFields = new SalesforceFields(settings);
    }

    private record Event(SalesforceChangeHeader header, Type type, EntityType entity, SalesforceChangeValues values) {}

    /** @throws MalformedDeliveryException when the body is no change event */
    void translate(JsonNode body) {
        boolean enveloped = body.path("payload").has(HEADER);
        JsonNode payload = enveloped ? body.path("payload") : body;
        if (!payload.path(HEADER).isObject()) {
            throw MalformedDeliveryException.body(
                    "the body must be one change event with its ChangeEventHeader, bare or as the payload of the streaming envelope");
        }
        SalesforceChangeHeader header = SalesforceChangeHeader.of(payload.path(HEADER));
        Optional<EntityType> entity = SalesforceObjects.entity(header.entityName());
        Optional<Type> type = Type.of(header.changeType());
        if (entity.isEmpty() || type.isEmpty()) {
            findings.ignore();
            return;
        }
        SalesforceChangeValues values =
                switch (type.get().told) {
                    case EVERYTHING -> SalesforceChangeValues.ofRecord(payload);
                    case CHANGES -> SalesforceChangeValues.ofChange(header, payload, enveloped);
                    case THAT_IT_CHANGED -> SalesforceChangeValues.MISSING;
                    case NOTHING -> SalesforceChangeValues.NONE;
                };
        Event event = new Event(header, type.get(), entity.get(), values);
        if (event.type() == Type.GAP_OVERFLOW || header.recordIds().isEmpty()) {
            needsFullResync(header);
        } else {
            header.recordIds().forEach(id -> apply(event, id));
        }
    }

    /** There is no record to mark, so the delivery's outcome has to say it. */
    private void needsFullResync(SalesforceChangeHeader header) {
        findings.reject(
                1,
                ProblemCode.RESYNC_NEEDED,
                "recordIds",
                "recordIds does not name the records that changed; all records of " + header.entityName()
                        + " need to be fetched again from Salesforce",
                null);
    }

    private void apply(Event event, JsonNode recordId) {
        Optional<String> id = Optional.ofNullable(recordId.textValue()).flatMap(SalesforceId::of);
        if (id.isPresent()) {
            apply(event, id.get());
        } else if (recordId.asText().endsWith("*")) {
            needsFullResync(event.header());
        } else {
            String remedy = "recordIds must be ids of 15 or 18 letters and digits";
            findings.reject(1, ProblemCode.INVALID_VALUE, "recordIds", remedy, null);
        }
    }

    private void apply(Event event, String id) {
        SalesforceChangeHeader header = event.header();
        ChangeEvent.Kind kind = event.type().kind;
        Map<String, @Nullable String> fields = fields(event, id).values();
        if (kind == ChangeEvent.Kind.CHANGED && fields.isEmpty()) {
            findings.ignore(); // nothing that is kept here
            return;
        }
        findings.add(new ChangeEvent(
                SalesforceObjects.record(settings, event.entity(), header.entityName(), id),
                kind,
                header.committedAt(),
                header.sequenceNumber(),
                header.key(id),
                fields,
                null));
    }

    private EventFields fields(Event event, String id) {
        EventFields fields = new EventFields(event.entity(), settings, findings, 1, id);
        SalesforceChangeValues values = event.values();
        values.unusable().forEach(fields::reject);
        salesforceFields.set(fields, event.entity(), values.values());
        if (values.needsResync() != null) {
            fields.conclude(ChangeEvent.NEEDS_RESYNC, values.needsResync());
        }
        return fields;
    }
}
