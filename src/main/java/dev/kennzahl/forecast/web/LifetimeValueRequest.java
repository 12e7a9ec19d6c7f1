package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.value.ExpectedValue;
import dev.kennzahl.forecast.value.FittedValue;
import dev.kennzahl.forecast.value.PurchaseHistory;
import dev.kennzahl.metrics.CustomerSummaries;
import dev.kennzahl.metrics.PurchaseSummary;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Summaries of customers' purchases. */
@RegisterForReflection
@Schema(
        name = "LifetimeValueRequest",
        description =
                "Summaries of customers' purchases up to a day of observation, with times in any unit, the same for all; or the period of orders that came in here, which they are made of.")
record LifetimeValueRequest(
        @Schema(
                        description =
                                "The customers, at least 10 and at most 100,000 unless configured otherwise; leave from and to out then.")
                @Nullable
                List<@Nullable CustomerSummary> customers,
        @Schema(
                        description =
                                "The first day, an ISO date, of orders that came in here; leave customers out then. Whoever bought before counts from their first purchase since.")
                @Nullable
                String from,
        @Schema(description = "The day after the day of observation, an ISO date.") @Nullable String to,
        @Schema(
                        description =
                                "Which customers of those, as dimension:value[,value…] each; a ! in front excludes. The models are fitted to them alone.")
                @Nullable
                List<String> where,
        @Schema(description = "An instant: only orders that were known then count.") @Nullable String asOf,
        @Schema(description = "The ISO 4217 code that their amounts are given in; the default is the tenant's.")
                @Nullable
                String currency,
        @Schema(description = "day (default), week or month: the unit of time of orders that came in here.") @Nullable
                String unit,
        @Schema(
                        description =
                                "How far ahead of the day of observation, in the unit of time; above 0, at most 1,000.",
                        required = true)
                @Nullable
                Double horizon,
        @Schema(description = "For one unit of time: 0.001 for 0.1 % a week when times are weeks. The default is 0.")
                @Nullable
                Double discountRate,
        @Schema(
                        description =
                                "The share of an amount that is left after costs, above 0 and at most 1. The default is 1.")
                @Nullable
                Double margin) {
    private static final int FEWEST = 10;
    private static final int LARGEST_HORIZON = 1_000;

    /** One customer. */
    @RegisterForReflection
    @Schema(name = "CustomerSummary", description = "What a customer did up to the day of observation.")
    record CustomerSummary(
            @Schema(description = "A name of yours, different for each.", required = true) @Nullable String id,
            @Schema(
                            description = "How many purchases after the first one, of which one a day at most counts.",
                            required = true)
                    @Nullable
                    Integer frequency,
            @Schema(
                            description = "The time from the first purchase to the last; 0 when there was only one.",
                            required = true)
                    @Nullable
                    Double recency,
            @Schema(description = "The time from the first purchase to the day of observation.", required = true)
                    @Nullable
                    Double age,
            @Schema(
                            description =
                                    "The mean amount of the purchases after the first one, a decimal, as a text or a number; leave it out where it is not known.",
                            type = SchemaType.STRING)
                    @Nullable
                    BigDecimal value) {}

    /** Customers by their keys and what is known of each; without a currency where nobody said one. */
    record Summaries(List<String> ids, List<PurchaseHistory> histories, @Nullable String currency) {}

    /** Whether the summaries are to be made of orders that came in here. */
    boolean readsOrders() {
        return customers == null && (from != null || to != null);
    }

    /** How many days make up a unit of time, of orders that came in here. */
    double daysPerUnit() {
        return switch (unit == null ? "day" : unit) {
            case "day" -> 1;
            case "week" -> 7;
            case "month" -> ExpectedValue.DAYS_PER_MONTH;
            default -> throw new Problem(ProblemCode.INVALID_VALUE, "unit", "unit must be day, week or month.");
        };
    }

    /** @throws Problem {@code INVALID_VALUE} with the member at fault; final */
    void checkNumbers() {
        require(horizon != null && horizon > 0 && horizon <= LARGEST_HORIZON, "horizon", "above 0 and at most 1000");
        require(discountRate() == null || discountRate >= 0 && discountRate <= 1, "discountRate", "from 0 to 1");
        require(margin() == null || margin > 0 && margin <= 1, "margin", "above 0 and at most 1");
    }

    /** @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE} with the member at fault; final */
    Summaries posted(ForecastConfig config) {
        if (from != null || to != null) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "customers", "customers must be left out where from and to are given.");
        }
        if (customers == null || customers.size() < FEWEST || customers.size() > config.maxCustomers()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "customers",
                    "customers must have from " + FEWEST + " to " + config.maxCustomers() + " entries.");
        }
        List<String> ids = new ArrayList<>();
        Set<String> known = new HashSet<>();
        List<PurchaseHistory> histories = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            CustomerSummary summary = customers.get(i);
            String at = "customers[" + i + "]";
            if (summary == null || summary.id() == null) {
                throw new Problem(ProblemCode.MISSING_VALUE, at + ".id", at + ".id must be a text of yours.");
            }
            if (!known.add(summary.id())) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        at + ".id",
                        at + ".id is that of an earlier customer; each needs its own.");
            }
            ids.add(summary.id());
            histories.add(history(summary, at));
        }
        requireRepeaters("customers", histories);
        return new Summaries(ids, histories, null);
    }

    /** @throws Problem {@code INVALID_VALUE} when the orders of the period are of too few customers, or of too many; final */
    static Summaries stored(CustomerSummaries.Found found, double daysPerUnit, ForecastConfig config) {
        List<PurchaseSummary> customers = found.customers();
        if (customers.size() < FEWEST || customers.size() > config.maxCustomers()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "from",
                    "There are " + customers.size() + " customers with orders in the period; from " + FEWEST + " to "
                            + config.maxCustomers() + " can be looked at. Take another period.");
        }
        List<PurchaseHistory> histories = customers.stream()
                .map(customer -> FittedValue.history(customer, daysPerUnit))
                .toList();
        requireRepeaters("from", histories);
        return new Summaries(customers.stream().map(PurchaseSummary::customerId).toList(), histories, found.currency());
    }

    private static void requireRepeaters(String field, List<PurchaseHistory> histories) {
        if (histories.stream().filter(history -> history.frequency() > 0).count() < 2) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    field,
                    field
                            + " must give at least two customers with a frequency above 0; without repeat purchases nothing tells of"
                            + " rates.");
        }
    }

    private static PurchaseHistory history(CustomerSummary summary, String at) {
        Integer frequency = summary.frequency();
        Double recency = summary.recency();
        Double age = summary.age();
        require(frequency != null && frequency >= 0 && frequency <= 1_000_000, at + ".frequency", "from 0 to 1000000");
        require(age != null && age > 0 && age <= 1e6, at + ".age", "above 0 and at most 1000000");
        require(recency != null && recency >= 0 && recency <= age, at + ".recency", "from 0 to the age");
        require(frequency > 0 == recency > 0, at + ".recency", "above 0 exactly where frequency is");
        double value = summary.value() == null ? 0 : summary.value().doubleValue();
        require(value >= 0 && value <= 1e12, at + ".value", "from 0 to 1e12");
        return new PurchaseHistory(frequency, recency, age, value);
    }

    private static void require(boolean fulfilled, String field, String what) {
        if (!fulfilled) {
            throw new Problem(ProblemCode.INVALID_VALUE, field, field + " must be a number " + what + ".");
        }
    }
}
