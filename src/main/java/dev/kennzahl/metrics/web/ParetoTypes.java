package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.shape.Pareto;

/** How the Pareto curve is shown, in REST and in GraphQL alike. */
public final class ParetoTypes {
    private ParetoTypes() {}

    /** How revenue is spread over customers, the largest first. */
    @RegisterForReflection
    @Name("Pareto")
    @Description("How revenue is spread over customers, the largest first.")
    @Schema(name = "Pareto", description = "How revenue is spread over customers, the largest first.")
    public record ParetoView(
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull @Description("What money is given in.") @Schema(description = "What money is given in.")
                    String currency,
            @NonNull
                    @Description("How many customers have net revenue above zero; all others are left out.")
                    @Schema(description = "How many customers have net revenue above zero; all others are left out.")
                    Integer customers,
            @Description("Their revenue; null where an amount has no exchange rate.")
                    @Schema(
                            description = "Their revenue; null where an amount has no exchange rate.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal revenue,
            @NonNull
                    @Description("How many of a hundred customers are the top.")
                    @Schema(description = "How many of a hundred customers are the top.")
                    Integer share,
            @NonNull
                    @Description("How many customers that are, rounded up.")
                    @Schema(description = "How many customers that are, rounded up.")
                    Integer topCustomers,
            @Description("Their revenue.") @Schema(description = "Their revenue.", type = SchemaType.STRING) @Nullable
                    Decimal topRevenue,
            @Description(
                            "Their revenue divided by that of all: in the tenant's currency the value of top_customer_revenue_share. Null without customers.")
                    @Schema(
                            description =
                                    "Their revenue divided by that of all: in the tenant's currency the value of top_customer_revenue_share. Null without customers.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal topShare,
            @NonNull
                    @Description(
                            "How many order lines have a currency without a rate; if there are any, there is no curve.")
                    @Schema(
                            description =
                                    "How many order lines have a currency without a rate; if there are any, there is no curve.")
                    Integer foreignLines,
            @NonNull
                    @Description("One point for each per cent of customers; empty without customers.")
                    @Schema(description = "One point for each per cent of customers; empty without customers.")
                    List<@NonNull PointView> curve) {
        static ParetoView of(Pareto pareto) {
            return new ParetoView(
                    pareto.asOf(),
                    pareto.currency(),
                    Math.toIntExact(pareto.customers()),
                    Decimal.of(pareto.revenue()),
                    pareto.share(),
                    Math.toIntExact(pareto.topCustomers()),
                    Decimal.of(pareto.topRevenue()),
                    Decimal.of(pareto.topShare()),
                    Math.toIntExact(pareto.foreign()),
                    pareto.curve().stream()
                            .map(point -> new PointView(
                                    point.percent(),
                                    Math.toIntExact(point.customers()),
                                    Decimal.of(point.revenue()),
                                    Decimal.of(point.cumulativeShare())))
                            .toList());
        }
    }

    /** The largest customers so far. */
    @RegisterForReflection
    @Name("ParetoPoint")
    @Description("The largest customers so far.")
    @Schema(name = "ParetoPoint", description = "The largest customers so far.")
    public record PointView(
            @NonNull
                    @Description("How many of a hundred customers.")
                    @Schema(description = "How many of a hundred customers.")
                    Integer percent,
            @NonNull
                    @Description("How many customers that are, rounded up.")
                    @Schema(description = "How many customers that are, rounded up.")
                    Integer customers,
            @NonNull @Description("Their revenue.") @Schema(description = "Their revenue.", type = SchemaType.STRING)
                    Decimal revenue,
            @NonNull
                    @Description("Their revenue divided by that of all.")
                    @Schema(description = "Their revenue divided by that of all.", type = SchemaType.STRING)
                    Decimal cumulativeShare) {}

    /** A customer and its place on the curve. */
    @RegisterForReflection
    @Name("ParetoCustomer")
    @Description("A customer and its place on the curve.")
    @Schema(name = "ParetoCustomer", description = "A customer and its place on the curve.")
    public record ParetoCustomerView(
            @NonNull @Description("Its business key.") @Schema(description = "Its business key.") String customer,
            @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
            @NonNull
                    @Description("1 for the largest; of equals the one whose key comes first.")
                    @Schema(description = "1 for the largest; of equals the one whose key comes first.")
                    Integer rank,
            @NonNull @Description("Its revenue.") @Schema(description = "Its revenue.", type = SchemaType.STRING)
                    Decimal revenue,
            @NonNull
                    @Description("Its revenue divided by that of all.")
                    @Schema(description = "Its revenue divided by that of all.", type = SchemaType.STRING)
                    Decimal share,
            @NonNull
                    @Description("The revenue of all customers up to it divided by that of all.")
                    @Schema(
                            description = "The revenue of all customers up to it divided by that of all.",
                            type = SchemaType.STRING)
                    Decimal cumulativeShare,
            @NonNull
                    @Description("Whether it is one of the top.")
                    @Schema(description = "Whether it is one of the top.")
                    Boolean top) {
        static ParetoCustomerView of(Pareto.Customer customer) {
            return new ParetoCustomerView(
                    customer.id(),
                    customer.name(),
                    Math.toIntExact(customer.rank()),
                    Decimal.of(customer.revenue()),
                    Decimal.of(customer.share()),
                    Decimal.of(customer.cumulativeShare()),
                    customer.top());
        }
    }
}
