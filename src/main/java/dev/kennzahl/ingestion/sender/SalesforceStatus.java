package dev.kennzahl.ingestion.sender;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.sales.EntityType;

/**
 * What Salesforce's fields say about the status (rule R7). Opportunities state it in two flags, of which a change event names
 * those that changed. A new stage without any flag is read by the table of stages; where that does not know it either, the
 * flags are taken to be as before.
 */
final class SalesforceStatus {
    static final String IS_WON = "_is_won";
    static final String IS_CLOSED = "_is_closed";
    static final String IS_CONVERTED = "_is_converted";

    /** What the lead's own status says: qualified or disqualified; null for any other. */
    static final String LEAD_STATUS = "_lead_status";

    private static final Map<EntityType, Map<String, String>> FLAGS = Map.of(
            EntityType.DEAL, Map.of("IsWon", IS_WON, "IsClosed", IS_CLOSED),
            EntityType.LEAD, Map.of("IsConverted", IS_CONVERTED));

    /** The statuses of a new organisation that end or confirm a lead. */
    private static final Map<String, String> LEAD_STATUSES = Map.of(
            "Qualified", "qualified",
            "Unqualified", "disqualified",
            "Closed - Not Converted", "disqualified");

    private static final Set<String> TRUE = Set.of("true", "1");
    private static final Set<String> FALSE = Set.of("false", "0");

    private final StageTable stages;

    SalesforceStatus(ConnectionSettings settings) {
        stages = new StageTable(settings.options().path("stages"), SalesforceStages.DEFAULTS);
    }

    /** Whether a field is read for the status only. */
    static boolean isEvidence(EntityType entity, String name) {
        return FLAGS.getOrDefault(entity, Map.of()).containsKey(name);
    }

    /** Adds to the fields of an event what they say about the status. */
    void conclude(EventFields fields, EntityType entity, Map<String, @Nullable String> values) {
        FLAGS.getOrDefault(entity, Map.of()).forEach((name, evidence) -> {
            if (values.containsKey(name)) {
                flag(fields, name, evidence, values.get(name));
            }
        });
        if (entity == EntityType.DEAL) {
            completeFlags(fields);
        } else if (entity == EntityType.LEAD && values.containsKey("Status")) {
            String status = values.get("Status");
            fields.conclude(LEAD_STATUS, status == null ? null : LEAD_STATUSES.get(status));
        }
    }

    private static void flag(EventFields fields, String name, String evidence, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            fields.conclude(evidence, null);
        } else if (TRUE.contains(value) || FALSE.contains(value)) {
            fields.conclude(evidence, String.valueOf(TRUE.contains(value)));
        } else {
            fields.reject(name, name + " must be true or false");
        }
    }

    private void completeFlags(EventFields fields) {
        String won = fields.values().get(IS_WON);
        String closed = fields.values().get(IS_CLOSED);
        Optional<String> stage = fields.sendersStage();
        if (won == null && closed == null && stage.isPresent()) {
            Optional<String> byStage = stage.flatMap(stages::stage).map(StageTable.Stage::status);
            byStage.ifPresent(status -> {
                fields.conclude(IS_WON, String.valueOf(status.equals("won")));
                fields.conclude(IS_CLOSED, String.valueOf(!status.equals("open")));
            });
        } else if ("false".equals(closed)) {
            // Reopened: what was won before no longer is, even if only this flag was sent.
            fields.concludeIfUnknown(IS_WON, "false");
        }
    }

    static @Nullable String status(Function<String, @Nullable String> fields) {
        if (isTrue(fields, IS_CONVERTED)) {
            return "converted";
        } else if (isTrue(fields, IS_WON)) {
            return "won";
        }
        return isTrue(fields, IS_CLOSED) ? "lost" : fields.apply(LEAD_STATUS);
    }

    private static boolean isTrue(Function<String, @Nullable String> fields, String flag) {
        return "true".equals(fields.apply(flag));
    }
}
