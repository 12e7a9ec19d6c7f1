package dev.kennzahl.sales;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
public enum EntityType implements DataSet {
    DEAL(
            "deal",
            "deals",
            "deal_id",
            List.of("stage", "status"),
            Set.of("open", "won", "lost"),
            f("name", TEXT, "The deal's name."),
            f("customer_id", TEXT, "The customer, by its business key."),
            f("lead_id", TEXT, "The lead the deal stems from."),
            f("owner_id", TEXT, "The employee who owns the deal."),
            f("product_id", TEXT, "The product."),
            f("region", TEXT, "The deal's own region; without one its owner's counts, else its customer's."),
            f("channel", TEXT, "The sales channel."),
            f("pipeline", TEXT, "The pipeline."),
            f("stage", TEXT, "The stage within the pipeline."),
            f("amount", DECIMAL, "What the deal is worth."),
            f("currency", CURRENCY, "The currency of the amount; without one the tenant's."),
            f("probability", SHARE, "The probability of winning."),
            f("forecast_category", TEXT, "The forecast category."),
            f(
                    "created_at",
                    INSTANT,
                    "When the deal was created; without it the deal counts in no figure based on creation."),
            f("expected_close_on", DATE, "The day it is expected to close."),
            f("closed_at", INSTANT, "When it was won or lost."),
            f("lost_reason", TEXT, "Why it was lost.")),
    LEAD(
            "lead",
            "leads",
            "lead_id",
            List.of("created_at"),
            Set.of("open", "qualified", "disqualified", "converted"),
            f("name", TEXT, "The lead's name."),
            f("lead_source", TEXT, "Where the lead came from."),
            f("channel", TEXT, "The channel."),
            f("campaign_id", TEXT, "The campaign."),
            f("owner_id", TEXT, "The employee who owns the lead."),
            f("customer_id", TEXT, "The customer, if it is one already."),
            f("region", TEXT, "The region."),
            f("company_size", TEXT, "The size of the company."),
            f("score", DECIMAL, "The lead's quality, 0 to 100."),
            f("interest", TEXT, "The interest shown."),
            f("expected_value", DECIMAL, "The expected order value."),
            f("currency", CURRENCY, "The currency of the expected value; without one the tenant's."),
            f("created_at", INSTANT, "When the lead was created."),
            f("first_contact_at", INSTANT, "When it was first contacted."),
            f("qualified_at", INSTANT, "When it was qualified."),
            f("converted_at", INSTANT, "When it was converted."),
            f("deal_id", TEXT, "The deal that came of it."),
            f("disqualified_at", INSTANT, "When it was disqualified."),
            f("disqualified_reason", TEXT, "Why it was disqualified.")),
    CUSTOMER(
            "customer",
            "customers",
            "customer_id",
            List.of(),
            Set.of("active"),
            f("name", TEXT, "The customer's name."),
            f("region", TEXT, "The region."),
            f("country", TEXT, "The country."),
            f("industry", TEXT, "The industry."),
            f("segment", TEXT, "The segment."),
            f("company_size", TEXT, "The size of the company."),
            f("needs", TEXT, "What the customer needs."),
            f("owner_id", TEXT, "The employee who looks after it."),
            f("became_customer_on", DATE, "The day it became a customer; without it its first purchase counts."),
            f("churned_on", DATE, "The day it left.")),
    PRODUCT(
            "product",
            "products",
            "product_id",
            List.of(),
            Set.of("active"),
            f("name", TEXT, "The product's name."),
            f("product_group", TEXT, "The group it belongs to."),
            f("list_price", DECIMAL, "The list price."),
            f("variable_cost", DECIMAL, "The variable cost of one unit."),
            f("currency", CURRENCY, "The currency of price and cost; without one the tenant's.")),
    EMPLOYEE(
            "employee",
            "employees",
            "employee_id",
            List.of(),
            Set.of("active"),
            f("name", TEXT, "The employee's name."),
            f("team", TEXT, "The team."),
            f("manager_id", TEXT, "The manager, an employee."),
            f("region", TEXT, "The region."),
            f("role", TEXT, "The role."),
            f("fte", DECIMAL, "The share of a full-time position, such as 0.5."),
            f("hired_on", DATE, "The first day of work."),
            f("left_on", DATE, "The last day of work."));

    private final String key;
    private final String dataset;
    private final String keyColumn;
    private final List<String> required;
    private final Set<String> liveStatuses;
    private final Map<String, FieldType> fields;
    private final List<Field> described;
    private final Map<String, Field> byName = new LinkedHashMap<>();

    EntityType(
            String key,
            String dataset,
            String keyColumn,
            List<String> required,
            Set<String> liveStatuses,
            Field... fields) {
        this.key = key;
        this.dataset = dataset;
        this.keyColumn = keyColumn;
        this.required = Stream.concat(Stream.of(keyColumn), required.stream()).toList();
        this.liveStatuses = liveStatuses;
        this.described = List.of(fields);
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (Field field : fields) {
            types.put(field.name(), field.type());
            byName.put(field.name(), field);
        }
        this.fields = java.util.Collections.unmodifiableMap(types);
    }

    private static Field f(String name, FieldType type, String description) {
        return new Field(name, type, description);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
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

    @Override
    public Optional<String> idColumn() {
        return Optional.of(keyColumn);
    }

    @Override
    public String idDescription() {
        return "The business key.";
    }

    @Override
    public List<String> requiredColumns() {
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

    @Override
    public List<Field> describedFields() {
        return described;
    }

    @Override
    public Optional<Field> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of();
    }

    @Override
    public List<RowCheck> checks() {
        return switch (this) {
            case EMPLOYEE -> List.of(RowCheck.notNegative("fte"), RowCheck.notBefore("left_on", "hired_on"));
            case LEAD -> List.of(RowCheck.within("score", 0, 100));
            default -> List.of();
        };
    }

    @Override
    public int longestText(String column) {
        // An entry of an index holds 2,700 bytes; a letter takes up to four.
        return column.equals(keyColumn) ? 500 : Integer.MAX_VALUE;
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
