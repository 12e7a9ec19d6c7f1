package dev.kennzahl.ingestion.sender;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;

import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;

/** Translates one message of Dataverse. Whatever its parameters are called, it is read as a change of columns of one record. */
final class DynamicsMessages {
    private static final Map<String, EntityType> ENTITY_OF = Map.of(
            "opportunity", EntityType.DEAL,
            "lead", EntityType.LEAD,
            "account", EntityType.CUSTOMER,
            "contact", EntityType.CUSTOMER,
            "product", EntityType.PRODUCT,
            "systemuser", EntityType.EMPLOYEE);

    /** Where each message names its record; other messages have no effect. */
    private static final Map<String, String> SUBJECT_OF = Map.of(
            "Create", "Target",
            "Update", "Target",
            "Delete", "Target",
            "Assign", "Target",
            "Merge", "Target",
            "SetState", "EntityMoniker",
            "SetStateDynamicEntity", "EntityMoniker",
            "Win", "OpportunityClose",
            "Lose", "OpportunityClose");

    /** What the Web API calls the same messages. */
    private static final Map<String, String> ALSO_CALLED = Map.of("WinOpportunity", "Win", "LoseOpportunity", "Lose");

    private static final Set<String> CLOSING = Set.of("Win", "Lose");
    private static final Set<String> MERGEABLE = Set.of("lead", "account", "contact");

    private final ConnectionSettings settings;
    private final Findings findings;
    private final DynamicsContext context;
    private final String message;
    private final String entityName;

    DynamicsMessages(ConnectionSettings settings, Findings findings, DynamicsContext context) {
        this.settings = settings;
        this.findings = findings;
        this.context = context;
        this.message = ALSO_CALLED.getOrDefault(context.message(), context.message());
        // A closing is about an opportunity, though it may be filed under the activity that records it.
        this.entityName = CLOSING.contains(message) ? "opportunity" : context.entityName();
    }

    void translate() {
        EntityType entity = ENTITY_OF.get(entityName);
        String subject = SUBJECT_OF.get(message);
        if (entity == null || subject == null || (message.equals("Merge") && !MERGEABLE.contains(entityName))) {
            findings.ignore();
            return;
        }
        JsonNode named = context.parameter(subject);
        JsonNode record =
                CLOSING.contains(message) ? DynamicsAttributes.of(named).get("opportunityid") : named;
        DynamicsGuid.of(record)
                .or(context::primaryId)
                .ifPresentOrElse(
                        id -> translate(new DynamicsRecord(settings, findings, context, entity, entityName, id), named),
                        () -> findings.reject(
                                1,
                                ProblemCode.MISSING_VALUE,
                                "PrimaryEntityId",
                                "PrimaryEntityId or " + subject + " must name the record by its GUID",
                                null));
    }

    private void translate(DynamicsRecord record, JsonNode named) {
        if (message.equals("Delete")) {
            record.delete();
        } else if (context.thin()) {
            record.needsResync();
        } else {
            switch (message) {
                case "Merge" -> merge(record);
                case "Create", "Update" -> target(record, named);
                default -> change(Kind.CHANGED, record, new DynamicsAttributes(columns(record, named), Set.of()));
            }
        }
    }

    /** The columns that a message of its own kind changes. */
    private Map<String, JsonNode> columns(DynamicsRecord record, JsonNode named) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        if (message.equals("Assign")) {
            take(columns, "ownerid", context.parameter("Assignee"));
            requireParameter(columns, "ownerid", "Assignee", record);
            return columns;
        }
        take(columns, "statuscode", context.parameter("Status"));
        if (!CLOSING.contains(message)) {
            take(columns, "statecode", context.parameter("State"));
            requireParameter(columns, "statecode", "State", record);
            return columns;
        }
        boolean won = message.equals("Win");
        DynamicsAttributes closing = record.attributes(named);
        columns.put("statecode", IntNode.valueOf(won ? 1 : 2));
        take(columns, "actualclosedate", closing.get("actualend"));
        if (won) {
            take(columns, "actualvalue", closing.get("actualrevenue"));
        }
        return columns;
    }

    private static void take(Map<String, JsonNode> columns, String column, JsonNode value) {
        if (!value.isMissingNode()) {
            columns.put(column, value);
        }
    }

    private static void requireParameter(
            Map<String, JsonNode> columns, String column, String parameter, DynamicsRecord record) {
        if (!columns.containsKey(column)) {
            record.missing(parameter, "must be among the InputParameters");
        }
    }

    private void target(DynamicsRecord record, JsonNode target) {
        if (!target.path("Attributes").isArray()) {
            record.missing("Target", "must be an Entity with Attributes");
            record.needsResync();
            return;
        }
        DynamicsAttributes attributes = record.attributes(target);
        if (message.equals("Create")) {
            change(Kind.CREATED, record, attributes);
        } else {
            update(record, attributes);
        }
    }

    private void update(DynamicsRecord record, DynamicsAttributes attributes) {
        Optional<String> master = MERGEABLE.contains(entityName)
                ? DynamicsGuid.of(attributes.get("masterid")).filter(other -> !record.is(other))
                : Optional.empty();
        if (master.isPresent()) {
            // What else it says, such as that the record is closed now, is how the loser is put away.
            record.absorbedBy(master.get(), attributes.columns());
        } else {
            change(Kind.CHANGED, record, attributes);
        }
    }

    /** Images of afterwards complete what the message leaves out; where both speak of a column, the message does. */
    private void change(Kind kind, DynamicsRecord record, DynamicsAttributes attributes) {
        Map<String, JsonNode> columns = new LinkedHashMap<>(attributes.columns());
        for (JsonNode image : context.postImages()) {
            DynamicsAttributes.of(image).columns().forEach(columns::putIfAbsent);
        }
        columns.keySet().removeAll(attributes.unusable());
        record.change(kind, columns);
    }

    private void merge(DynamicsRecord record) {
        Optional<String> loser =
                DynamicsGuid.of(context.parameter("SubordinateId")).filter(other -> !record.is(other));
        if (loser.isEmpty()) {
            record.missing("SubordinateId", "must be the GUID of the other record");
        } else {
            record.absorb(
                    loser.get(),
                    record.attributes(context.parameter("UpdateContent")).columns());
        }
    }
}
