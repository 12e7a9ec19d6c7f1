package dev.kennzahl.ingestion.sender;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/** Columns that say something about other fields: what they leave as evidence, and what follows from it. */
final class DynamicsEvidence {
    /** What a deal brought once it was won; before and after that its amount is the estimate. */
    private static final String ACTUAL_VALUE = "_actual_value";

    /** The step of the sales process as a choice or by its GUID, for deals that have no {@code stepname}. */
    private static final String SALES_STAGE = "_sales_stage";

    private static final String STAGE_ID = "_stage_id";

    /** The reason of the present state in words, which for a closed record is why it was lost. */
    private static final String STATUS_REASON = "_status_reason";

    /** Whether a currency is named that {@code options.currencies} lacks: then it is not the one to assume. */
    private static final String UNKNOWN_CURRENCY = "_unknown_currency";

    private static final Map<String, String> REASON_FIELD =
            Map.of("lost", "lost_reason", "disqualified", "disqualified_reason");

    private static final Map<EntityType, Set<String>> COLUMNS = Map.of(
            EntityType.DEAL,
            Set.of("statecode", "statuscode", "actualvalue", "salesstage", "stageid", "transactioncurrencyid"),
            EntityType.LEAD,
            Set.of("statecode", "statuscode", "transactioncurrencyid"),
            EntityType.PRODUCT,
            Set.of("transactioncurrencyid"));

    /** The reasons and currencies of an organisation are worth a look of their own besides. */
    private static final Set<String> ALSO_ATTRIBUTE = Set.of("statuscode", "transactioncurrencyid");

    private final ConnectionSettings settings;
    private final EntityType entity;
    private final String entityName;
    private final EventFields fields;

    DynamicsEvidence(ConnectionSettings settings, EntityType entity, String entityName, EventFields fields) {
        this.settings = settings;
        this.entity = entity;
        this.entityName = entityName;
        this.fields = fields;
    }

    boolean isIn(String column) {
        return COLUMNS.getOrDefault(entity, Set.of()).contains(column);
    }

    /** Whether the column is evidence and nothing else. */
    boolean isAllOf(String column) {
        return isIn(column) && !ALSO_ATTRIBUTE.contains(column);
    }

    /** @throws InvalidValueException when the value is none that the column can have */
    void take(String column, JsonNode value) {
        String text = DynamicsValue.text(value, FieldType.TEXT, settings.zone());
        switch (column) {
            case "statecode" -> fields.conclude("status", DynamicsChoices.status(entityName, text));
            case "statuscode" -> fields.conclude(STATUS_REASON, DynamicsChoices.label(entityName, column, text));
            case "salesstage" -> stage(SALES_STAGE, DynamicsChoices.label(entityName, column, text));
            case "stageid" -> stage(STAGE_ID, text == null ? null : stageId(text));
            case "actualvalue" -> actualValue(text);
            case "transactioncurrencyid" -> currency(text);
            default -> throw new IllegalArgumentException(column + " is no evidence");
        }
    }

    private void stage(String evidence, @Nullable String stage) {
        fields.conclude(evidence, stage == null ? null : fields.stageLabel(stage));
    }

    private static String stageId(String text) {
        return DynamicsGuid.of(text).orElseThrow(() -> new InvalidValueException("must be a GUID"));
    }

    private void actualValue(@Nullable String text) {
        if (text != null) {
            FieldType.DECIMAL.parse(text, settings.zone());
            // An amount may rest on this value alone, and then it needs a currency as well.
            settings.option("currency").ifPresent(currency -> fields.conclude(RecordFold.ASSUMED_CURRENCY, currency));
        }
        fields.conclude(ACTUAL_VALUE, text);
    }

    private void currency(@Nullable String id) {
        JsonNode currencies = settings.options().path("currencies");
        // Without a list, GUIDs tell nothing, and the connection's own currency is meant.
        if (!currencies.isEmpty()) {
            String listed = id == null ? null : DynamicsGuid.spelling(id, currencies);
            String code = listed == null ? null : JsonBody.scalar(currencies.path(listed));
            boolean unknown = id != null && code == null;
            fields.conclude("currency", code);
            fields.conclude(UNKNOWN_CURRENCY, Boolean.toString(unknown));
            if (unknown) {
                throw new InvalidValueException("must be one of options.currencies; add its GUID there");
            }
        }
    }

    /** What follows from the newest values of a record. */
    static Map<String, @Nullable String> derived(Function<String, @Nullable String> fields) {
        Map<String, @Nullable String> derived = new HashMap<>();
        String status = String.valueOf(fields.apply("status"));
        String actual = fields.apply(ACTUAL_VALUE);
        if (status.equals("won") && actual != null) {
            derived.put("amount", actual);
        }
        String choice = fields.apply(SALES_STAGE);
        String stage = choice == null ? fields.apply(STAGE_ID) : choice;
        if (fields.apply("stage") == null && stage != null) {
            derived.put("stage", stage);
        }
        String reason = fields.apply(STATUS_REASON);
        String reasonField = REASON_FIELD.get(status);
        if (reason != null && reasonField != null && fields.apply(reasonField) == null) {
            derived.put(reasonField, reason);
        }
        if ("true".equals(fields.apply(UNKNOWN_CURRENCY))) {
            derived.put(RecordFold.ASSUMED_CURRENCY, null);
        }
        return derived;
    }
}
