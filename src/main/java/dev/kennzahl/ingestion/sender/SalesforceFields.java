package dev.kennzahl.ingestion.sender;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * Which of our fields Salesforce's fields are. What the user says under {@code properties} comes first; a field known neither
 * there nor here keeps its own name as a custom attribute. Parts of compound fields are named {@code BillingAddress.State}.
 */
final class SalesforceFields {
    private static final Map<EntityType, Map<String, String>> FIELD_OF = Map.of(
            EntityType.DEAL,
            Map.ofEntries(
                    Map.entry("Name", "name"),
                    Map.entry("AccountId", "customer_id"),
                    Map.entry("OwnerId", "owner_id"),
                    Map.entry("StageName", "stage"),
                    Map.entry("Amount", "amount"),
                    Map.entry("CurrencyIsoCode", "currency"),
                    Map.entry("Probability", "probability"),
                    Map.entry("ForecastCategoryName", "forecast_category"),
                    Map.entry("CloseDate", "expected_close_on"),
                    // No field of our deals, but the name it has on our leads.
                    Map.entry("LeadSource", "lead_source"),
                    Map.entry("CreatedDate", "created_at")),
            EntityType.LEAD,
            Map.ofEntries(
                    Map.entry("Name", "name"),
                    Map.entry("OwnerId", "owner_id"),
                    Map.entry("LeadSource", "lead_source"),
                    Map.entry("State", "region"),
                    Map.entry("Address.State", "region"),
                    Map.entry("NumberOfEmployees", "company_size"),
                    Map.entry("CurrencyIsoCode", "currency"),
                    Map.entry("CreatedDate", "created_at"),
                    Map.entry("ConvertedDate", "converted_at"),
                    Map.entry("ConvertedAccountId", "customer_id"),
                    Map.entry("ConvertedOpportunityId", "deal_id")),
            EntityType.CUSTOMER,
            Map.of(
                    "Name", "name",
                    "OwnerId", "owner_id",
                    "BillingState", "region",
                    "BillingAddress.State", "region",
                    "BillingCountry", "country",
                    "BillingAddress.Country", "country",
                    "Industry", "industry",
                    "NumberOfEmployees", "company_size"),
            EntityType.PRODUCT,
            Map.of("Name", "name", "Family", "product_group", "CurrencyIsoCode", "currency"),
            EntityType.EMPLOYEE,
            Map.of("Name", "name", "ManagerId", "manager_id", "Department", "team", "Title", "role"));

    /** Who touched the record and when: it changes with every event and would make each one a version of the record. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "Id",
            "CreatedById",
            "LastModifiedDate",
            "LastModifiedById",
            "SystemModstamp",
            "LastViewedDate",
            "LastReferencedDate");

    /** The labels that the forecast categories have unless an organisation renames them. */
    private static final Map<String, String> FORECAST_LABEL =
            Map.of("BestCase", "Best Case", "Forecast", "Commit", "MostLikely", "Most Likely");

    private static final long DAY_MS = 86_400_000;
    private static final Pattern MILLISECONDS = Pattern.compile("-?[0-9]{1,15}");

    /** As the REST API writes it: {@code +0000}. */
    private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("(?<=T.{1,20})([+-][0-9]{2})([0-9]{2})$");

    private final ConnectionSettings settings;
    private final SalesforceStatus status;

    SalesforceFields(ConnectionSettings settings) {
        this.settings = settings;
        this.status = new SalesforceStatus(settings);
    }

    /** @param values by Salesforce's name of the field; null or empty for a cleared one */
    void set(EventFields fields, EntityType entity, Map<String, @Nullable String> values) {
        values.forEach((name, value) -> {
            String usual = FIELD_OF.getOrDefault(entity, Map.of()).getOrDefault(name, name);
            String field = settings.mappedProperty(name).orElse(usual);
            if (!field.equals(usual)) {
                fields.set(field, name, asIso(entity.fields().get(field), value));
            } else if (!BOOKKEEPING.contains(name) && !SalesforceStatus.isEvidence(entity, name)) {
                set(fields, entity, field, name, value);
            }
        });
        if (entity == EntityType.DEAL) {
            forecastCategory(fields, values);
        }
        status.conclude(fields, entity, values);
    }

    private void set(EventFields fields, EntityType entity, String field, String name, @Nullable String value) {
        switch (field) {
            case "probability" -> probability(fields, name, value);
            case "expected_close_on" -> closeDate(fields, name, value);
            case "customer_id", "deal_id" -> fields.set(field, name, id(value));
            case "owner_id" -> fields.set(field, name, ownerId(value));
            case "manager_id" -> fields.set(field, name, manager(value));
            case "converted_at" -> fields.set(field, name, asIso(FieldType.INSTANT, asIso(FieldType.DATE, value)));
            default -> fields.set(field, name, asIso(entity.fields().get(field), value));
        }
        if (value == null) {
            clearParts(fields, entity, name);
        }
    }

    /** A compound field cleared as a whole takes its parts with it. */
    private static void clearParts(EventFields fields, EntityType entity, String name) {
        FIELD_OF.getOrDefault(entity, Map.of()).forEach((part, field) -> {
            if (part.startsWith(name + ".")) {
                fields.set(field, name, null);
            }
        });
    }

    private static void probability(EventFields fields, String name, @Nullable String percent) {
        if (percent == null || percent.isEmpty()) {
            fields.set("probability", name, null);
            return;
        }
        try {
            BigDecimal share = ((BigDecimal) FieldType.DECIMAL.parse(percent, ZoneOffset.UTC)).movePointLeft(2);
            FieldType.SHARE.parse(share.toPlainString(), ZoneOffset.UTC);
            fields.set("probability", name, share.stripTrailingZeros().toPlainString());
        } catch (InvalidValueException e) {
            fields.reject(name, name + " must be a percentage from 0 to 100");
        }
    }

    /** One field is both when a deal is expected to close and, from then on, when it did. */
    private void closeDate(EventFields fields, String name, @Nullable String value) {
        String date = asIso(FieldType.DATE, value);
        if (fields.set("expected_close_on", name, date)) {
            String day = fields.values().get("expected_close_on");
            fields.conclude("closed_at", day == null ? null : startOf(day).toString());
        }
    }

    private Instant startOf(String day) {
        LocalDate date = (LocalDate) FieldType.DATE.parse(day, settings.zone());
        return date.atStartOfDay(settings.zone()).toInstant();
    }

    /** The label says what the category is; without it the category itself, in words that match the labels. */
    private void forecastCategory(EventFields fields, Map<String, @Nullable String> values) {
        boolean ours = values.containsKey("ForecastCategory")
                && settings.mappedProperty("ForecastCategory").isEmpty()
                && settings.mappedProperty("ForecastCategoryName").isEmpty();
        if (ours && values.get("ForecastCategoryName") == null) {
            String category = values.get("ForecastCategory");
            fields.set(
                    "forecast_category",
                    "ForecastCategory",
                    category == null ? null : FORECAST_LABEL.getOrDefault(category, category));
        }
    }

    private static @Nullable String id(@Nullable String value) {
        return value == null ? null : SalesforceId.of(value).orElse(value);
    }

    /** The form of the id under which the user listed the owner, else the form with 18 characters. */
    private @Nullable String ownerId(@Nullable String value) {
        String id = id(value);
        if (id == null || SalesforceId.of(id).isEmpty()) {
            return id;
        }
        String shortened = SalesforceId.shortened(id);
        return settings.options().path("owners").has(shortened) ? shortened : id;
    }

    private @Nullable String manager(@Nullable String value) {
        String id = ownerId(value);
        return id == null ? null : settings.employeeOf(id);
    }

    /** The decoded form gives times as milliseconds, and dates as those of their midnight UTC. */
    private @Nullable String asIso(@Nullable FieldType type, @Nullable String value) {
        if (value == null || (type != FieldType.DATE && type != FieldType.INSTANT)) {
            return value;
        }
        if (type == FieldType.INSTANT || !MILLISECONDS.matcher(value).matches()) {
            return asIso(value);
        }
        long ms = Long.parseLong(value);
        return Instant.ofEpochMilli(ms)
                .atZone(ms % DAY_MS == 0 ? ZoneOffset.UTC : settings.zone())
                .toLocalDate()
                .toString();
    }

    private static String asIso(String time) {
        return MILLISECONDS.matcher(time).matches()
                ? Instant.ofEpochMilli(Long.parseLong(time)).toString()
                : OFFSET_WITHOUT_COLON.matcher(time).replaceFirst("$1:$2");
    }

    /** @throws InvalidValueException when it is not a time in one of the forms that Salesforce has */
    static Instant instant(String time) {
        return (Instant) FieldType.INSTANT.parse(asIso(time), ZoneOffset.UTC);
    }
}
