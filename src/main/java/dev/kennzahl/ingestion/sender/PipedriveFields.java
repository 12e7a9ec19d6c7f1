package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;

/**
 * Which of our fields the members of Pipedrive's records are. What the user says under {@code properties} comes last and so
 * wins. Other members are kept under their own names, as custom attributes; not the bookkeeping, such as counts of activities,
 * which would make a new version of the record out of nothing, nor what is about a user beyond their name.
 */
final class PipedriveFields {
    private static final Map<EntityType, Map<String, String>> FIELD_OF = Map.of(
            EntityType.DEAL,
            Map.ofEntries(
                    Map.entry("title", "name"),
                    Map.entry("value", "amount"),
                    Map.entry("currency", "currency"),
                    Map.entry("pipeline_id", "pipeline"),
                    Map.entry("owner_id", "owner_id"),
                    Map.entry("user_id", "owner_id"), // version 1
                    Map.entry("org_id", "customer_id"),
                    Map.entry("source_lead_id", "lead_id"),
                    Map.entry("channel", "channel"),
                    Map.entry("add_time", "created_at"),
                    Map.entry("expected_close_date", "expected_close_on"),
                    Map.entry("lost_reason", "lost_reason")),
            EntityType.LEAD,
            Map.of(
                    "title", "name",
                    "owner_id", "owner_id",
                    "organization_id", "customer_id",
                    "source_name", "lead_source",
                    "channel", "channel",
                    "add_time", "created_at"),
            EntityType.CUSTOMER,
            Map.of(
                    "name", "name",
                    "owner_id", "owner_id",
                    "industry", "industry",
                    "employee_count", "company_size",
                    "address_country", "country", // version 1
                    "address_admin_area_level_1", "region"),
            EntityType.PRODUCT,
            Map.of("name", "name", "category", "product_group"),
            EntityType.EMPLOYEE,
            Map.of("name", "name", "role_id", "role"));

    /** What Pipedrive itself keeps count of, repeats in other words, or what is read by its own rules. */
    private static final Pattern BOOKKEEPING =
            Pattern.compile("id|company_id|creator_user_id|owner_name|person_name|org_name"
                    + "|.*_time|.*_count|.*_hidden|(next|last)_activity_.*|(formatted|weighted|formatted_weighted)_.*|first_char"
                    + "|active|active_flag|deleted|is_deleted|visible_to|visible_from|cc_email|was_seen|stage_order_nr|picture_id"
                    + "|stage_id|status|probability|value|prices|address|address_.*|custom_fields");

    /** The account's own fields; in version 1 beside the others, in version 2 in an object of their own. */
    private static final Pattern CUSTOM = Pattern.compile("[0-9a-f]{40}(_currency)?");

    private final EntityType entity;
    private final ConnectionSettings settings;
    private final PipedriveDeal deal;

    PipedriveFields(EntityType entity, ConnectionSettings settings) {
        this.entity = entity;
        this.settings = settings;
        this.deal = new PipedriveDeal(settings);
    }

    /** Sets what a whole record says. */
    void read(JsonNode record, EventFields fields) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        record.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        // They can take no other member's place.
        record.path("custom_fields").properties().stream()
                .filter(field -> !record.has(field.getKey()) && isKept(field.getKey()))
                .forEach(field -> members.put(field.getKey(), field.getValue()));
        members.forEach((member, value) -> set(member, value, fields));
        switch (entity) {
            case DEAL -> deal.read(record, fields);
            case LEAD -> value(record.path("value"), fields);
            case CUSTOMER -> address(record.path("address"), fields);
            case PRODUCT -> price(record.path("prices"), fields);
            default -> {}
        }
        members.forEach((member, value) ->
                settings.mappedProperty(member).ifPresent(field -> mapped(member, field, value, fields)));
    }

    private void set(String member, JsonNode value, EventFields fields) {
        String field = FIELD_OF.getOrDefault(entity, Map.of()).get(member);
        Optional<JsonNode> single = PipedriveValue.single(value);
        if (settings.mappedProperty(member).isPresent()) {
            return;
        } else if (field != null && single.isEmpty()) {
            fields.reject(member, member + " must be a single value");
        } else if (field != null) {
            fields.set(field, member, asIso(field, PipedriveValue.text(single.get())));
        } else if (single.isPresent() && isKept(member)) {
            custom(member, value, PipedriveValue.text(single.get()), fields);
        }
    }

    private boolean isKept(String member) {
        return CUSTOM.matcher(member).matches()
                || entity != EntityType.EMPLOYEE
                        && !FIELD_OF.getOrDefault(entity, Map.of()).containsKey(member)
                        && !BOOKKEEPING.matcher(member).matches();
    }

    private static void custom(String member, JsonNode value, @Nullable String text, EventFields fields) {
        fields.set(member, member, text);
        if (value.path("type").asText().equals("monetary")) {
            String currency = member + "_currency"; // as version 1 calls it
            fields.set(currency, currency, JsonBody.scalar(value.path("currency")));
        }
    }

    private void mapped(String member, String field, JsonNode value, EventFields fields) {
        Optional<JsonNode> single = PipedriveValue.single(value);
        if (single.isEmpty()) {
            fields.reject(member, member + " must be a single value");
        } else if (fields.set(field, member, asIso(field, PipedriveValue.text(single.get())))
                && value.path("type").asText().equals("monetary")
                && entity.fields().get(field) == FieldType.DECIMAL
                && entity.fields().containsKey("currency")) {
            // An amount is worth nothing without its own currency.
            fields.set("currency", member, JsonBody.scalar(value.path("currency")));
        }
    }

    private @Nullable String asIso(String field, @Nullable String text) {
        FieldType type = entity.fields().get(field);
        Optional<Instant> time = type == FieldType.INSTANT || type == FieldType.DATE
                ? Optional.ofNullable(text).flatMap(PipedriveTimes::parse)
                : Optional.empty();
        return time.map(instant -> type == FieldType.INSTANT
                        ? instant.toString()
                        : instant.atZone(settings.zone()).toLocalDate().toString())
                .orElse(text);
    }

    /** A lead's value is an amount with its currency, or nothing. */
    private void value(JsonNode value, EventFields fields) {
        if (value.isObject() || value.isNull()) {
            fields.set("expected_value", "value", JsonBody.scalar(value.path("amount")));
            fields.set("currency", "value", JsonBody.scalar(value.path("currency")));
        } else if (!value.isMissingNode()) {
            fields.reject("value", "value must be an object of amount and currency");
        }
    }

    private static void address(JsonNode address, EventFields fields) {
        if (address.isObject()) {
            fields.set("country", "address", JsonBody.scalar(address.path("country")));
            fields.set("region", "address", JsonBody.scalar(address.path("admin_area_level_1")));
        }
    }

    /** Of several prices the one in the connection's currency, else the first. */
    private void price(JsonNode prices, EventFields fields) {
        Optional<String> ours = settings.option("currency");
        JsonNode chosen = prices.path(0);
        for (JsonNode price : prices) {
            if (ours.filter(currency -> currency.equals(price.path("currency").asText()))
                    .isPresent()) {
                chosen = price;
            }
        }
        if (chosen.isObject()) {
            fields.set("list_price", "prices", JsonBody.scalar(chosen.path("price")));
            fields.set("variable_cost", "prices", JsonBody.scalar(chosen.path("cost")));
            fields.set("currency", "prices", JsonBody.scalar(chosen.path("currency")));
        }
    }
}
