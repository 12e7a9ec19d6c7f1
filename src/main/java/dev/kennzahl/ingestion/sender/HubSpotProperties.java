package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * Which of our fields HubSpot's properties are. What the user says under {@code properties} comes first; a property known
 * neither there nor here keeps its own name, which may be one of ours.
 */
final class HubSpotProperties {
    /** What the present stage says about the status: open, won or lost; null when the stage is unknown to us. */
    static final String STAGE_STATUS = "_stage_status";

    static final String IS_CLOSED = "_is_closed";
    static final String IS_WON = "_is_won";

    private static final Map<EntityType, Map<String, String>> FIELD_OF = Map.of(
            EntityType.DEAL,
            Map.ofEntries(
                    Map.entry("dealname", "name"),
                    Map.entry("deal_currency_code", "currency"),
                    Map.entry("dealstage", "stage"),
                    Map.entry("hubspot_owner_id", "owner_id"),
                    Map.entry("createdate", "created_at"),
                    Map.entry("closed_lost_reason", "lost_reason"),
                    Map.entry("hs_forecast_category", "forecast_category"),
                    Map.entry("hs_manual_forecast_category", "forecast_category"),
                    Map.entry("hs_deal_stage_probability", "probability")),
            EntityType.LEAD,
            Map.of(
                    "hs_lead_name", "name",
                    "hs_analytics_source", "lead_source",
                    "hubspot_owner_id", "owner_id",
                    "associatedcompanyid", "customer_id",
                    "state", "region",
                    "hubspotscore", "score",
                    "createdate", "created_at"),
            EntityType.CUSTOMER,
            Map.of(
                    "state", "region",
                    "numberofemployees", "company_size",
                    "hubspot_owner_id", "owner_id",
                    "hs_lifecyclestage_customer_date", "became_customer_on"),
            EntityType.PRODUCT,
            Map.of("price", "list_price", "hs_cost_of_goods_sold", "variable_cost"));

    private static final Map<String, String> EVIDENCE = Map.of("hs_is_closed", IS_CLOSED, "hs_is_closed_won", IS_WON);

    private static final Pattern MILLISECONDS = Pattern.compile("-?[0-9]{1,15}");
    private static final long DAY_MS = 86_400_000;

    private final ConnectionSettings settings;
    private final StageTable stages;

    HubSpotProperties(ConnectionSettings settings) {
        this.settings = settings;
        this.stages = new StageTable(settings.options().path("stages"), HubSpotStages.DEFAULTS);
    }

    /** @param value null or empty for a cleared property */
    void set(EventFields fields, EntityType entity, String property, @Nullable String value) {
        Optional<String> mapped = settings.mappedProperty(property);
        boolean ofDeal = mapped.isEmpty() && entity == EntityType.DEAL;
        String field = mapped.orElse(FIELD_OF.getOrDefault(entity, Map.of()).getOrDefault(property, property));
        if (ofDeal && property.equals("closedate")) {
            closeDate(fields, value);
        } else if (ofDeal && EVIDENCE.containsKey(property)) {
            fields.conclude(EVIDENCE.get(property), String.valueOf("true".equalsIgnoreCase(value)));
        } else if (entity == EntityType.DEAL && field.equals("stage")) {
            stage(fields, property, value);
        } else {
            fields.set(field, property, asIso(entity.fields().get(field), value));
        }
    }

    private void stage(EventFields fields, String property, @Nullable String value) {
        if (fields.set("stage", property, value)) {
            Optional<StageTable.Stage> stage = Optional.ofNullable(value).flatMap(stages::stage);
            // Null where the stage is unknown: what the stage before it said no longer holds.
            fields.conclude(STAGE_STATUS, stage.map(StageTable.Stage::status).orElse(null));
            fields.conclude(
                    "probability", stage.map(StageTable.Stage::probability).orElse(null));
        }
    }

    /** One property is both when a deal is expected to close and, from then on, when it did. */
    private void closeDate(EventFields fields, @Nullable String value) {
        Optional<Instant> moment = Optional.ofNullable(value).flatMap(this::moment);
        String date = moment.map(
                        instant -> instant.atZone(settings.zone()).toLocalDate().toString())
                .orElse(value);
        if (fields.set("expected_close_on", "closedate", date)) {
            fields.conclude("closed_at", moment.map(Instant::toString).orElse(null));
        }
    }

    private Optional<Instant> moment(String value) {
        try {
            return Optional.of(
                    MILLISECONDS.matcher(value).matches()
                            ? Instant.ofEpochMilli(Long.parseLong(value))
                            : (Instant) FieldType.INSTANT.parse(value, settings.zone()));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private @Nullable String asIso(@Nullable FieldType type, @Nullable String value) {
        if (value == null || !MILLISECONDS.matcher(value).matches()) {
            return value;
        }
        long ms = Long.parseLong(value);
        if (type == FieldType.INSTANT) {
            return Instant.ofEpochMilli(ms).toString();
        }
        return type == FieldType.DATE ? date(ms).toString() : value;
    }

    private LocalDate date(long ms) {
        // HubSpot keeps a date without time as midnight UTC, wherever the account is.
        return Instant.ofEpochMilli(ms)
                .atZone(ms % DAY_MS == 0 ? ZoneOffset.UTC : settings.zone())
                .toLocalDate();
    }
}
