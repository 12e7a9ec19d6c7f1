package dev.kennzahl.sales;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.kennzahl.sales.Field.choice;
import static dev.kennzahl.sales.FieldType.CURRENCY;
import static dev.kennzahl.sales.FieldType.DATE;
import static dev.kennzahl.sales.FieldType.DECIMAL;
import static dev.kennzahl.sales.FieldType.INSTANT;
import static dev.kennzahl.sales.FieldType.INTEGER;
import static dev.kennzahl.sales.FieldType.TEXT;

/**
 * The kinds of fact: what happens once and has no life of its own, so that only what we knew of it has a history. The one place
 * a column of them is named; a new data set is a constant here and a table in a migration.
 */
public enum FactType implements DataSet {
    ORDER(
            new FactShape("orders", "order_line", "ordered_at")
                    .id("order_id", "The order, whose lines share it.")
                    .key("line_no")
                    .required("ordered_at", "customer_id", "net_amount")
                    .defaults(Map.of("line_no", "1", "kind", "sale"))
                    .checks(RowCheck.positive("line_no")),
            f("line_no", INTEGER, "The line within the order, 1 when the file does not say."),
            f("ordered_at", INSTANT, "When it was ordered."),
            f("customer_id", TEXT, "The customer."),
            f("employee_id", TEXT, "The employee who sold it."),
            f("product_id", TEXT, "The product."),
            f("channel", TEXT, "The sales channel."),
            f("region", TEXT, "The region."),
            f("country", TEXT, "The country."),
            f("quantity", DECIMAL, "How much of the product."),
            f(
                    "net_amount",
                    DECIMAL,
                    "What the line is worth, net; of a return or cancellation what it takes away, with or without a minus sign."),
            f("variable_cost", DECIMAL, "The variable cost of the line."),
            f("currency", CURRENCY, "The currency of amount and cost; without one the tenant's."),
            f("deal_id", TEXT, "The deal it comes of."),
            choice("kind", "What the line is; a sale when the file does not say.", "sale", "return", "cancellation")),
    CONTRACT(
            new FactShape("contracts", "contract", "start_on")
                    .id("contract_id", "The contract.")
                    .required("customer_id", "start_on", "annual_value")
                    .checks(RowCheck.notBefore("end_on", "start_on")),
            f("customer_id", TEXT, "The customer."),
            f("product_id", TEXT, "The product."),
            f("owner_id", TEXT, "The employee who looks after it."),
            f("start_on", DATE, "The first day it is in force."),
            f("end_on", DATE, "The last day it is in force; unknown while it has no end."),
            f("cancelled_on", DATE, "The day it was cancelled."),
            f("annual_value", DECIMAL, "What it is worth a year."),
            f("currency", CURRENCY, "The currency of the value; without one the tenant's.")),
    COST(
            new FactShape("costs", "cost", "incurred_on")
                    .id("cost_id", "The cost.")
                    .required("incurred_on", "category", "amount"),
            f("incurred_on", DATE, "The day it was incurred."),
            choice("category", "What it was spent on.", "marketing", "sales", "other"),
            choice("purpose", "Whether it was to win customers or to keep them.", "acquisition", "retention", "other"),
            f("channel", TEXT, "The channel."),
            f("campaign_id", TEXT, "The campaign."),
            f("region", TEXT, "The region."),
            f("product_id", TEXT, "The product."),
            f("employee_id", TEXT, "The employee."),
            f("amount", DECIMAL, "The amount; negative for what came back."),
            f("currency", CURRENCY, "The currency of the amount; without one the tenant's.")),
    ACTIVITY(
            new FactShape("activities", "activity", "occurred_at")
                    .id("activity_id", "The activity.")
                    .required("occurred_at", "type"),
            f("occurred_at", INSTANT, "When it took place."),
            f("type", TEXT, "What it was, such as call, mail or meeting."),
            choice("direction", "Whether it came in or went out.", "in", "out"),
            f("lead_id", TEXT, "The lead it was about."),
            f("deal_id", TEXT, "The deal it was about."),
            f("customer_id", TEXT, "The customer it was about."),
            f("employee_id", TEXT, "The employee who did it.")),
    CAMPAIGN_STAT(
            new FactShape("campaign-stats", "campaign_stat", "sent_on")
                    .key("campaign_id", "sent_on", "channel")
                    .required("campaign_id", "sent_on")
                    .checks(Stream.of("sent", "delivered", "bounced", "complaints", "unsubscribed", "opened", "clicked")
                            .map(RowCheck::notNegative)
                            .toArray(RowCheck[]::new)),
            f("campaign_id", TEXT, "The campaign."),
            f("sent_on", DATE, "The day it was sent."),
            f("channel", TEXT, "The channel."),
            f("sent", INTEGER, "How many messages were sent."),
            f("delivered", INTEGER, "How many of them were delivered."),
            f("bounced", INTEGER, "How many came back."),
            f("complaints", INTEGER, "How many were reported as unwanted."),
            f("unsubscribed", INTEGER, "How many receivers unsubscribed."),
            f("opened", INTEGER, "How many were opened."),
            f("clicked", INTEGER, "How many were clicked.")),
    SURVEY(
            new FactShape("surveys", "survey_response", "answered_at")
                    .id("response_id", "The response.")
                    .required("answered_at", "kind", "score")
                    .checks(
                            RowCheck.above("scale_max", "scale_min"),
                            RowCheck.atLeast("score", "scale_min"),
                            RowCheck.atMost("score", "scale_max"),
                            new RowCheck(
                                            "score",
                                            "must be a whole number from 0 to 10 for kind nps",
                                            FactType::isNpsScore)
                                    .onlyIf("kind", "nps")),
            f("answered_at", INSTANT, "When it was answered."),
            choice("kind", "What was asked.", "nps", "csat", "care_quality"),
            f("score", DECIMAL, "The answer, on the scale."),
            f("scale_min", DECIMAL, "The least score possible."),
            f("scale_max", DECIMAL, "The best score possible."),
            f("customer_id", TEXT, "The customer who answered."),
            f("employee_id", TEXT, "The employee it was about."),
            f("comment", TEXT, "What was said besides.")),
    COMPETITOR_PRICE(
            new FactShape("competitor-prices", "competitor_price", "observed_on")
                    .key("observed_on", "product_id", "competitor")
                    .required("observed_on", "product_id", "competitor", "price")
                    .checks(RowCheck.notNegative("price")),
            f("observed_on", DATE, "The day it was observed."),
            f("product_id", TEXT, "The product of ours that it compares with."),
            f("competitor", TEXT, "The competitor."),
            f("price", DECIMAL, "The competitor's price."),
            f("currency", CURRENCY, "The currency of the price; without one the tenant's.")),
    TARGET(
            new FactShape("targets", "target", "period_start")
                    .key("kpi", "period_start", "period_end", "owner_id", "team", "region", "product_id")
                    .required("kpi", "period_start", "period_end", "value")
                    .checks(RowCheck.after("period_end", "period_start")),
            f("kpi", TEXT, "The KPI it is set for, by its key."),
            f("period_start", DATE, "The first day of the period."),
            f("period_end", DATE, "The first day after the period."),
            f("value", DECIMAL, "What is to be reached."),
            f("currency", CURRENCY, "The currency of the value, if it is money; without one the tenant's."),
            f("owner_id", TEXT, "The employee it is set for; without one for all."),
            f("team", TEXT, "The team it is set for; without one for all."),
            f("region", TEXT, "The region it is set for; without one for all."),
            f("product_id", TEXT, "The product it is set for; without one for all.")),
    FORECAST_SUBMISSION(
            new FactShape("forecast-submissions", "forecast_submission", "submitted_at")
                    .key("submitted_at", "period_start", "period_end", "owner_id", "category")
                    .required("submitted_at", "period_start", "period_end", "amount")
                    .checks(RowCheck.after("period_end", "period_start")),
            f("submitted_at", INSTANT, "When it was submitted."),
            f("period_start", DATE, "The first day of the period."),
            f("period_end", DATE, "The first day after the period."),
            f(
                    "owner_id",
                    TEXT,
                    "The employee who submitted it; without one it is added to those of employees and takes the place of none."),
            choice("category", "How sure it is.", "commit", "best_case", "pipeline"),
            f("amount", DECIMAL, "What is expected to be won in the period."),
            f("currency", CURRENCY, "The currency of the amount; without one the tenant's."),
            f("note", TEXT, "A note.")),
    EXCHANGE_RATE(
            new FactShape("exchange-rates", "exchange_rate", "rate_on")
                    .key("rate_on", "base", "quote")
                    .required("rate_on", "base", "quote", "rate")
                    .checks(RowCheck.positive("rate"), RowCheck.different("quote", "base")),
            f("rate_on", DATE, "The day of the rate."),
            f("base", CURRENCY, "The currency of which one unit is priced."),
            f("quote", CURRENCY, "The currency it is priced in."),
            f("rate", DECIMAL, "How many units of the quote currency one unit of the base currency is."));

    // An entry of an index holds 2,700 bytes; a letter takes up to four, and a key has up to five texts.
    private static final int LONGEST_KEY_PART = 100;
    private static final int LONGEST_NAME = 500;
    private static final Set<String> PROSE = Set.of("comment", "note");

    private final FactShape shape;
    private final List<Field> described;
    private final Map<String, Field> byName = new LinkedHashMap<>();

    FactType(FactShape shape, Field... fields) {
        this.shape = shape;
        this.described = List.of(fields);
        described.forEach(field -> byName.put(field.name(), field));
    }

    private static Field f(String name, FieldType type, String description) {
        return new Field(name, type, description);
    }

    private static boolean isNpsScore(Map<String, Object> row) {
        BigDecimal score = (BigDecimal) row.get("score");
        return score.stripTrailingZeros().scale() <= 0 && score.signum() >= 0 && score.compareTo(BigDecimal.TEN) <= 0;
    }

    @Override
    public String dataset() {
        return shape.dataset();
    }

    @Override
    public String key() {
        return shape.table();
    }

    /** The table of what we knew of such facts. */
    public String table() {
        return shape.table();
    }

    @Override
    public Optional<String> idColumn() {
        return shape.idColumn();
    }

    @Override
    public String idDescription() {
        return shape.idDescription();
    }

    /** The columns that together name a fact. */
    public List<String> keyColumns() {
        return shape.keyColumns();
    }

    @Override
    public List<String> requiredColumns() {
        return shape.required();
    }

    /** The field that dates a fact. */
    public Field dateField() {
        return byName.get(shape.dateColumn());
    }

    /** The field that names the employee behind it, if it has one. */
    public Optional<Field> ownerField() {
        return field("owner_id").or(() -> field("employee_id"));
    }

    @Override
    public List<Field> describedFields() {
        return described;
    }

    /** The columns that hold the bare date where an instant was said as one: {@code ordered_on} beside {@code ordered_at}. */
    public Map<String, String> dayColumns() {
        return described.stream()
                .filter(field -> field.type() == INSTANT)
                .collect(Collectors.toMap(Field::name, field -> field.name().replaceFirst("_at$", "_on")));
    }

    @Override
    public Optional<Field> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Map<String, String> defaults() {
        return shape.defaults();
    }

    @Override
    public List<RowCheck> checks() {
        return shape.checks();
    }

    @Override
    public int longestText(String column) {
        if (shape.keyColumns().contains(column)) {
            return LONGEST_KEY_PART;
        }
        return byName.containsKey(column) && !PROSE.contains(column) ? LONGEST_NAME : Integer.MAX_VALUE;
    }

    /**
     * What a fact is called: its id, or the parts of its key.
     *
     * @param parts the values of {@link #keyColumns()}, empty where unknown
     */
    public String externalId(List<String> parts) {
        if (shape.idColumn().isPresent()) {
            return parts.get(0);
        }
        return parts.stream()
                .map(part -> part.replace("%", "%25").replace("/", "%2F"))
                .collect(Collectors.joining("/"));
    }

    public static Optional<FactType> ofDataset(String dataset) {
        return Stream.of(values())
                .filter(type -> type.dataset().equals(dataset))
                .findFirst();
    }
}
