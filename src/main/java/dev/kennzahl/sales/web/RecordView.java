package dev.kennzahl.sales.web;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Facts;
import dev.kennzahl.sales.Records.Entry;

/** A record whose members follow from the fields of its kind, in camel case; {@link RecordSchemas} describes them. */
@RegisterForReflection
@Schema(name = "Record", description = "A record; its members follow from its kind.", type = SchemaType.OBJECT)
public record RecordView(@JsonValue ObjectNode members) {

    static RecordView of(EntityType entity, Entry entry, ObjectMapper json) {
        ObjectNode view = json.createObjectNode();
        view.put("id", entry.id().toString());
        view.put("externalId", entry.externalId());
        view.put("account", entry.account());
        view.put("sender", entry.sender());
        view.put(
                "connection",
                entry.connection() == null ? null : entry.connection().toString());
        view.put("status", entry.status());
        entity.fields()
                .keySet()
                .forEach(field ->
                        view.set(member(field), json.valueToTree(entry.fields().get(field))));
        view.put("needsResync", entry.needsResync());
        view.set("customAttributes", read(entry.custom(), json));
        return new RecordView(view);
    }

    static RecordView of(FactType type, Facts.Entry fact, ObjectMapper json) {
        ObjectNode view = json.createObjectNode();
        view.put("id", fact.id().toString());
        view.put("externalId", fact.externalId());
        view.putNull("connection");
        type.describedFields()
                .forEach(field -> view.set(
                        member(field.name()), json.valueToTree(fact.fields().get(field.name()))));
        view.put(
                "importId",
                fact.importId().equals(Facts.NO_IMPORT) ? null : fact.importId().toString());
        view.set("knownFrom", json.valueToTree(fact.knownFrom()));
        view.set("customAttributes", read(fact.custom(), json));
        return new RecordView(view);
    }

    /** A record as it was for a while, and as we believed for a while. */
    static RecordView version(EntityType entity, Entry entry, ObjectMapper json) {
        ObjectNode view = json.createObjectNode();
        view.set("validFrom", json.valueToTree(entry.validFrom()));
        view.set("validTo", json.valueToTree(entry.validTo()));
        view.set("knownFrom", json.valueToTree(entry.knownFrom()));
        view.set("knownTo", json.valueToTree(entry.knownTo()));
        view.set(DataSetPaths.member(entity), of(entity, entry, json).members());
        return new RecordView(view);
    }

    /** A fact as we believed it for a while. */
    static RecordView version(FactType type, Facts.Entry fact, ObjectMapper json) {
        ObjectNode view = json.createObjectNode();
        view.set("knownFrom", json.valueToTree(fact.knownFrom()));
        view.set("knownTo", json.valueToTree(fact.knownTo()));
        view.set(DataSetPaths.member(type), of(type, fact, json).members());
        return new RecordView(view);
    }

    private static JsonNode read(String custom, ObjectMapper json) {
        try {
            return json.readTree(custom);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("custom attributes are stored as JSON", e);
        }
    }

    /** The member that shows a field: {@code first_contact_at} as {@code firstContactAt}. */
    static String member(String field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
