package dev.kennzahl.sales;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static dev.kennzahl.sales.FieldType.CURRENCY;
import static dev.kennzahl.sales.FieldType.DATE;
import static dev.kennzahl.sales.FieldType.DECIMAL;
import static dev.kennzahl.sales.FieldType.INSTANT;
import static dev.kennzahl.sales.FieldType.SHARE;
import static dev.kennzahl.sales.FieldType.TEXT;

/**
 * The kinds of record that have a two-time history, and the fields of each. The one place a field is named: the import
 * columns, the fold and the version tables follow from it. What is not listed is kept as a custom attribute.
 */
public enum EntityType {
    DEAL(
            "deal",
            "deals",
            "deal_id",
            Set.of("stage", "status"),
            Set.of("open", "won", "lost"),
            f("name", TEXT),
            f("customer_id", TEXT),
            f("lead_id", TEXT),
            f("owner_id", TEXT),
            f("product_id", TEXT),
            f("region", TEXT),
            f("channel", TEXT),
            f("pipeline", TEXT),
            f("stage", TEXT),
            f("amount", DECIMAL),
            f("currency", CURRENCY),
            f("probability", SHARE),
            f("forecast_category", TEXT),
            f("created_at", INSTANT),
            f("expected_close_on", DATE),
            f("closed_at", INSTANT),
            f("lost_reason", TEXT)),
    LEAD(
            "lead",
            "leads",
            "lead_id",
            Set.of("created_at"),
            Set.of("open", "qualified", "disqualified", "converted"),
            f("name", TEXT),
            f("lead_source", TEXT),
            f("channel", TEXT),
            f("campaign_id", TEXT),
            f("owner_id", TEXT),
            f("customer_id", TEXT),
            f("region", TEXT),
            f("company_size", TEXT),
            f("score", DECIMAL),
            f("interest", TEXT),
            f("expected_value", DECIMAL),
            f("currency", CURRENCY),
            f("created_at", INSTANT),
            f("first_contact_at", INSTANT),
            f("qualified_at", INSTANT),
            f("converted_at", INSTANT),
            f("deal_id", TEXT),
            f("disqualified_at", INSTANT),
            f("disqualified_reason", TEXT)),
    CUSTOMER(
            "customer",
            "customers",
            "customer_id",
            Set.of(),
            Set.of("active"),
            f("name", TEXT),
            f("region", TEXT),
            f("country", TEXT),
            f("industry", TEXT),
            f("segment", TEXT),
            f("company_size", TEXT),
            f("needs", TEXT),
            f("owner_id", TEXT),
            f("became_customer_on", DATE),
            f("churned_on", DATE)),
    PRODUCT(
            "product",
            "products",
            "product_id",
            Set.of(),
            Set.of("active"),
            f("name", TEXT),
            f("product_group", TEXT),
            f("list_price", DECIMAL),
            f("variable_cost", DECIMAL),
            f("currency", CURRENCY)),
    EMPLOYEE(
            "employee",
            "employees",
            "employee_id",
            Set.of(),
            Set.of("active"),
            f("name", TEXT),
            f("team", TEXT),
            f("manager_id", TEXT),
            f("region", TEXT),
            f("role", TEXT),
            f("fte", DECIMAL),
            f("hired_on", DATE),
            f("left_on", DATE));

    private final String key;
    private final String dataset;
    private final String keyColumn;
    private final Set<String> required;
    private final Set<String> liveStatuses;
    private final Map<String, FieldType> fields;

    EntityType(
            String key,
            String dataset,
            String keyColumn,
            Set<String> required,
            Set<String> liveStatuses,
            Field... fields) {
        this.key = key;
        this.dataset = dataset;
        this.keyColumn = keyColumn;
        this.required = required;
        this.liveStatuses = liveStatuses;
        Map<String, FieldType> byName = new LinkedHashMap<>();
        List.of(fields).forEach(field -> byName.put(field.name(), field.type()));
        this.fields = java.util.Collections.unmodifiableMap(byName);
    }

    private record Field(String name, FieldType type) {}

    private static Field f(String name, FieldType type) {
        return new Field(name, type);
    }

    /** The singular name, as stored and shown: {@code deal}. */
    public String key() {
        return key;
    }

    /** The name of the data set in paths: {@code deals}. */
    public String dataset() {
        return dataset;
    }

    /** The column that carries the business key in files: {@code deal_id}. */
    public String keyColumn() {
        return keyColumn;
    }

    /** The table of two-time versions: {@code deal_version}. */
    public String versionTable() {
        return key + "_version";
    }

    /** The columns besides the key that every row of a file must fill. */
    public Set<String> required() {
        return required;
    }

    /** Whether records move from state to state and are told apart by it; others are just there. */
    public boolean hasLifecycle() {
        return liveStatuses.size() > 1;
    }

    /** The state that a record is in when nothing says another. */
    public String firstStatus() {
        return hasLifecycle() ? "open" : "active";
    }

    /** The states a live record can be in; {@code deleted}, {@code merged} and {@code unknown} come from the life of the record itself. */
    public Set<String> liveStatuses() {
        return liveStatuses;
    }

    /** Field name to type, in the order of the contract; the status is not among them. */
    public Map<String, FieldType> fields() {
        return fields;
    }

    public static Optional<EntityType> ofKey(String key) {
        return List.of(values()).stream().filter(type -> type.key.equals(key)).findFirst();
    }

    public static Optional<EntityType> ofDataset(String dataset) {
        return List.of(values()).stream()
                .filter(type -> type.dataset.equals(dataset))
                .findFirst();
    }
}
