package dev.kennzahl.sales.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Field;
import dev.kennzahl.sales.FieldType;

/** Describes the records and facts that have no class of their own, from the same list of fields that their members come from. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RecordSchemas implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (DataSet dataset : DataSetPaths.GENERAL) {
            String name = DataSetPaths.schema(dataset);
            String plural = DataSetPaths.plural(dataset);
            document.getComponents()
                    .addSchema(name, dataset instanceof FactType type ? fact(type) : record((EntityType) dataset))
                    .addSchema(name + "Page", page("A page of " + plural + ".", name))
                    .addSchema(name + "Version", version(dataset))
                    .addSchema(name + "History", page("The versions of " + plural + ".", name + "Version"));
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
        addFields(schema, entity);
        return schema.addProperty(
                        "needsResync",
                        OASFactory.createSchema()
                                .addType(SchemaType.BOOLEAN)
                                .description("Whether its sender should be asked for it again."))
                .addProperty("customAttributes", object("Further columns and properties."));
    }

    private static Schema fact(FactType type) {
        Schema schema = object("A fact of the data set " + type.dataset() + ", as we believe it.")
                .addProperty("id", text("The id."))
                .addProperty("externalId", text(type.idDescription()))
                .addProperty(
                        "connection",
                        OASFactory.createSchema().addType(SchemaType.NULL).description("Null: facts come in files."));
        addFields(schema, type);
        Schema importId = text("The import it came with.").format("uuid");
        if (type == FactType.TARGET) {
            importId.addType(SchemaType.NULL).description("The import it came with; null if it was set by itself.");
        }
        return schema.addProperty("importId", importId)
                .addProperty("knownFrom", text("Since when we knew.").format("date-time"))
                .addProperty("customAttributes", object("Further columns."));
    }

    private static void addFields(Schema schema, DataSet dataset) {
        for (Field field : dataset.describedFields()) {
            schema.addProperty(RecordView.member(field.name()), member(dataset, field));
        }
    }

    private static Schema member(DataSet dataset, Field field) {
        Schema schema = OASFactory.createSchema()
                .addType(field.type() == FieldType.INTEGER ? SchemaType.INTEGER : SchemaType.STRING)
                .description(field.description())
                .format(format(field.type()));
        boolean known = dataset instanceof FactType
                && (dataset.requiredColumns().contains(field.name())
                        || dataset.defaults().containsKey(field.name()));
        if (!known) {
            schema.addType(SchemaType.NULL);
        }
        field.values().forEach(schema::addEnumeration);
        if (!field.values().isEmpty() && !known) {
            schema.addEnumeration(null);
        }
        return schema;
    }

    private static Schema version(DataSet dataset) {
        Schema schema = object("How one of the " + DataSetPaths.plural(dataset) + " was for a while.");
        if (dataset instanceof EntityType) {
            schema.addProperty("validFrom", time("Since when it was so; null for since ever."))
                    .addProperty("validTo", time("Until when; null for until further notice."));
        }
        return schema.addProperty("knownFrom", text("Since when we knew.").format("date-time"))
                .addProperty("knownTo", time("Until when we believed it; null for we still do."))
                .addProperty(DataSetPaths.member(dataset), reference(DataSetPaths.schema(dataset)));
    }

    private static Schema page(String description, String item) {
        return object(description)
                .addProperty(
                        "items",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description("The items, in a stable order.")
                                .items(reference(item)))
                .addProperty(
                        "next",
                        text("Pass it as 'after' to get the next page; null on the last page.")
                                .addType(SchemaType.NULL));
    }

    private static @Nullable String format(FieldType type) {
        return switch (type) {
            case DATE -> "date";
            case INSTANT -> "date-time";
            case DECIMAL, SHARE -> "decimal";
            case INTEGER -> "int64";
            case TEXT, CURRENCY -> null;
        };
    }

    private static Schema reference(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema time(String description) {
        return text(description).addType(SchemaType.NULL).format("date-time");
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
