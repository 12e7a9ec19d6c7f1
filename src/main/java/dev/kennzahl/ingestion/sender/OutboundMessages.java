package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.InvalidValueException;

/** Translates the notifications of an outbound message one by one. A field that is not among those sent did not change. */
final class OutboundMessages {
    private final ConnectionSettings settings;
    private final Findings findings;
    private final SalesforceFields salesforceFields;

    OutboundMessages(ConnectionSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
        this.salesforceFields = new SalesforceFields(settings);
    }

    /** A notification with all that it needs. */
    private record Item(
            long number, String key, String type, EntityType entity, String id, OutboundMessage.SObject object) {}

    void translate(IncomingDelivery delivery) {
        long number = 0;
        for (OutboundMessage.Notification notification :
                OutboundMessage.of(delivery.body()).notifications()) {
            item(++number, notification).ifPresent(item -> translate(item, delivery.receivedAt()));
        }
    }

    /** Empty when the notification has no effect or cannot be used, which is then on record. */
    private Optional<Item> item(long number, OutboundMessage.Notification notification) {
        String key = notification.id();
        if (key == null || key.isEmpty()) {
            missing(number, "Notification/Id", "must be the id of the notification");
        } else if (notification.objects().size() != 1) {
            missing(number, "sObject", "must be there once in each notification");
        } else {
            OutboundMessage.SObject object = notification.objects().get(0);
            String type = object.type();
            if (type == null) {
                missing(number, "sObject", "must have an xsi:type, such as sf:Opportunity");
                return Optional.empty();
            }
            Optional<EntityType> entity = SalesforceObjects.entity(type);
            if (entity.isEmpty()) {
                findings.ignore();
                return Optional.empty();
            }
            Optional<String> id = recordId(object);
            if (id.isEmpty()) {
                missing(number, "sObject/Id", "must be the id of the record, of 15 or 18 letters and digits");
            }
            return id.map(
                    known -> new Item(number, SalesforceId.of(key).orElse(key), type, entity.get(), known, object));
        }
        return Optional.empty();
    }

    private static Optional<String> recordId(OutboundMessage.SObject object) {
        return object.ambiguous().contains("Id")
                ? Optional.empty()
                : Optional.ofNullable(object.fields().get("Id"))
                        .map(String::strip)
                        .flatMap(SalesforceId::of);
    }

    private void translate(Item item, Instant receivedAt) {
        EventFields fields = new EventFields(item.entity(), settings, findings, item.number(), item.id());
        Map<String, @Nullable String> values = new LinkedHashMap<>(item.object().fields());
        for (String name : item.object().ambiguous()) {
            values.remove(name);
            fields.reject(name, name + " stands there twice, with two values");
        }
        salesforceFields.set(fields, item.entity(), values);
        Instant changedAt = changedAt(values.get("LastModifiedDate"), fields).orElse(receivedAt);
        if (fields.values().isEmpty()) {
            findings.ignore(); // nothing that is kept here
            return;
        }
        findings.add(ChangeEvent.of(
                SalesforceObjects.record(settings, item.entity(), item.type(), item.id()),
                ChangeEvent.Kind.CHANGED,
                changedAt,
                item.key(),
                fields.values()));
    }

    private static Optional<Instant> changedAt(@Nullable String lastModified, EventFields fields) {
        try {
            return Optional.ofNullable(lastModified).map(SalesforceFields::instant);
        } catch (InvalidValueException e) {
            fields.reject("LastModifiedDate", "LastModifiedDate " + e.getMessage());
            return Optional.empty();
        }
    }

    private void missing(long number, String element, String remedy) {
        findings.reject(number, ProblemCode.MISSING_VALUE, element, element + " " + remedy, null);
    }
}
