package dev.kennzahl.sales.web;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennzahl.sales.EntityType;
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
        try {
            view.set("customAttributes", json.readTree(entry.custom()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("custom attributes are stored as JSON", e);
        }
        return new RecordView(view);
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
