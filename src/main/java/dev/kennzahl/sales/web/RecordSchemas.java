package dev.kennzahl.sales.web;

import java.util.List;
import java.util.Locale;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.Field;
import dev.kennzahl.sales.FieldType;

/** Describes the records that have no class of their own, from the same list of fields that their members come from. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RecordSchemas implements OASFilter {
    private static final List<EntityType> DESCRIBED = List.of(EntityType.LEAD, EntityType.PRODUCT, EntityType.EMPLOYEE);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (EntityType entity : DESCRIBED) {
            String name = entity.name().charAt(0) + entity.name().substring(1).toLowerCase(Locale.ROOT);
            document.getComponents().addSchema(name, record(entity));
            document.getComponents()
                    .addSchema(
                            name + "Page",
                            object("A page of " + entity.dataset() + ".")
                                    .addProperty(
                                            "items",
                                            OASFactory.createSchema()
                                                    .addType(SchemaType.ARRAY)
                                                    .description("The items, in a stable order.")
                                                    .items(OASFactory.createSchema()
                                                            .ref("#/components/schemas/" + name)))
                                    .addProperty(
                                            "next",
                                            text("Pass it as 'after' to get the next page; null on the last page.")
                                                    .addType(SchemaType.NULL)));
        }
    }

    private static Schema record(EntityType entity) {
        Schema schema = object("A record of the data set " + entity.dataset() + ", as it is now.")
                .addProperty("id", text("The id."))
                .addProperty("externalId", text("The sender's id, or the business key of a file."))
                .addProperty("account", text("The sender's account; empty for files."))
                .addProperty("sender", text("Who sent it: a kind of sender, or import."))
                .addProperty(
                        "connection",
                        text("The connection it first came in on; null for files.")
                                .addType(SchemaType.NULL))
                .addProperty("status", text("Its status."));
        for (Field field : entity.describedFields()) {
            schema.addProperty(
                    RecordView.member(field.name()),
                    text(field.description()).addType(SchemaType.NULL).format(format(field.type())));
        }
        return schema.addProperty(
                        "needsResync",
                        OASFactory.createSchema()
                                .addType(SchemaType.BOOLEAN)
                                .description("Whether its sender should be asked for it again."))
                .addProperty("customAttributes", object("Further columns and properties."));
    }

    private static @org.jspecify.annotations.Nullable String format(FieldType type) {
        return switch (type) {
            case DATE -> "date";
            case INSTANT -> "date-time";
            case DECIMAL, SHARE -> "decimal";
            case INTEGER -> "int64";
            case TEXT, CURRENCY -> null;
        };
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
