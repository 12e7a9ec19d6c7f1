package dev.kennzahl.sales.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Field;

/**
 * Writes the paths that all data sets share into the OpenAPI document once for each of them, with the schemas of its own and the
 * filters it has: who reads the document, or generates a client from it, wants orders and not data sets.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DataSetPaths implements OASFilter {
    /** The data sets that are read through {@link DataSetResource}; deals and customers have classes of their own. */
    static final List<DataSet> GENERAL = Stream.<DataSet>concat(
                    Stream.of(EntityType.LEAD, EntityType.PRODUCT, EntityType.EMPLOYEE), Stream.of(FactType.values()))
            .toList();

    private static final String SHARED = "/api/v1/{dataset}";
    private static final String IMPORT = "/api/v1/imports/{dataset}";

    /** {@code CampaignStat}. */
    static String schema(DataSet dataset) {
        return Arrays.stream(((Enum<?>) dataset).name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** {@code campaignStat}. */
    static String member(DataSet dataset) {
        String name = schema(dataset);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code campaign stats}. */
    static String plural(DataSet dataset) {
        return dataset.dataset().replace('-', ' ');
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, PathItem> paths = document.getPaths().getPathItems();
        List<String> shared =
                paths.keySet().stream().filter(path -> path.startsWith(SHARED)).toList();
        for (String path : shared) {
            PathItem item = paths.get(path);
            for (DataSet dataset : DataSet.all()) {
                String own = "/api/v1/" + dataset.dataset() + path.substring(SHARED.length());
                PathItem target = paths.containsKey(own) ? paths.get(own) : OASFactory.createPathItem();
                add(dataset, item, target);
                if (!target.getOperations().isEmpty()) {
                    document.getPaths().addPathItem(own, target);
                }
            }
            document.getPaths().removePathItem(path);
        }
        describeImport(document.getPaths().getPathItem(IMPORT));
        Paths sorted = OASFactory.createPaths();
        new TreeMap<>(document.getPaths().getPathItems()).forEach(sorted::addPathItem);
        document.setPaths(sorted);
    }

    private static void add(DataSet dataset, PathItem shared, PathItem target) {
        Operation read = shared.getGET();
        boolean isList = read != null && read.getOperationId().equals("list");
        if (read != null
                && target.getGET() == null
                && GENERAL.contains(dataset)
                && !(isList && dataset instanceof EntityType)) {
            String name = schema(dataset);
            target.setGET(
                    switch (read.getOperationId()) {
                        case "list" ->
                            operation(dataset, read, "list" + camel(dataset), "List " + plural(dataset), name + "Page");
                        case "get" -> operation(dataset, read, "get" + name, "One of the " + plural(dataset), name);
                        default ->
                            operation(
                                    dataset,
                                    read,
                                    "get" + name + "History",
                                    "The history of one of the " + plural(dataset),
                                    name + "History");
                    });
        }
        Operation deletion = shared.getDELETE();
        if (deletion != null) {
            boolean byKey = deletion.getOperationId().equals("deleteByKey");
            target.setDELETE(operation(
                    dataset,
                    deletion,
                    "delete" + schema(dataset) + (byKey ? "ByKey" : ""),
                    "Delete " + (byKey ? plural(dataset) + " by business key" : "one of the " + plural(dataset)),
                    ""));
        }
    }

    private static String camel(DataSet dataset) {
        return Arrays.stream(dataset.dataset().split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** @param schema of the answer; empty for none */
    private static Operation operation(DataSet dataset, Operation shared, String id, String summary, String schema) {
        Operation operation = OASFactory.createOperation()
                .operationId(id)
                .summary(summary)
                .description(shared.getDescription())
                .tags(shared.getTags())
                .security(shared.getSecurity())
                .responses(OASFactory.createAPIResponses());
        Set<String> without = without(dataset, shared);
        List<Parameter> parameters = new ArrayList<>();
        if (shared.getParameters() != null) {
            shared.getParameters().stream()
                    .filter(parameter -> !without.contains(parameter.getName()))
                    .forEach(parameters::add);
        }
        operation.setParameters(parameters);
        shared.getResponses().getAPIResponses().forEach((status, response) -> operation
                .getResponses()
                .addAPIResponse(status, status.equals("200") ? answer(summary, schema) : response));
        return operation;
    }

    /** The parameters that mean nothing there. */
    private static Set<String> without(DataSet dataset, Operation shared) {
        return Stream.of(
                        "dataset",
                        dataset instanceof FactType && shared.getOperationId().equals("history") ? "asOf" : "",
                        dataset instanceof FactType
                                        && dataset.field("customer_id").isEmpty()
                                ? "customer"
                                : "",
                        dataset instanceof FactType type && type.ownerField().isEmpty() ? "owner" : "")
                .collect(Collectors.toSet());
    }

    private static APIResponse answer(String description, String schema) {
        return OASFactory.createAPIResponse()
                .description(description + ".")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema))));
    }

    /** The columns of every data set, which is what somebody about to send a file looks for. */
    private static void describeImport(PathItem item) {
        Operation upload = item.getPOST();
        StringBuilder text = new StringBuilder(upload.getDescription())
                .append("\n\nColumns by data set (* required); further columns are kept as custom attributes:\n");
        for (DataSet dataset : DataSet.all()) {
            List<String> columns = new ArrayList<>();
            dataset.idColumn().ifPresent(columns::add);
            if (dataset instanceof EntityType entity && entity.hasLifecycle()) {
                columns.addAll(List.of("status", "changed_at"));
            }
            dataset.describedFields().stream().map(Field::name).forEach(columns::add);
            text.append("\n- `").append(dataset.dataset()).append("`: ");
            text.append(columns.stream()
                    .map(column -> dataset.requiredColumns().contains(column) ? column + "*" : column)
                    .collect(Collectors.joining(", ")));
        }
        upload.setDescription(text.toString());
        upload.getParameters().stream()
                .filter(parameter -> parameter.getName().equals("dataset"))
                .forEach(parameter -> {
                    Schema names = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
                    DataSet.names().forEach(names::addEnumeration);
                    parameter.setSchema(names);
                });
    }
}
