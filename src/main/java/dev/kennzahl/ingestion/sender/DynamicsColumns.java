package dev.kennzahl.ingestion.sender;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * Which of our fields the columns of Dataverse are. What the user says under {@code properties} comes first; a column known
 * neither there nor here keeps its own name, which may be one of ours.
 */
final class DynamicsColumns {
    /** The record's id, and who touched it when: told with every change, and no property of the record. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "modifiedon",
            "modifiedby",
            "modifiedonbehalfby",
            "createdby",
            "createdonbehalfby",
            "overriddencreatedon",
            "importsequencenumber",
            "timezoneruleversionnumber",
            "utcconversiontimezonecode",
            "versionnumber");

    private static final Map<EntityType, Map<String, String>> FIELD_OF = Map.of(
            EntityType.DEAL,
            Map.ofEntries(
                    Map.entry("customerid", "customer_id"),
                    Map.entry("originatingleadid", "lead_id"),
                    Map.entry("ownerid", "owner_id"),
                    Map.entry("stepname", "stage"),
                    Map.entry("estimatedvalue", "amount"),
                    Map.entry("closeprobability", "probability"),
                    Map.entry("createdon", "created_at"),
                    Map.entry("estimatedclosedate", "expected_close_on"),
                    Map.entry("actualclosedate", "closed_at")),
            EntityType.LEAD,
            Map.ofEntries(
                    Map.entry("subject", "name"),
                    Map.entry("leadsourcecode", "lead_source"),
                    Map.entry("campaignid", "campaign_id"),
                    Map.entry("ownerid", "owner_id"),
                    Map.entry("parentaccountid", "customer_id"),
                    Map.entry("address1_stateorprovince", "region"),
                    Map.entry("numberofemployees", "company_size"),
                    Map.entry("estimatedamount", "expected_value"),
                    Map.entry("createdon", "created_at"),
                    Map.entry("qualifyingopportunityid", "deal_id")),
            EntityType.CUSTOMER,
            Map.of(
                    "fullname", "name",
                    "address1_stateorprovince", "region",
                    "address1_country", "country",
                    "numberofemployees", "company_size",
                    "ownerid", "owner_id"),
            EntityType.PRODUCT,
            Map.of("price", "list_price", "currentcost", "variable_cost"),
            EntityType.EMPLOYEE,
            Map.of(
                    "fullname", "name",
                    "parentsystemuserid", "manager_id",
                    "address1_stateorprovince", "region",
                    "title", "role"));

    private final ConnectionSettings settings;
    private final EntityType entity;
    private final String entityName;
    private final EventFields fields;
    private final DynamicsEvidence evidence;

    DynamicsColumns(ConnectionSettings settings, EntityType entity, String entityName, EventFields fields) {
        this.settings = settings;
        this.entity = entity;
        this.entityName = entityName;
        this.fields = fields;
        this.evidence = new DynamicsEvidence(settings, entity, entityName, fields);
    }

    void set(String column, JsonNode value) {
        Optional<String> mapped = settings.mappedProperty(column);
        boolean attribute = !evidence.isAllOf(column) && !BOOKKEEPING.contains(column) && !isOwnId(column);
        try {
            if (mapped.isPresent() || attribute) {
                field(mapped.orElseGet(() -> fieldOf(column)), column, value);
            }
            // Mapped or not, nothing else tells the state.
            if (evidence.isIn(column) && (mapped.isEmpty() || column.equals("statecode"))) {
                evidence.take(column, value);
            }
        } catch (InvalidValueException e) {
            fields.reject(column, column + " " + e.getMessage());
        }
    }

    private boolean isOwnId(String column) {
        return column.equals(entityName + "id");
    }

    private String fieldOf(String column) {
        return FIELD_OF.getOrDefault(entity, Map.of()).getOrDefault(column, column);
    }

    private void field(String field, String column, JsonNode value) {
        String text = DynamicsValue.text(value, entity.fields().get(field), settings.zone());
        if (text == null) {
            fields.set(field, column, null);
        } else if (DynamicsChoices.isKnown(entityName, column)) {
            fields.set(field, column, DynamicsChoices.label(entityName, column, text));
        } else if (column.equals("closeprobability") && field.equals("probability")) {
            fields.set(field, column, share(text));
        } else if (column.equals("actualclosedate") && field.equals("closed_at")) {
            // Kept as midnight UTC, and meant as the day: it begins where the tenant is.
            Optional<Instant> instant = DynamicsValue.instant(value);
            fields.set(field, column, instant.map(DynamicsValue::dateOrInstant).orElse(text));
        } else if (value.isObject() || field.endsWith("_id")) {
            // Records are known by the one spelling of their GUID; any other text stays as it is.
            String id = DynamicsGuid.of(text).orElse(text);
            fields.set(field, column, field.equals("owner_id") ? owner(id) : id);
        } else {
            fields.set(field, column, text);
        }
    }

    /** Owners are looked up by the user's own spelling of their GUID. */
    private String owner(String id) {
        String spelling = DynamicsGuid.spelling(id, settings.options().path("owners"));
        return spelling == null ? id : spelling;
    }

    private String share(String percent) {
        BigDecimal number = (BigDecimal) FieldType.DECIMAL.parse(percent, settings.zone());
        BigDecimal share = number.movePointLeft(2).stripTrailingZeros();
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new InvalidValueException("must be a number from 0 to 100");
        }
        return share.toPlainString();
    }
}
